import type { FindingNews } from '#domain/news.ts';
import type { OutboundMessage } from '#domain/outbound.ts';
import { placeOf } from '#domain/resource.ts';
import { attributesOf } from './attributes.ts';
import { bodyChange, bodyPart, bodyResource } from './body.ts';
import { clean, cleaned } from './clean.ts';
import { findingSubject, findingText } from './finding-email.ts';
import { findingSlack } from './finding-slack.ts';
import { mostPressing, worstOf } from './resource-words.ts';
import { bodyBytes, takeWithin } from './size.ts';

/** What the parts may take in a message of 256 KB in which the body stands twice (SQS and Lambda). */
const PARTS_BYTES = 60_000;
const MAX_CHANGES = 5;
const MAX_UNCHANGED = 50;
const MAX_USES = 20;

/** The message of one change of state of one resource (MESSAGES: order and wording; docs/messages.md). */
export function findingMessage(news: FindingNews): OutboundMessage {
  const { messageId, accountName, owner, resource, parts } = news;
  const { account, region } = placeOf(resource.arn);
  return {
    messageId,
    subject: findingSubject(news),
    text: findingText(news),
    slack: findingSlack(news),
    body: findingBody(news),
    attributes: attributesOf(parts, {
      kind: 'finding',
      transition: mostPressing(parts),
      account,
      accountName,
      region,
      owner,
    }),
  };
}

function findingBody(news: FindingNews): OutboundMessage['body'] {
  const { resource, parts, owner } = news;
  const all = parts.map((part) => bodyPart(part, resource));
  const shown = takeWithin(all, PARTS_BYTES, bodyBytes);
  return {
    schema: 'ecs-warden.finding.v1',
    messageId: news.messageId,
    threadId: clean(news.threadId),
    kind: 'finding',
    toldAt: news.toldAt,
    resource: bodyResource(resource),
    accountName: cleaned(news.accountName),
    ...(owner && { owner: cleaned(owner) }),
    severity: worstOf(parts),
    transition: mostPressing(parts),
    ...(news.revision !== undefined && { revision: news.revision }),
    parts: shown,
    omittedParts: all.length - shown.length,
    unchanged: news.unchanged.slice(0, MAX_UNCHANGED).map(({ controlId, since }) => ({ controlId, since })),
    changes: news.changes.slice(-MAX_CHANGES).map(bodyChange),
    usage: news.usage.slice(0, MAX_USES).map((use) => cleaned(use, 300)),
  };
}
