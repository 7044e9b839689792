import type { NewsLine, SummaryNews } from '#domain/news.ts';
import type { OutboundMessage } from '#domain/outbound.ts';
import { rank } from '#domain/severity.ts';
import { attributesOf } from './attributes.ts';
import { cleaned } from './clean.ts';
import { digestBody } from './digest-body.ts';
import { field, subjectOf, unbroken } from './email.ts';
import { ASK, actorOf, listingTable, listingText } from './listing.ts';
import { joined, named, type Phrase, say, toSlack, toSlackWithin, toText } from './phrase.ts';
import { MARKS, mostPressing, sayPlace, worstOf } from './resource-words.ts';
import { countBy, plural } from './size.ts';
import { SLACK_LIMITS, slackDocument } from './slack-document.ts';

/** What the named findings may take of a message of 256 KB in which the text stands twice. */
const LINES_BYTES = 52_000;
const MAX_GROUPS = 8;

/** Several resources in one message because there were too many for one each: all of them named. */
export function summaryMessage(unordered: SummaryNews): OutboundMessage {
  const news = { ...unordered, lines: inGroups(unordered.lines) };
  const parts = news.lines.map(({ part }) => part);
  const severity = worstOf(parts);
  return {
    messageId: news.messageId,
    subject: subjectOf(
      say`[${severity}] ${cleaned(news.accountName, 30)}: ${sayHowMany(news)}`,
      sayGroups(news.lines, 2),
      ['(', ')'],
    ),
    text: textOf(news),
    slack: slackOf(news),
    body: digestBody('summary', news, { why: news.why }),
    attributes: attributesOf(parts, { ...news, kind: 'finding', transition: mostPressing(parts) }),
  };
}

/** The lines of one actor together, the actor with most first; worst first within. */
function inGroups(lines: readonly NewsLine[]): readonly NewsLine[] {
  const order = new Map(countBy(lines, actorOf).map(([actor], index) => [actor, index]));
  const place = (line: NewsLine): number => order.get(actorOf(line)) ?? 0;
  return lines.toSorted((a, b) => place(a) - place(b) || rank(a.part.severity) - rank(b.part.severity));
}

const sayHowMany = ({ lines }: SummaryNews): string => `${plural(lines.length, 'finding')} at once`;

/** `300 by github-deploy, 12 by alice, and 3 others`. */
function sayGroups(lines: readonly NewsLine[], max: number): Phrase {
  const groups = countBy(lines, actorOf);
  const shown = groups.slice(0, max).map(([actor, count]) => say`${String(count)} by ${named(actor)}`);
  const rest = groups.length - shown.length;
  return joined(rest > 0 ? [...shown, say`and ${plural(rest, 'other')}`] : shown, ', ');
}

const WHY: Readonly<Record<SummaryNews['why'], string>> = {
  cap: 'more than 20 messages in 5 minutes: the further ones are this one',
  storm: 'more than 60 CRITICAL in 5 minutes: the further ones are this one, by who changed them',
};

function slackOf(news: SummaryNews): OutboundMessage['slack'] {
  const { messageId, lines, toldAt, account, region } = news;
  const severity = worstOf(lines.map(({ part }) => part));
  const title = say`${MARKS[severity]} ${severity} · ${sayPlace(news.accountName, account, region)} · ${sayHowMany(news)}`;
  return slackDocument(
    {
      messageId,
      threadId: messageId,
      eventType: 'summary',
      context: { messageId: cleaned(messageId), severity, account, region },
    },
    (cap) => {
      const head = [
        `*Why one message*  ${WHY[news.why]}`,
        `*Who*  ${toSlack(sayGroups(lines, MAX_GROUPS), Math.min(cap, 60))}`,
      ];
      const tail = `*All of them*  in the e-mail and in the findings table; ${ASK}`;
      const room = SLACK_LIMITS.description - [...head, tail].join('\n').length - 40;
      return {
        title: toSlackWithin(title, SLACK_LIMITS.title),
        description: [...head, listingTable(lines, toldAt, cap, room), tail]
          .filter((line) => line !== '')
          .join('\n'),
        keywords: [severity, ...countBy(lines, ({ part }) => part.controlId).map(([id]) => id)],
        resources: lines.map(({ resource }) => resource.arn),
      };
    },
  );
}

function textOf(news: SummaryNews): string {
  const { lines, toldAt, accountName, account, region, messageId } = news;
  return [
    field('What', `${worstOf(lines.map(({ part }) => part))} · ${sayHowMany(news)}`),
    field('Account', sayPlace(accountName, account, region)),
    field('Why', WHY[news.why]),
    field('Who', toText(sayGroups(lines, MAX_GROUPS))),
    ...listingText(lines, toldAt, LINES_BYTES, (line) => toText(say`${named(actorOf(line))}`)),
    unbroken('Message', messageId),
  ].join('\n');
}
