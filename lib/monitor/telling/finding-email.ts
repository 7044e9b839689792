import type { FindingNews, NewsPart } from '#domain/news.ts';
import { onlyChange } from '#domain/recent-changes.ts';
import { cleaned } from './clean.ts';
import { sayAge } from './duration.ts';
import { address, command, field, subjectOf, unbroken } from './email.ts';
import { sayEnd, sayFault, sayStatus } from './fault-words.ts';
import { findingLines } from './finding-lines.ts';
import { stepsFor } from './fix.ts';
import { sayHeadline, sayShort, sayState } from './headline.ts';
import { consoleUrl, controlUrl, eventUrl } from './links.ts';
import { type Phrase, say, toText } from './phrase.ts';
import { isResolved, placeOfResource, worstOf } from './resource-words.ts';
import { plural, takeWithin, textBytes } from './size.ts';

/** What the list of faults may take of a message of 256 KB in which the text stands twice. */
const FAULTS_BYTES = 30_000;
const MAX_PAGES = 5;

/** `[HIGH] shop-prod: 3 faults in web:43 (container app can write to its root filesystem)`. */
export function findingSubject(news: FindingNews): string {
  const failing = news.parts.filter((part) => !isResolved(part));
  const state = failing.length === 0 ? 'RESOLVED' : worstOf(news.parts);
  const parts = failing.length === 0 ? news.parts : failing;
  const [first, ...others] = parts;
  const fault: Phrase = first ? sayFault(first) : [];
  const head = say`[${state}] ${cleaned(news.accountName, 30)}:`;
  if (others.length === 0) return subjectOf(say`${head} ${sayShort(news)}:`, fault);
  return subjectOf(say`${head} ${plural(parts.length, 'fault')} in ${sayShort(news)}`, fault, ['(', ')']);
}

/** The message as `Label: value` lines. */
export function findingText(news: FindingNews): string {
  const { parts, resource, messageId } = news;
  const lines = findingLines(news).map((line) => field(line.label, toText(line.say)));
  return [
    field('What', `${sayState(news)} · ${toText(sayHeadline(news))}`),
    field('Account', placeOfResource(news.accountName, resource)),
    ...(parts.length > 1 ? faultFields(news) : []),
    ...lines,
    ...(parts.length === 1 ? parts.flatMap(identityFields) : []),
    ...stepFields(news),
    ...seenFields(news),
    ...addresses(news),
    `Resource id:\n${cleaned(resource.arn, 1_000)}`,
    unbroken('Message', messageId),
  ].join('\n');
}

function faultFields({ parts, toldAt }: FindingNews): readonly string[] {
  const fields = parts.map((part) => {
    const status = isResolved(part) ? sayEnd(part, toldAt) : sayStatus(part, toldAt);
    const head = isResolved(part) ? 'RESOLVED' : part.severity;
    const ids = [...part.guidance, cleaned(part.controlId, 80), `id ${cleaned(part.findingId, 40)}`].join(
      ', ',
    );
    return field('Fault', `${head} ${toText(sayFault(part))}${status === '' ? '' : ` (${status})`} [${ids}]`);
  });
  const shown = takeWithin(fields, FAULTS_BYTES, textBytes);
  const hidden = fields.length - shown.length;
  return hidden > 0 ? [...shown, field('Fault', `and ${hidden} more, in the findings table`)] : shown;
}

const identityFields = ({ guidance, controlId, findingId }: NewsPart): readonly string[] => [
  field('Guidance', guidance.join(', ')),
  field('Control', cleaned(controlId, 80)),
  field('Finding', cleaned(findingId, 40)),
];

const MAX_STEPS = 10;
const stepFields = (news: FindingNews): readonly string[] =>
  stepsFor(news)
    .slice(0, MAX_STEPS)
    .flatMap(({ label, text, commands }) => [
      text === '' ? `${label}:` : field(label, text),
      ...commands.slice(0, MAX_STEPS).map((line) => command(cleaned(line, 1_000))),
    ]);

function seenFields({ changes, toldAt }: FindingNews): readonly string[] {
  const latest = changes.at(-1);
  if (latest === undefined) return [];
  return [
    field(
      'Seen',
      `${sayAge(latest.eventTime, toldAt)} after the ${changes.length > 1 ? 'latest ' : ''}change`,
    ),
  ];
}

function addresses({ resource, changes, parts }: FindingNews): readonly string[] {
  const change = onlyChange(changes);
  const pages = [...new Set(parts.map(({ controlId }) => controlId))].slice(0, MAX_PAGES);
  return [
    ...address('Console', consoleUrl(resource)),
    ...(change ? address('CloudTrail event', eventUrl(change, resource)) : []),
    ...pages.flatMap((id) => address('Control page', controlUrl(id))),
  ];
}
