import { after, type Instant } from '#domain/instant.ts';
import type { Store } from '#domain/ports.ts';
import { RESOURCE_TYPES } from '#domain/resource.ts';
import type { SweepMessage } from '#domain/work.ts';
import type { Monitor } from './monitor.ts';
import { looksUp } from './recalled.ts';

/** What is remembered of sweeps. `judgedUnder`: the catalogue and settings the last one began with. */
export interface SweepNotes {
  readonly sweepId?: string;
  readonly startedAt?: Instant;
  readonly endedAt?: Instant;
  readonly judgedUnder?: string;
}

/** Counters of a sweep are kept this long. */
const KEEP_MS = 3 * 86_400_000;
/** A sweep every day at the latest; its end is not waited for longer than this. */
const SWEEP_EVERY_MS = 86_400_000;

export async function sweepNotes(store: Store): Promise<SweepNotes> {
  const note = await store.note('sweep');
  return typeof note === 'object' && note !== null ? note : {};
}

/** Starts a sweep: one message for each kind of list; each goes through its pages by itself. */
export async function startSweep(monitor: Monitor): Promise<string> {
  const { store, queue, clock, catalogue } = monitor;
  const startedAt = clock.now();
  const sweepId = startedAt;
  const { endedAt } = await sweepNotes(store);
  await store.putNote('sweep', {
    sweepId,
    startedAt,
    judgedUnder: catalogue.judgedUnder,
    ...(endedAt && { endedAt }),
  });
  const lists = listsOf(monitor);
  await queue.send(
    'sweep',
    lists.map((list): SweepMessage => ({ kind: 'sweep', sweepId, list })),
  );
  return sweepId;
}

const listsOf = (monitor: Monitor): readonly SweepMessage['list'][] => [
  ...RESOURCE_TYPES.filter((type) => monitor.catalogue.factsOf(type).length > 0),
  'state',
  'findings',
  ...(looksUp(monitor) ? (['events'] as const) : []),
];

/** Adds to one of a sweep's counters: lists gone through, looks sent, looks done. */
export const countInSweep = (
  sweepId: string,
  what: 'lists' | 'sent' | 'done',
  by: number,
  { store, clock }: Monitor,
): Promise<number> => store.count(`sweep-${sweepId}-${what}`, by, after(clock.now(), KEEP_MS));

/** Notes the end of the running sweep once all lists are through and as many looks done as sent (at least: looks may come twice). */
export async function noteSweepEnd(monitor: Monitor): Promise<boolean> {
  const notes = await sweepNotes(monitor.store);
  const { sweepId, startedAt, endedAt } = notes;
  if (sweepId === undefined || startedAt === undefined || (endedAt !== undefined && endedAt >= startedAt))
    return false;
  const lists = await countInSweep(sweepId, 'lists', 0, monitor);
  const sent = await countInSweep(sweepId, 'sent', 0, monitor);
  const done = await countInSweep(sweepId, 'done', 0, monitor);
  if (lists < listsOf(monitor).length || done < sent) return false;
  await monitor.store.putNote('sweep', { ...notes, endedAt: monitor.clock.now() });
  return true;
}

/** Whether a sweep is due: never swept, a day ago, or under other controls or settings. */
export async function sweepDue({ store, clock, catalogue }: Monitor): Promise<boolean> {
  const { startedAt, judgedUnder } = await sweepNotes(store);
  return (
    startedAt === undefined ||
    after(startedAt, SWEEP_EVERY_MS) <= clock.now() ||
    judgedUnder !== catalogue.judgedUnder
  );
}
