import { type Arn, formatArn, parseArn } from './arn.ts';
import type { ChangeEvent } from './event.ts';
import { list, text } from './json.ts';
import { type Found, isMiss } from './trigger.ts';
import { trailIn } from './triggers/cloudtrail.ts';
import { keyIn } from './triggers/kms.ts';
import { bucketIn } from './triggers/s3.ts';

/** More names than any of these calls takes (DeleteAlarms: 100, CloudWatch API reference). */
const MAX_NAMES = 100;
/** Printable, no blank at either end; longer than any name or ARN that these services allow. */
const SOUND = /^[\x21-\x7e](?:[\x20-\x7e]{0,510}[\x21-\x7e])?$/;

/**
 * What a call was made on, as ARNs, for services that a behaviour asks about: things of the audit trail, and parts
 * that a monitor is made of. Empty where the record does not say, as it often does not of a call that was denied.
 * Never throws; the names are somebody else's text.
 */
export const touchedIn = (event: ChangeEvent): readonly Arn[] =>
  Object.hasOwn(READERS, event.head.source) ? (READERS[event.head.source]?.(event) ?? []) : [];

type Reader = (event: ChangeEvent) => readonly Arn[];

const found = (arns: Found<readonly Arn[]>): readonly Arn[] => (isMiss(arns) ? [] : arns);

/** An ARN as it stands, or a name as one of this account and region. */
function named(
  { place }: ChangeEvent,
  service: string,
  kind: string,
  name: string | undefined,
): readonly Arn[] {
  if (name === undefined || !SOUND.test(name)) return [];
  if (name.startsWith('arn:')) return parseArn(name) ? [name] : [];
  return [formatArn({ ...place, service, resource: `${kind}${name}` })];
}

/** `name` in calls on the rule itself, `rule` in those on its targets; only rules of the default bus are ours. */
const rule: Reader = (event) => {
  const { request } = event;
  const bus = text(request, 'eventBusName');
  if (bus !== undefined && bus !== 'default' && !bus.endsWith(':event-bus/default')) return [];
  return named(event, 'events', 'rule/', text(request, 'rule') ?? text(request, 'name'));
};

/** A name, `ACCOUNT:function:NAME`, or an ARN, with or without a version behind it. */
const lambda: Reader = (event) => {
  const name = text(event.response, 'functionArn') ?? text(event.request, 'functionName');
  const bare = name?.replace(/^(?:.*:)?function:/, '').split(':', 1)[0];
  return named(event, 'lambda', 'function:', bare);
};

/** `https://HOST/ACCOUNT/NAME`. */
const queue: Reader = (event) => {
  const [account = '', name] = (text(event.request, 'queueUrl') ?? '').split('/').slice(-2);
  return /^\d{12}$/.test(account) && account === event.place.account ? named(event, 'sqs', '', name) : [];
};

/** A subscription's ARN is its topic's, and an id. */
const topic: Reader = (event) =>
  named(
    event,
    'sns',
    '',
    text(event.request, 'topicArn') ?? text(event.request, 'subscriptionArn')?.replace(/:[0-9a-f-]{36}$/, ''),
  );

const table: Reader = (event) =>
  named(event, 'dynamodb', 'table/', text(event.request, 'tableName') ?? text(event.request, 'resourceArn'));

const alarms: Reader = (event) =>
  [text(event.request, 'alarmName'), ...list(event.request, 'alarmNames').slice(0, MAX_NAMES)].flatMap(
    (name) => named(event, 'cloudwatch', 'alarm:', typeof name === 'string' ? name : undefined),
  );

const schedule: Reader = (event) =>
  named(
    event,
    'scheduler',
    `schedule/${text(event.request, 'groupName') ?? 'default'}/`,
    text(event.request, 'name'),
  );

const READERS: Readonly<Record<string, Reader>> = {
  'cloudtrail.amazonaws.com': (event) => found(trailIn(event)),
  's3.amazonaws.com': (event) => found(bucketIn(event)),
  'kms.amazonaws.com': (event) => found(keyIn(event)),
  'events.amazonaws.com': rule,
  'lambda.amazonaws.com': lambda,
  'dynamodb.amazonaws.com': table,
  'sqs.amazonaws.com': queue,
  'sns.amazonaws.com': topic,
  'monitoring.amazonaws.com': alarms,
  'scheduler.amazonaws.com': schedule,
};
