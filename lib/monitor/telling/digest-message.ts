import type { DigestNews, NewsLine } from '#domain/news.ts';
import type { OutboundMessage } from '#domain/outbound.ts';
import { SEVERITIES } from '#domain/severity.ts';
import { attributesOf } from './attributes.ts';
import { cleaned } from './clean.ts';
import { digestBody } from './digest-body.ts';
import { DIGEST_LINES, outlook, standing } from './digest-lines.ts';
import { sayAge, sayWeekday } from './duration.ts';
import { field, subjectOf, unbroken } from './email.ts';
import { listingTable, listingText } from './listing.ts';
import { type Phrase, say, toSlackWithin, toText } from './phrase.ts';
import { sayPlace, worstOf } from './resource-words.ts';
import { grouped } from './size.ts';
import { SLACK_LIMITS, slackDocument } from './slack-document.ts';
import { slackLine } from './slack-words.ts';

const LINES_BYTES = 12_000;
const MAX_REASONS = 20;
const MAX_ENDING = 20;

/** The digest: how things stand, what is new and not urgent, what ends soon, what was not seen. */
export function digestMessage(news: DigestNews): OutboundMessage {
  const { messageId, accountName, lines } = news;
  const parts = lines.map(({ part }) => part);
  return {
    messageId,
    subject: subjectOf(
      say`[DIGEST] ${cleaned(accountName, 30)}: ${grouped(news.open.CRITICAL)} critical, ${grouped(news.open.HIGH)} high open; ${grouped(lines.length)} new to tell`,
    ),
    text: textOf(news),
    slack: slackOf(news),
    body: digestBody('digest', news, counts(news)),
    attributes: attributesOf(parts, { ...news, kind: 'digest', transition: 'digest' }),
  };
}

const shownLines = ({ lines }: DigestNews): readonly NewsLine[] => lines.slice(0, DIGEST_LINES);

const sayTitle = ({ accountName, account, region, toldAt, from }: DigestNews): Phrase =>
  say`ECS compliance · ${sayPlace(accountName, account, region)} · ${sayWeekday(toldAt)}${from ? ` · ${sayAge(from, toldAt)}` : ''}`;

function slackOf(news: DigestNews): OutboundMessage['slack'] {
  const { messageId, account, region, lines, toldAt } = news;
  const severity = worstOf(lines.map(({ part }) => part));
  return slackDocument(
    {
      messageId,
      threadId: messageId,
      eventType: 'digest',
      context: { messageId: cleaned(messageId), severity, account, region },
    },
    (cap) => {
      const above = standing(news).map((line) => slackLine(line, cap));
      const below = outlook(news).map((line) => slackLine(line, cap));
      const room = SLACK_LIMITS.description - [...above, ...below].join('\n').length - 40;
      const table = listingTable(shownLines(news), toldAt, cap, room);
      return {
        title: toSlackWithin(sayTitle(news), SLACK_LIMITS.title),
        description: [...above, table, ...below].filter((line) => line !== '').join('\n'),
        keywords: SEVERITIES.filter((each) => news.open[each] > 0).slice(0, 3),
        resources: lines.map(({ resource }) => resource.arn),
      };
    },
  );
}

function textOf(news: DigestNews): string {
  const toField = ({ label, say }: { readonly label: string; readonly say: Phrase }): string =>
    field(label, toText(say));
  return [
    field('What', toText(sayTitle(news))),
    ...standing(news).map(toField),
    ...(news.lines.length > 0
      ? ['Not told at once:', ...listingText(shownLines(news), news.toldAt, LINES_BYTES)]
      : []),
    ...outlook(news).map(toField),
    unbroken('Message', news.messageId),
  ].join('\n');
}

const counts = (news: DigestNews): Readonly<Record<string, unknown>> => ({
  open: news.open,
  oldest: news.oldest,
  opened: news.opened,
  resolved: news.resolved,
  reopened: news.reopened,
  resources: news.resources,
  verdicts: news.verdicts,
  deadLetters: news.deadLetters,
  unannounced: news.unannounced,
  ...(news.lastSweepAt && { lastSweepAt: news.lastSweepAt }),
  couldNotJudge: Object.entries(news.couldNotJudge)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MAX_REASONS)
    .map(([reason, count]) => ({ reason: cleaned(reason), count })),
  endingSuppressions: news.endingSuppressions
    .slice(0, MAX_ENDING)
    .map(({ resource, controlId, owner, until }) => ({
      arn: cleaned(resource.arn, 700),
      controlId,
      owner: cleaned(owner),
      until,
    })),
});
