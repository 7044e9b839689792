import type { Change } from './change.ts';
import { after } from './instant.ts';
import type { Judgement, Look } from './look.ts';
import type { ResourceState, Verdict } from './state.ts';

/** Changes kept of the time since the previous look (DESIGN.md "Who did it"). */
const MAX_CHANGES = 5;
/** CloudTrail's times have whole seconds: what happened at :07 may have happened until :08. */
const GRAIN_MS = 1000;

/** Changes that the previous look cannot have seen settled, and the one that led here. */
export function recentChanges(base: ResourceState, { change, timing }: Look): readonly Change[] {
  const since = base.observedAt === '' ? '' : after(base.observedAt, -timing.settleMs);
  const all = [...base.changes.filter(({ eventTime }) => eventTime > since), ...(change ? [change] : [])];
  const byId = new Map(all.map((each) => [each.eventId, each]));
  return [...byId.values()].toSorted((a, b) => (a.eventTime < b.eventTime ? -1 : 1)).slice(-MAX_CHANGES);
}

/**
 * The changes with what speaks against each as the cause of a new verdict. The trail may be slow: a look that confirms
 * one change also shows what others did since, of whom no event has come yet.
 */
export const weighed = (
  changes: readonly Change[],
  look: Look,
  { due }: Judgement,
  previous: { readonly observedAt: string; readonly verdict: Verdict | undefined },
): readonly Change[] =>
  changes.map((change) => {
    const led = change.eventId === look.change?.eventId;
    const isDoubtful = (led && !due) || (wasLookedAt(change, previous) && !(led && look.isNewUse === true));
    return isDoubtful ? { ...change, doubtful: true } : change;
  });

/** Whether an earlier look came after the change, and could judge. */
const wasLookedAt = (
  { eventTime }: Change,
  { observedAt, verdict }: { readonly observedAt: string; readonly verdict: Verdict | undefined },
): boolean =>
  verdict !== undefined &&
  verdict.status !== 'NOT_AVAILABLE' &&
  verdict.staleSince === undefined &&
  after(eventTime, GRAIN_MS) <= observedAt;

/** The one change behind something, when no other can be: only then is anybody named for it. */
export function onlyChange([only, ...others]: readonly Change[]): Change | undefined {
  return others.length === 0 && only?.doubtful !== true ? only : undefined;
}
