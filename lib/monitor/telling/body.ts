import type { Change } from '#domain/change.ts';
import type { NewsLine, NewsPart } from '#domain/news.ts';
import { nameOf, placeOf, type Resource } from '#domain/resource.ts';
import { cleaned, MESSAGE_MAX } from './clean.ts';
import { commandsFor } from './command.ts';
import { isNew, newestFirst } from './fault-words.ts';

/** Longest ARN: two names of 255 characters and what stands before them. */
const ARN_MAX = 700;
const REASONS = 20;

/** Names in a body are cleaned too: whoever prints a field gets nothing that could forge a line. */
export const bodyResource = (resource: Resource) => {
  const { account, region } = placeOf(resource.arn);
  return {
    type: resource.type,
    arn: cleaned(resource.arn, ARN_MAX),
    name: cleaned(nameOf(resource), 255),
    account,
    region,
  };
};

export const bodyPart = (part: NewsPart, resource: Resource) => ({
  controlId: part.controlId,
  findingId: part.findingId,
  title: cleaned(part.title),
  guidance: part.guidance,
  transition: part.transition,
  severity: part.severity,
  since: part.since,
  firstSeen: part.firstSeen,
  ...(part.passedSince && { passedSince: part.passedSince }),
  ...(part.resolution && { resolution: part.resolution }),
  ...(part.resolvedAt && { resolvedAt: part.resolvedAt }),
  reasons: newestFirst(part)
    .slice(0, REASONS)
    .map((reason) => ({
      code: reason.code,
      subject: cleaned(reason.subject, MESSAGE_MAX),
      message: cleaned(reason.message, MESSAGE_MAX),
      isNew: isNew(part, reason),
      ...(reason.path && { path: cleaned(reason.path, MESSAGE_MAX) }),
      ...(reason.severity && { severity: reason.severity }),
    })),
  remediation: {
    text: cleaned(part.remediation.text, 600),
    commands: commandsFor(part.remediation.cli, resource, part.reasons).map((line) => cleaned(line, 1_000)),
  },
});

export const bodyChange = ({
  eventId,
  eventName,
  eventTime,
  actor,
  sourceIp,
  userAgent,
  doubtful,
}: Change) => ({
  eventId: cleaned(eventId),
  eventName: cleaned(eventName),
  eventTime,
  ...(actor && {
    actor: {
      principal: cleaned(actor.principal, MESSAGE_MAX),
      ...(actor.session && { session: cleaned(actor.session) }),
      ...(actor.sourceIdentity && { sourceIdentity: cleaned(actor.sourceIdentity) }),
      ...(actor.invokedBy && { invokedBy: cleaned(actor.invokedBy) }),
    },
  }),
  ...(sourceIp && { sourceIp: cleaned(sourceIp) }),
  ...(userAgent && { userAgent: cleaned(userAgent, MESSAGE_MAX) }),
  ...(doubtful && { doubtful }),
});

/** A line of a digest or summary, short: the rest is in the findings table under these keys. */
export const bodyLine = ({ resource, part, actor }: NewsLine) => ({
  findingId: part.findingId,
  controlId: part.controlId,
  severity: part.severity,
  transition: part.transition,
  type: resource.type,
  arn: cleaned(resource.arn, ARN_MAX),
  since: part.since,
  ...(actor && { actor: cleaned(actor) }),
});
