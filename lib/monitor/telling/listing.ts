import type { Instant } from '#domain/instant.ts';
import type { NewsLine } from '#domain/news.ts';
import { nameOf } from '#domain/resource.ts';
import { principalName } from './actor.ts';
import { cleaned } from './clean.ts';
import { field, item } from './email.ts';
import { sayFault, sayStatus } from './fault-words.ts';
import { named, say, toText } from './phrase.ts';
import { isResolved } from './resource-words.ts';
import { plural, takeWithin, textBytes } from './size.ts';
import { slackTable } from './slack-words.ts';

/** Where whatever is not named can be asked for. */
export const ASK = 'ask: ecs-warden findings list';

const stateOf = ({ part }: NewsLine): string => (isResolved(part) ? 'RESOLVED' : part.severity);

const withStatus = (fault: string, { part }: NewsLine, now: Instant): string => {
  const status = sayStatus(part, now);
  return status === '' ? fault : `${fault} (${status})`;
};

/** Lines in columns, as many as fit into `room` characters; the last row says how many are missing. */
export function listingTable(lines: readonly NewsLine[], now: Instant, cap: number, room: number): string {
  if (lines.length === 0) return '';
  const rows = lines.map((line) => {
    const fault = cleaned(toText(sayFault(line.part)), Math.min(cap, 60));
    return [stateOf(line), cleaned(nameOf(line.resource), Math.min(cap, 40)), withStatus(fault, line, now)];
  });
  // Padding and escapes are not known before: take ever fewer rows.
  let shown = rows.slice(0, 60);
  while (shown.length > 1 && slackTable(shown).length > room)
    shown = shown.slice(0, Math.floor(shown.length * 0.8));
  const hidden = rows.length - shown.length;
  const table = slackTable(shown);
  return hidden > 0 ? `${table}\nand ${hidden} more` : table;
}

/** Longest message of a line: the findings table has the rest. */
const FAULT_MAX = 80;

/**
 * Lines as items of a text, as many as fit into `bytes`; each is one resource and one fault. `heading` names the
 * group a line belongs to; it stands where a group begins.
 */
export function listingText(
  lines: readonly NewsLine[],
  now: Instant,
  bytes: number,
  heading?: (line: NewsLine) => string,
): readonly string[] {
  const items = lines.map((line, index) => {
    const before = index === 0 ? undefined : lines[index - 1];
    const begins = heading && (before === undefined || heading(before) !== heading(line));
    return `${begins ? `${field('By', heading(line))}\n` : ''}${listingItem(line, now)}`;
  });
  // Two more: the line break between items, escaped.
  const shown = takeWithin(items, bytes, (each) => textBytes(each) + 2);
  const hidden = items.length - shown.length;
  return hidden > 0 ? [...shown, `  and ${plural(hidden, 'more finding')}; ${ASK}`] : shown;
}

function listingItem(line: NewsLine, now: Instant): string {
  const fault = cleaned(toText(sayFault(line.part)), FAULT_MAX);
  return item(
    `${stateOf(line)} ${toText(say`${named(nameOf(line.resource), 60)}`)}: ${withStatus(fault, line, now)}`,
  );
}

/** Whoever made the change of a line, as people call them. */
export const actorOf = ({ actor }: NewsLine): string => (actor ? principalName(actor) : 'nobody known');
