import type { Change } from '#domain/change.ts';
import type { Instant } from '#domain/instant.ts';
import type { FindingNews, NewsPart } from '#domain/news.ts';
import { onlyChange } from '#domain/recent-changes.ts';
import { sayChange } from './actor.ts';
import { cleaned, MESSAGE_MAX } from './clean.ts';
import { sayAge, sayDay } from './duration.ts';
import { isNew, newestFirst, sayEnd, sayWhere } from './fault-words.ts';
import { clause, joined, named, type Phrase, say } from './phrase.ts';
import { isResolved } from './resource-words.ts';
import { plural } from './size.ts';

/** One line of a message, the same for every kind of reader. */
export interface Line {
  readonly label: string;
  readonly say: Phrase;
}

const MAX_REASONS = 5;
const MAX_CHANGES = 5;
const MAX_OLDER = 3;
const MAX_USES = 5;

/** All lines below the headline and above the fix, in the order in which a reader needs them. */
export function findingLines(news: FindingNews): readonly Line[] {
  const [only, ...others] = news.parts;
  const single = only && others.length === 0 ? only : undefined;
  return [
    ...(single ? reasonLines(single, news) : []),
    ...(single?.why && !isResolved(single)
      ? [{ label: 'Why', say: say`${cleaned(single.why, MESSAGE_MAX)}` }]
      : []),
    ...usageLines(news),
    ...whoLines(news),
    ...(single ? beforeLines(single, news) : []),
    ...mayBeOlder(news),
    ...unchangedLines(news),
    { label: 'Owner', say: news.owner ? say`${named(news.owner)}` : say`no owner tag` },
  ];
}

/** Where the one fault is, or each of its reasons when there are several; for a resolution, how it ended. */
function reasonLines(part: NewsPart, { toldAt }: FindingNews): readonly Line[] {
  if (isResolved(part)) return [{ label: 'How', say: say`${sayEnd(part, toldAt)}` }];
  const reasons = newestFirst(part);
  const [first, ...more] = reasons;
  if (first && more.length === 0) {
    const where = sayWhere(first);
    return where.length > 0 ? [{ label: 'Where', say: where }] : [];
  }
  const shown = reasons.slice(0, MAX_REASONS).map((reason) => {
    const where: Phrase = reason.path ? say` at ${sayWhere(reason)}` : [];
    return { label: isNew(part, reason) ? 'Fault' : 'Older', say: say`${clause(reason.message)}${where}` };
  });
  const hidden = reasons.length - shown.length;
  return hidden > 0 ? [...shown, { label: 'Fault', say: say`and ${plural(hidden, 'more reason')}` }] : shown;
}

function usageLines(news: FindingNews): readonly Line[] {
  const { resource, usage, revision, parts } = news;
  if (resource.type !== 'AWS::ECS::TaskDefinition' || parts.every(isResolved)) return [];
  if (usage.length === 0) {
    const words = revision === undefined ? 'nothing is known to run it' : 'registered, not yet running';
    return [{ label: 'In use', say: say`${words}` }];
  }
  const uses = usage.slice(0, MAX_USES).map((use) => say`${clause(use)}`);
  const more = usage.length > MAX_USES ? [say`and ${String(usage.length - MAX_USES)} more`] : [];
  return [{ label: 'In use', say: joined([...uses, ...more], '; ') }];
}

/** One actor is named only when no other change can be behind it (DESIGN.md "Who did it"). */
function whoLines({ changes, toldAt, resource }: FindingNews): readonly Line[] {
  const [only, ...others] = changes;
  // No sweep need have found it: who let us see what the account refuses did not make it refuse.
  if (only === undefined && resource.type === 'AWS::::Account')
    return [{ label: 'Who', say: say`not known` }];
  if (only === undefined) return [{ label: 'Who', say: say`not known: found by the sweep` }];
  if (onlyChange(changes)) return [{ label: 'Who', say: sayOnly(only, toldAt) }];
  const why =
    others.length === 0
      ? say`not known: the one recent change may not be the cause, another may not have been reported yet`
      : say`one of ${plural(changes.length, 'recent change')}; which one cannot be told`;
  return [
    { label: 'Who', say: why },
    ...changes.slice(-MAX_CHANGES).map((change) => ({ label: 'Change', say: sayChange(change, toldAt) })),
  ];
}

/** What a service reports by itself says what happened, not who did it. */
const sayOnly = (change: Change, toldAt: Instant): Phrase =>
  change.actor ? sayChange(change, toldAt) : say`not known: seen by ${sayChange(change, toldAt)}`;

/** How it was before the fault; before a fault got worse, since when it was there already. */
function beforeLines({ passedSince, transition, since }: NewsPart, { toldAt }: FindingNews): readonly Line[] {
  if (transition === 'worse')
    return [
      { label: 'Before', say: say`open for ${sayAge(since, toldAt)}, but less severe or for fewer reasons` },
    ];
  return passedSince && (transition === 'opened' || transition === 'reopened')
    ? [{ label: 'Before', say: say`passed since ${sayDay(passedSince)}` }]
    : [];
}

function mayBeOlder({ parts, changes }: FindingNews): readonly Line[] {
  if (!parts.some((part) => part.firstSeen && !isResolved(part))) return [];
  const after =
    changes.length > 0
      ? 'first seen after this change; may be older'
      : 'seen for the first time; may be older';
  return [{ label: 'Since', say: say`${after}` }];
}

function unchangedLines({ unchanged, toldAt }: FindingNews): readonly Line[] {
  if (unchanged.length === 0) return [];
  const shown = unchanged
    .slice(0, MAX_OLDER)
    .map(({ controlId, since }) => `${cleaned(controlId, 80)}, open ${sayAge(since, toldAt)}`);
  const hidden = unchanged.length - shown.length;
  const all = hidden > 0 ? [...shown, `and ${hidden} more`] : shown;
  return [{ label: 'Unchanged', say: say`${plural(unchanged.length, 'older finding')} (${all.join('; ')})` }];
}
