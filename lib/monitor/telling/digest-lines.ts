import type { DigestNews, NewsLine } from '#domain/news.ts';
import { nameOf } from '#domain/resource.ts';
import { SEVERITIES, type Severity } from '#domain/severity.ts';
import { cleaned } from './clean.ts';
import { sayAge, sayDay, sayTime } from './duration.ts';
import type { Line } from './finding-lines.ts';
import { actorOf } from './listing.ts';
import { clause, joined, named, type Phrase, say } from './phrase.ts';
import { isResolved } from './resource-words.ts';
import { countBy, grouped, plural } from './size.ts';

/** How many lines a digest shows; the rest is counted by control. */
export const DIGEST_LINES = 20;
const MAX_LISTED = 5;

/** The lines above the list: how things stand. */
export const standing = (news: DigestNews): readonly Line[] => [
  { label: 'Open', say: sayOpen(news) },
  {
    label: 'New',
    say: say`${grouped(news.opened)} · resolved ${grouped(news.resolved)} · reopened ${grouped(news.reopened)}`,
  },
  ...burning(news),
];

/** The lines below it: the rest, causes, what ends, what is not seen. */
export const outlook = (news: DigestNews): readonly Line[] => [
  ...rest(news),
  ...causes(news),
  ...ending(news),
  ...blindSpots(news),
  { label: 'Eyes', say: sayEyes(news) },
];

const TOLD: readonly Severity[] = SEVERITIES.filter(
  (severity) => severity === 'CRITICAL' || severity === 'HIGH' || severity === 'MEDIUM',
);

/** `2 critical (oldest 9 h) · 31 high (-4) · 412 medium (+6)`; milder ones only when there are any. */
function sayOpen({ open, oldest, openBefore, toldAt }: DigestNews): Phrase {
  const shown = SEVERITIES.filter((severity) => TOLD.includes(severity) || open[severity] > 0);
  const words = shown.map((severity) => {
    const change = openBefore ? open[severity] - openBefore[severity] : 0;
    const begun = severity === 'CRITICAL' ? oldest.CRITICAL : undefined;
    const notes = [
      ...(begun ? [`oldest ${sayAge(begun, toldAt)}`] : []),
      ...(change === 0 ? [] : [change > 0 ? `+${change}` : `−${-change}`]),
    ];
    return `${grouped(open[severity])} ${severity.toLowerCase()}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
  });
  return say`${words.join(' · ')}`;
}

function burning({ stillBurning = [], toldAt }: DigestNews): readonly Line[] {
  if (stillBurning.length === 0) return [];
  const shown = stillBurning
    .slice(0, MAX_LISTED)
    .map(
      (each) =>
        say`CRITICAL ${cleaned(each.controlId, 80)} ${named(nameOf(each.resource))}, ${sayAge(each.since, toldAt)}`,
    );
  return [{ label: 'Still burning', say: withMore(shown, stillBurning.length) }];
}

const withMore = (shown: readonly Phrase[], all: number): Phrase =>
  joined(all > shown.length ? [...shown, say`and ${grouped(all - shown.length)} more`] : shown, '; ');

/** What the list does not show, by control. */
function rest({ lines }: DigestNews): readonly Line[] {
  const hidden = lines.slice(DIGEST_LINES);
  if (hidden.length === 0) return [];
  const counts = countBy(hidden, ({ part }) => part.controlId).map(
    ([id, count]) => say`${grouped(count)} ${cleaned(id, 80)}`,
  );
  return [
    {
      label: 'And more',
      say: say`${plural(hidden.length, 'finding')}: ${withMore(counts.slice(0, 2 * MAX_LISTED), counts.length)}`,
    },
  ];
}

/** Where one change may mend many: controls that several resources fail, and who changed them if it was one. */
function causes({ lines }: DigestNews): readonly Line[] {
  const failing = lines.filter(({ part }) => !isResolved(part));
  const groups = countBy(failing, ({ part }) => part.controlId).filter(([, count]) => count >= 3);
  const shown = groups.slice(0, 3).map(([id, count]) =>
    sayCause(
      id,
      count,
      failing.filter(({ part }) => part.controlId === id),
    ),
  );
  return shown.length === 0 ? [] : [{ label: 'By cause', say: withMore(shown, groups.length) }];
}

function sayCause(id: string, count: number, lines: readonly NewsLine[]): Phrase {
  const [actor, ...others] = new Set(lines.map(actorOf));
  const all: Phrase =
    actor !== undefined && others.length === 0 && lines.every((line) => line.actor)
      ? say`, all by ${named(actor)}`
      : [];
  return say`${cleaned(id, 80)}: ${plural(count, 'resource')}${all}`;
}

function ending({ endingSuppressions }: DigestNews): readonly Line[] {
  if (endingSuppressions.length === 0) return [];
  const shown = endingSuppressions
    .slice(0, MAX_LISTED)
    .map(
      (each) =>
        say`${cleaned(each.controlId, 80)} on ${named(nameOf(each.resource))} (${named(each.owner)}) on ${sayDay(each.until)}`,
    );
  return [
    {
      label: 'Ends soon',
      say: say`${plural(endingSuppressions.length, 'suppression')}: ${withMore(shown, endingSuppressions.length)}`,
    },
  ];
}

function blindSpots({ couldNotJudge, verdicts }: DigestNews): readonly Line[] {
  const reasons = Object.entries(couldNotJudge).toSorted(([, a], [, b]) => b - a);
  if (reasons.length === 0) return [];
  const all = reasons.reduce((sum, [, count]) => sum + count, 0);
  const shown = reasons
    .slice(0, MAX_LISTED)
    .map(([why, count]) => say`${grouped(count)} ${clause(why, 120)}`);
  return [
    {
      label: 'Could not judge',
      say: say`${grouped(all)} of ${plural(verdicts, 'verdict')}: ${withMore(shown, reasons.length)}`,
    },
  ];
}

function sayEyes(news: DigestNews): Phrase {
  const { resources, verdicts, lastSweepAt, toldAt, unannounced, deadLetters, canary } = news;
  const sweep = lastSweepAt ? `last sweep ${sayTime(lastSweepAt, toldAt)}` : 'no sweep has ended yet';
  return say`judged ${plural(resources, 'resource')}, ${plural(verdicts, 'verdict')} · ${sweep}${sayCanary(canary)} · changes no event announced: ${grouped(unannounced)} · ${plural(deadLetters, 'dead letter')}`;
}

const sayCanary = (canary: DigestNews['canary']): Phrase =>
  canary
    ? say` · canary ${grouped(canary.seen)}/${grouped(canary.written)} · blind ${grouped(Math.round(canary.blindMs / 60_000))} min`
    : say``;
