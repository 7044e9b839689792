import { fingerprintOf, type Reason } from '#domain/evaluation.ts';
import type { Resolution } from '#domain/finding.ts';
import { between, type Instant } from '#domain/instant.ts';
import type { NewsPart } from '#domain/news.ts';
import { sayDuration } from './duration.ts';
import { clause, joined, named, type Phrase, say } from './phrase.ts';
import { isResolved } from './resource-words.ts';

const ENDS: Readonly<Record<Resolution, string>> = {
  FIXED: 'fixed',
  DELETED: 'the resource was deleted',
  NOT_APPLICABLE: 'no longer applies',
  QUIET: 'not seen any more',
  OUT_OF_SCOPE: 'no longer in scope',
};

/** How a finding ended and after how long: `fixed after 3 d`. */
export function sayEnd({ resolution, resolvedAt, since }: NewsPart, now: Instant): string {
  const how = resolution ? ENDS[resolution] : 'resolved';
  return `${how} after ${sayDuration(between(since, resolvedAt ?? now))}`;
}

/** Whether a reason was not told before; in a resolution none is. */
export const isNew = ({ newReasons }: NewsPart, reason: Reason): boolean =>
  newReasons.includes(fingerprintOf(reason));

/** Reasons with the new ones first. */
export const newestFirst = (part: NewsPart): readonly Reason[] => [
  ...part.reasons.filter((reason) => isNew(part, reason)),
  ...part.reasons.filter((reason) => !isNew(part, reason)),
];

/**
 * A fault in words: its first reason, whose wording contains names, so all of it is foreign. The control's title
 * stands in for a reason only where there is none: it says the rule, not the fault.
 */
export function sayFault(part: NewsPart): Phrase {
  const [first, ...more] = newestFirst(part);
  if (first === undefined) return say`${clause(part.title)}`;
  return more.length === 0
    ? say`${clause(first.message)}`
    : say`${clause(first.message)} and ${String(more.length)} more`;
}

/** What is special about a fault that is not simply new; empty for one that is. */
export function sayStatus(part: NewsPart, now: Instant): string {
  if (isResolved(part)) return sayEnd(part, now);
  const words =
    part.transition === 'opened' ? [] : [part.transition === 'worse' ? 'worse than before' : part.transition];
  return [...words, ...(part.firstSeen ? ['may be older'] : [])].join(', ');
}

/** The revisions of a family that a reason is about, where its evidence says so. */
export function revisionsOf({ evidence }: Reason): readonly string[] {
  const revisions = evidence?.revisions;
  return Array.isArray(revisions) ? revisions.map(String) : [];
}

/** Where in the resource a reason is: its path, and in which revisions of a family. */
export function sayWhere(reason: Reason): Phrase {
  const path: readonly Phrase[] = reason.path ? [say`${named(reason.path)}`] : [];
  const revisions = revisionsOf(reason);
  const among: readonly Phrase[] =
    revisions.length > 0 ? [say`revision ${named(revisions.slice(0, 5).join(', '))}`] : [];
  return joined([...path, ...among], ' of ');
}
