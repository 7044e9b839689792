import { after } from '#domain/instant.ts';
import type { Store } from '#domain/ports.ts';
import type { ResourceState, Verdict } from '#domain/state.ts';
import { sameSet } from '#domain/verdict.ts';
import type { LookMessage } from '#domain/work.ts';
import type { Monitor } from './monitor.ts';
import { sweepNotes } from './sweep-run.ts';

const UNANNOUNCED = 'unannounced';
/** A digest tells the difference to the one before: the sum must outlive every digest. */
const KEEP_MS = 400 * 86_400_000;

/** How many changes no event announced, since the monitor began. */
export const unannounced = ({ store, clock }: Pick<Monitor, 'store' | 'clock'>): Promise<number> =>
  counted(0, store, clock.now());

/**
 * Counts what a sweep's look is the first to show, though it had looked before: something must be lost on the way of
 * the events. What the first sweep finds, what new settings or controls show, and how severe it is counts not.
 */
export async function countUnannounced(
  message: LookMessage,
  before: ResourceState | undefined,
  now: ResourceState,
  { store, clock }: Pick<Monitor, 'store' | 'clock'>,
): Promise<void> {
  const isOfSweep = message.cause === 'sweep' && message.sweepId !== undefined && !message.firstSight;
  if (!isOfSweep || now.changes.length > 0 || !isChanged(before, now)) return;
  if ((await sweepNotes(store)).endedAt === undefined) return;
  await counted(1, store, clock.now());
}

const counted = (by: number, store: Store, now: string): Promise<number> =>
  store.count(UNANNOUNCED, by, after(now, KEEP_MS));

function isChanged(before: ResourceState | undefined, now: ResourceState): boolean {
  if (!before) return true;
  if (before.judgedUnder !== now.judgedUnder) return false;
  if (before.missingSince === undefined && now.missingSince !== undefined) return true;
  return Object.entries(now.verdicts).some(([id, verdict]) => isOther(before.verdicts[id], verdict));
}

/** Judged both times, and differently. */
const isOther = (before: Verdict | undefined, now: Verdict): boolean =>
  before !== undefined &&
  before.status !== 'NOT_AVAILABLE' &&
  now.status !== 'NOT_AVAILABLE' &&
  (before.status !== now.status || !sameSet(before.fingerprint, now.fingerprint));
