import { actorOf } from './actor.ts';
import { type Arn, parseArn } from './arn.ts';
import type { Change } from './change.ts';
import { type Instant, toInstant } from './instant.ts';
import { type JsonObject, list, object, objects, plain, text } from './json.ts';
import { partitionOf } from './partition.ts';
import type { RawEvent } from './raw-event.ts';
import type { Place } from './resource.ts';

export { NO_HEAD } from './raw-event.ts';

/** An event in one shape, whatever brought it. Nested JSON is read with the readers of json.ts. */
export interface ChangeEvent extends RawEvent {
  readonly time: Instant;
  /** Where it happened: the account is the one whose trail recorded it. */
  readonly place: Place;
  /** `requestParameters`; empty when they are null. */
  readonly request: JsonObject;
  /** `responseElements`; empty when they are null. */
  readonly response: JsonObject;
  /** `serviceEventDetails` of what AWS did by itself. */
  readonly serviceDetails: JsonObject;
  /** The resources that the event itself names, with the account that owns each. */
  readonly arns: readonly { readonly arn: Arn; readonly owner?: string }[];
  readonly change: Change;
}

/** CloudTrail's times are UTC; exports of its logs write them without `T` and `Z`, and with nanoseconds. */
function timeOf(value: unknown): Instant | undefined {
  const parts =
    typeof value === 'string' ? /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,9})?Z?$/.exec(value) : null;
  return parts ? toInstant(`${parts[1]}T${parts[2]}${(parts[3] ?? '').slice(0, 4)}Z`) : undefined;
}

/** The event in full; or, in words, what it lacks to be one. An event of a global service needs no region. */
export function toChangeEvent(raw: RawEvent, isGlobal = false): ChangeEvent | string {
  const { head, native, detail, envelope } = raw;
  const callers = isGlobal ? parseArn(text(detail, 'userIdentity', 'arn'))?.partition : undefined;
  const partition = partitionOf(head.region)?.id ?? callers;
  const time = timeOf(native ? undefined : detail['eventTime']) ?? timeOf(envelope['time']);
  if (head.account === '') return 'it names no account';
  if (partition === undefined) return 'it names no region';
  if (time === undefined) return 'it has no time';
  return {
    ...raw,
    time,
    place: { partition, region: head.region, account: head.account },
    request: native ? {} : object(detail, 'requestParameters'),
    response: native ? {} : object(detail, 'responseElements'),
    serviceDetails: native ? {} : object(detail, 'serviceEventDetails'),
    arns: arnsOf(raw),
    change: changeOf(raw, time),
  };
}

function arnsOf({ native, detail, envelope }: RawEvent): ChangeEvent['arns'] {
  if (native)
    return list(envelope, 'resources').flatMap((arn) =>
      typeof arn === 'string' ? [withOwner(arn, undefined)] : [],
    );
  return objects(detail, 'resources').map((each) =>
    withOwner(text(each, 'ARN') ?? text(each, 'arn') ?? '', text(each, 'accountId')),
  );
}

function withOwner(arn: Arn, said: string | undefined): ChangeEvent['arns'][number] {
  const owner = said ?? parseArn(arn)?.account;
  return { arn, ...(owner && { owner }) };
}

function changeOf({ head, native, detail }: RawEvent, eventTime: Instant): Change {
  const actor = native ? undefined : actorOf(detail['userIdentity']);
  const sourceIp = native ? '' : plain(detail['sourceIPAddress']);
  const userAgent = native ? '' : plain(detail['userAgent']);
  return {
    eventId: head.eventId,
    eventName: head.name,
    eventTime,
    ...(actor && { actor }),
    ...(sourceIp && { sourceIp }),
    ...(userAgent && { userAgent }),
  };
}
