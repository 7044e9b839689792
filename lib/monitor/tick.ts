import type { Instant } from '#domain/instant.ts';
import { type Resource, resourceOf } from '#domain/resource.ts';
import { CAP } from './cap.ts';
import { takeCensus, tellDigest } from './digest.ts';
import { noteHiddenUsers } from './hidden-users.ts';
import { lookAgain } from './look-again.ts';
import type { Monitor } from './monitor.ts';
import { tellTogether, untoldItems } from './summary.ts';
import { noteSweepEnd, startSweep, sweepDue } from './sweep-run.ts';
import { tell } from './tell.ts';

/** What a tick measured: the monitor's gauges. */
export interface Gauges extends Pick<Awaited<ReturnType<typeof takeCensus>>, 'open' | 'couldNotJudge'> {
  readonly untold: number;
  readonly oldestUntold?: Instant;
}

/** The five-minute housekeeping: sweeps that are due, all that time alone brings about, gauges. */
export async function tick(monitor: Monitor): Promise<Gauges> {
  if (await sweepDue(monitor)) await startSweep(monitor);
  await keepHouse(monitor);
  const measured = await gauges(monitor);
  await monitor.store.putNote('tick', { at: monitor.clock.now() });
  return measured;
}

/** What time alone brings about: ended suppressions, what tellers left or lost, the digest. */
export async function keepHouse(monitor: Monitor): Promise<void> {
  await endSuppressions(monitor);
  await noteSweepEnd(monitor);
  await noteHiddenUsers(monitor);
  await drain(monitor);
  await tellDigest(monitor);
}

/** A suppression that ended shows in its finding's row by a look, which decides anew. */
async function endSuppressions({ store, queue, clock }: Monitor): Promise<void> {
  const resources = (await store.suppressionsEnding(clock.now()))
    .map(resourceOf)
    .filter((each): each is Resource => each !== undefined);
  const looks = resources.map((resource) => lookAgain(resource, { clock }));
  if (looks.length > 0) await queue.send('changes', looks);
}

/** Tells what is to be told at once and was not: lost wake-ups alone, what the cap held back in one summary. */
async function drain(monitor: Monitor): Promise<void> {
  const items = await untoldItems('immediate', monitor);
  const held = items.filter(({ untoldSeverity }) => untoldSeverity !== 'CRITICAL');
  for (const { arn } of items.filter(({ untoldSeverity }) => untoldSeverity === 'CRITICAL'))
    await tell(arn, monitor);
  if (held.length > CAP.high) await tellTogether('cap', held, monitor);
  else
    await drainFew(
      held.map(({ arn }) => arn),
      monitor,
    );
}

async function drainFew(arns: readonly string[], monitor: Monitor): Promise<void> {
  const left: string[] = [];
  for (const arn of arns) if ((await tell(arn, monitor)) === 'left for the summary') left.push(arn);
  if (left.length === 0) return;
  const items = (await untoldItems('immediate', monitor)).filter(({ arn }) => left.includes(arn));
  await tellTogether('cap', items, monitor);
}

async function gauges(monitor: Monitor): Promise<Gauges> {
  const { open, couldNotJudge } = await takeCensus(monitor);
  const items = [...(await untoldItems('immediate', monitor)), ...(await untoldItems('digest', monitor))];
  const oldest = items
    .flatMap(({ untoldSince }) => (untoldSince === undefined ? [] : [untoldSince]))
    .toSorted()[0];
  return { open, couldNotJudge, untold: items.length, ...(oldest !== undefined && { oldestUntold: oldest }) };
}
