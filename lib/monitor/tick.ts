import type { Instant } from '#domain/instant.ts';
import type { Tally } from '#domain/ports.ts';
import { type Resource, resourceOf } from '#domain/resource.ts';
import type { ResourceState } from '#domain/state.ts';
import { writeCanaries } from './canary.ts';
import { CAP, isUrgent } from './cap.ts';
import { dueSince, tellDigest } from './digest.ts';
import { noteHiddenUsers } from './hidden-users.ts';
import { lookAgain } from './look-again.ts';
import type { Monitor } from './monitor.ts';
import { tellTogether, untoldItems } from './summary.ts';
import { noteSweepEnd, startSweep, sweepDue } from './sweep-run.ts';
import { tell } from './tell.ts';

/** What a tick measured: the monitor's gauges. */
export interface Gauges extends Pick<Tally, 'open'> {
  readonly couldNotJudge: number;
  /** Resources with something that nobody was told yet. */
  readonly untold: number;
  /** Since when the first of them should have been told; absent: what waits, waits for its digest. */
  readonly overdueSince?: Instant;
}

/**
 * The five-minute housekeeping: sweeps that are due, all that time alone brings about, gauges. What fails does not keep
 * the rest from being done; `fault` is the first that did.
 */
export async function tick(monitor: Monitor): Promise<{ readonly gauges: Gauges; readonly fault?: Error }> {
  const [fault] = await each([writeCanaries, sweepIfDue, ...HOUSEKEEPING], monitor);
  const measured = await gauges(monitor);
  await monitor.store.putNote('tick', { at: monitor.clock.now() });
  return { gauges: measured, ...(fault && { fault }) };
}

type Step = (monitor: Monitor) => Promise<unknown>;

const sweepIfDue: Step = async (monitor) => {
  if (await sweepDue(monitor)) await startSweep(monitor);
};

/** What time alone brings about: ended suppressions, what tellers left or lost, the digest. */
export async function keepHouse(monitor: Monitor): Promise<void> {
  throwFirst(await each(HOUSEKEEPING, monitor));
}

function throwFirst([fault]: readonly Error[]): void {
  if (fault) throw fault;
}

/** Does one after the other, whatever becomes of those before; what they threw. */
async function each(steps: readonly Step[], monitor: Monitor): Promise<readonly Error[]> {
  const faults: Error[] = [];
  for (const step of steps) {
    try {
      await step(monitor);
    } catch (error) {
      faults.push(error instanceof Error ? error : new Error('not an Error', { cause: error }));
    }
  }
  return faults;
}

/** A suppression that ended, and a behaviour that has gone quiet, show in a finding's row by a look, which decides anew. */
async function lookAtDue({ store, queue, clock }: Monitor): Promise<void> {
  const resources = (await store.due(clock.now()))
    .map(resourceOf)
    .filter((each): each is Resource => each !== undefined);
  const looks = resources.map((resource) => lookAgain(resource, { clock }));
  if (looks.length > 0) await queue.send('changes', looks);
}

/** Tells what is to be told at once and was not: lost wake-ups alone, what the cap held back in one summary. */
async function drain(monitor: Monitor): Promise<void> {
  const items = await untoldItems('immediate', monitor);
  const held = items.filter((item) => !isUrgent(item, monitor));
  const urgent = items.filter((item) => isUrgent(item, monitor));
  const faults = await each(
    [
      ...urgent.map(
        ({ arn }): Step =>
          () =>
            tell(arn, monitor),
      ),
      () => (held.length > CAP.high ? tellTogether('cap', held, monitor) : drainFew(held, monitor)),
    ],
    monitor,
  );
  throwFirst(faults);
}

async function drainFew(items: readonly ResourceState[], monitor: Monitor): Promise<void> {
  const left: string[] = [];
  const faults = await each(
    items.map(
      ({ arn }): Step =>
        async () => {
          if ((await tell(arn, monitor)) === 'left for the summary') left.push(arn);
        },
    ),
    monitor,
  );
  if (left.length > 0) {
    const held = (await untoldItems('immediate', monitor)).filter(({ arn }) => left.includes(arn));
    await tellTogether('cap', held, monitor);
  }
  throwFirst(faults);
}

const HOUSEKEEPING: readonly Step[] = [lookAtDue, noteSweepEnd, noteHiddenUsers, drain, tellDigest];

async function gauges(monitor: Monitor): Promise<Gauges> {
  const { open, unjudged, untold } = await monitor.store.tally();
  const { immediate, digest } = untold;
  const due = digest.since === undefined ? undefined : await dueSince(digest.since, monitor);
  const [overdueSince] = [immediate.since, due].filter((since) => since !== undefined).toSorted();
  return {
    open,
    couldNotJudge: unjudged,
    untold: immediate.resources + digest.resources,
    ...(overdueSince !== undefined && { overdueSince }),
  };
}
