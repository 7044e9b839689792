import { parseArn } from './arn.ts';
import type { EventHead } from './change.ts';
import { at, isObject, type JsonObject, object, plain, text } from './json.ts';

/** One record, recognised as an event but not yet understood. */
export interface RawEvent {
  readonly head: EventHead;
  /** Sent by the service itself, not by CloudTrail. */
  readonly native: boolean;
  /** CloudTrail's record, or the detail of a native event. */
  readonly detail: JsonObject;
  /** EventBridge's envelope; empty for a bare record. */
  readonly envelope: JsonObject;
}

/** The detail-types of CloudTrail's records: calls, and what AWS did by itself. */
export const VIA_CLOUDTRAIL: readonly string[] = [
  'AWS API Call via CloudTrail',
  'AWS Service Event via CloudTrail',
];

/** The detail-type of sign-ins to the console. */
export const SIGN_IN = 'AWS Console Sign In via CloudTrail';

export const NO_HEAD: EventHead = { eventId: '', source: '', name: '', region: '', account: '' };

/** All that CloudTrail sends to EventBridge ends so; sign-ins and insights are no calls, but not native either. */
const viaCloudTrail = (envelope: JsonObject): boolean =>
  text(envelope, 'detail-type')?.endsWith(' via CloudTrail') === true;

/** `ecs.amazonaws.com` for `aws.ecs`, and for `ecs.amazonaws.com.cn`. */
const callSource = (source: string): string =>
  source
    .replace(/^aws\.([a-z0-9-]+)$/, '$1.amazonaws.com')
    .replace(/\.amazonaws\.com\.cn$/, '.amazonaws.com');

/** Takes a CloudTrail record or an EventBridge event for what it is; undefined for what is neither. Never throws. */
export function recognise(record: unknown): RawEvent | undefined {
  if (!isObject(record)) return undefined;
  const wrapped = at(record, 'detail-type') !== undefined;
  if (!wrapped && at(record, 'eventName') === undefined && at(record, 'eventSource') === undefined)
    return undefined;
  const envelope = wrapped ? record : {};
  const native = wrapped && !viaCloudTrail(record);
  const detail = wrapped ? object(record, 'detail') : record;
  const source = native ? text(record, 'source') : sourceOfCall(envelope, detail);
  const name = native ? text(record, 'detail-type') : text(detail, 'eventName');
  const call = native ? {} : detail;
  const head = {
    eventId: plain(text(call, 'eventID') ?? text(envelope, 'id')),
    source: plain(source),
    name: plain(name),
    region: plain(text(call, 'awsRegion') ?? text(envelope, 'region')),
    account: accountOf(envelope, call) ?? '',
  };
  return { head, native, detail, envelope };
}

/** An envelope from somebody else than the service may carry anything as its detail: then its own source counts. */
function sourceOfCall(envelope: JsonObject, detail: JsonObject): string {
  const outer = text(envelope, 'source');
  const inner = callSource(text(detail, 'eventSource') ?? outer ?? '');
  return outer === undefined || callSource(outer) === inner ? inner : outer;
}

const isAccount = (value: unknown): value is string => typeof value === 'string' && /^\d{12}$/.test(value);

/** Whose event it is. The caller's account comes last: a caller from elsewhere acts on resources of ours. */
function accountOf(envelope: JsonObject, detail: JsonObject): string | undefined {
  const candidates = [
    text(detail, 'recipientAccountId'),
    text(envelope, 'account'),
    accountInArns(at(detail, 'responseElements'), text(detail, 'eventSource')?.split('.')[0] ?? '', 4),
    text(detail, 'userIdentity', 'accountId'),
  ];
  return candidates.find(isAccount);
}

/** The account of the first resource of the service that a response names. */
function accountInArns(value: unknown, service: string, depth: number): string | undefined {
  if (typeof value === 'string') {
    const parts = parseArn(value);
    return parts?.service === service && isAccount(parts.account) ? parts.account : undefined;
  }
  if (depth === 0 || typeof value !== 'object' || value === null) return undefined;
  for (const each of Object.values(value).slice(0, 50)) {
    const account = accountInArns(each, service, depth - 1);
    if (account !== undefined) return account;
  }
  return undefined;
}
