import type { FindingNews, NewsPart } from '#domain/news.ts';
import type { SlackDocument } from '#domain/outbound.ts';
import { onlyChange } from '#domain/recent-changes.ts';
import { placeOf } from '#domain/resource.ts';
import { cleaned } from './clean.ts';
import { sayAge } from './duration.ts';
import { sayFault, sayStatus } from './fault-words.ts';
import { findingLines } from './finding-lines.ts';
import { stepsFor } from './fix.ts';
import { sayHeadline, sayState } from './headline.ts';
import { consoleUrl, controlUrl, eventUrl } from './links.ts';
import { type Phrase, say, toSlack, toSlackWithin, toText } from './phrase.ts';
import { isResolved, MARKS, mostPressing, placeOfResource, worstOf } from './resource-words.ts';
import { SLACK_LIMITS, slackDocument } from './slack-document.ts';
import { slackLine, slackLink, slackSteps, slackTable } from './slack-words.ts';

const MAX_ROWS = 12;
/** Width of the fault's column: a phone shows about as much before it wraps. */
const FAULT_WIDTH = 78;

/** The message as Amazon Q shows it in Slack. */
export function findingSlack(news: FindingNews): SlackDocument {
  const { messageId, threadId, resource, parts } = news;
  const { account, region } = placeOf(resource.arn);
  const title = titleOf(news);
  const ids = [...new Set(parts.map(({ controlId }) => controlId))];
  const steps = slackSteps(stepsFor(news));
  const transition = mostPressing(parts);
  return slackDocument(
    {
      messageId,
      threadId,
      eventType: `finding ${transition}`,
      context: {
        messageId: cleaned(messageId),
        severity: worstOf(parts),
        transition,
        account,
        region,
        findingId: cleaned(parts[0]?.findingId ?? ''),
      },
    },
    (cap) => ({
      title,
      description: description(news, cap),
      steps,
      keywords: [worstOf(parts), ...new Set(parts.flatMap(({ guidance }) => guidance)), ...ids],
      resources: [resource.arn],
    }),
  );
}

function titleOf(news: FindingNews): string {
  const mark = news.parts.every(isResolved) ? '✅' : MARKS[worstOf(news.parts)];
  const title: Phrase = say`${mark} ${sayState(news)} · ${placeOfResource(news.accountName, news.resource)} · ${sayHeadline(news)}`;
  return toSlackWithin(title, SLACK_LIMITS.title);
}

function description(news: FindingNews, cap: number): string {
  const lines = findingLines(news).map((line) => slackLine(line, cap));
  const table = news.parts.length > 1 ? [faultTable(news, cap)] : [];
  return [...table, ...lines, identity(news), footer(news)].filter((line) => line !== '').join('\n');
}

/** The faults under each other, worst first: severity, fault, guidance. */
function faultTable({ parts, toldAt }: FindingNews, cap: number): string {
  const rows = parts.slice(0, MAX_ROWS).map((part) => {
    const status = sayStatus(part, toldAt);
    const fault = cleaned(toText(sayFault(part)), Math.min(cap, FAULT_WIDTH));
    return [
      isResolved(part) ? 'RESOLVED' : part.severity,
      status === '' ? fault : `${fault} (${status})`,
      part.guidance.join(', '),
    ];
  });
  const hidden = parts.length - rows.length;
  return slackTable(
    hidden > 0 ? [...rows, ['', `and ${hidden} more, in the e-mail and in the findings table`, '']] : rows,
  );
}

/** Guidance, control and id of the one finding; several have them in the table and the keywords. */
function identity({ parts }: FindingNews): string {
  const [only, ...others] = parts;
  if (only === undefined || others.length > 0) return '';
  return toSlack(
    say`${[...only.guidance, cleaned(only.controlId, 80), `id ${cleaned(only.findingId, 40)}`].join(' · ')}`,
  );
}

function footer(news: FindingNews): string {
  const { resource, changes, parts, toldAt } = news;
  const change = onlyChange(changes);
  const event = change && eventUrl(change, resource);
  const links = [
    ...slackLink(consoleUrl(resource), 'resource'),
    ...slackLink(event, 'CloudTrail event'),
    ...controlLinks(parts),
  ];
  const latest = changes.at(-1);
  const seen = latest
    ? [`seen ${sayAge(latest.eventTime, toldAt)} after the ${changes.length > 1 ? 'latest ' : ''}change`]
    : [];
  return [...links, ...seen].join(' · ');
}

/** One control is called so; several by their ids. */
const controlLinks = (parts: readonly NewsPart[]): readonly string[] =>
  [...new Set(parts.map(({ controlId }) => controlId))]
    .slice(0, 3)
    .flatMap((id, _, all) => slackLink(controlUrl(id), all.length === 1 ? 'control' : id));
