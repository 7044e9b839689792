import { rank } from '#domain/severity.ts';
import type { Judged } from './evaluation.ts';

/** What became of a control on a resource between two evaluations. */
export type Transition =
  | 'opened'
  | 'changed'
  | 'suppressed'
  | 'suppression ended'
  | 'not available'
  | 'available again'
  | 'resolved';

export interface Difference {
  readonly transition: Transition;
  /** Absent: it was not among those shown then, or the resource did not exist. */
  readonly before?: Judged;
  readonly after?: Judged;
}

/**
 * What differs, sorted by resource and control. What a side does not name counts as not failing there: `scan` and `check` print
 * only failures and what they could not judge, unless asked for more.
 */
export function compare(before: readonly Judged[], after: readonly Judged[]): readonly Difference[] {
  const old = byKey(before);
  const now = byKey(after);
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((key): Difference[] => {
    const [a, b] = [old.get(key), now.get(key)];
    const transition = transitionOf(a, b);
    return transition ? [{ transition, ...(a && { before: a }), ...(b && { after: b }) }] : [];
  });
}

const byKey = (all: readonly Judged[]): ReadonlyMap<string, Judged> =>
  new Map(all.map((each) => [JSON.stringify([each.resourceArn, each.controlId]), each]));

function transitionOf(a: Judged | undefined, b: Judged | undefined): Transition | undefined {
  const [before, after] = [stateOf(a), stateOf(b)];
  if (after === 'unknown') return before === 'unknown' ? undefined : 'not available';
  if (after === 'failing') {
    if (before === 'suppressed') return 'suppression ended';
    if (before !== 'failing') return 'opened';
    return a && b && isChanged(a, b) ? 'changed' : undefined;
  }
  if (after === 'suppressed') {
    if (before !== 'suppressed') return 'suppressed';
    return a && b && isChanged(a, b) ? 'changed' : undefined;
  }
  if (before === 'unknown') return 'available again';
  return before === 'fine' ? undefined : 'resolved';
}

function stateOf(judged: Judged | undefined): 'failing' | 'suppressed' | 'unknown' | 'fine' {
  if (judged?.status === 'NOT_AVAILABLE') return 'unknown';
  if (judged?.status !== 'FAILED') return 'fine';
  return judged.isSuppressed ? 'suppressed' : 'failing';
}

const isChanged = (a: Judged, b: Judged): boolean =>
  a.severity !== b.severity || JSON.stringify(a.fingerprint) !== JSON.stringify(b.fingerprint);

/** Whether somebody should be told: a failure that was not there, is worse, or is another one now. */
export const isWorse = ({ transition, before, after }: Difference): boolean =>
  transition === 'opened' ||
  transition === 'suppression ended' ||
  (transition === 'changed' &&
    before !== undefined &&
    after !== undefined &&
    !after.isSuppressed &&
    (rank(after.severity) < rank(before.severity) ||
      after.fingerprint.some((each) => !before.fingerprint.includes(each))));
