import { at, isObject, type JsonObject, list } from '#domain/json.ts';
import { expandReduced, isReduced } from '#domain/reduced-event.ts';

/** One record out of an envelope; or why there is none to be had in its place. */
export type Envelope = { readonly record: unknown } | { readonly malformed: string };

/** Lambda's SQS event → message → SNS notification → log file → record is six; more is nothing that AWS makes. */
const MAX_DEPTH = 10;
/** In characters. CloudTrail's records end at 256 KB, EventBridge's events and messages in a queue at 1 MB. */
const MAX_RECORD = 1_000_000;

const broken = (malformed: string): readonly Envelope[] => [{ malformed }];

/**
 * The records in whatever brought them: an EventBridge event, a bare CloudTrail record, a log file `{"Records": […]}`,
 * an SNS notification, SQS messages, Lambda's events of these, the reduced form, JSON text of any, or a list of them.
 * One broken record never loses another. Never throws; nothing of a broken record is quoted, it may hold secrets.
 */
export const unwrap = (value: unknown): readonly Envelope[] => open(value, 0);

function open(value: unknown, depth: number): readonly Envelope[] {
  if (depth > MAX_DEPTH) return broken('envelopes within envelopes, too deep');
  if (typeof value === 'string') return openText(value, depth);
  if (Array.isArray(value)) return value.flatMap((each) => open(each, depth + 1));
  if (!isObject(value))
    return broken(value === null || value === undefined ? 'nothing' : `not an event but a ${typeof value}`);
  return openObject(value, depth);
}

function openText(text: string, depth: number): readonly Envelope[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return broken(`not JSON (${text.length} characters)`);
  }
  return open(value, depth + 1);
}

function openObject(value: JsonObject, depth: number): readonly Envelope[] {
  if (isReduced(value)) return openReduced(value);
  if (at(value, 'detail-type') !== undefined) return record(value);
  for (const key of ['Records', 'Messages'] as const) {
    if (Object.hasOwn(value, key))
      return Array.isArray(value[key]) ? open(list(value, key), depth) : broken(`${key} is no list`);
  }
  const type = at(value, 'Type');
  if (type === 'SubscriptionConfirmation' || type === 'UnsubscribeConfirmation')
    return broken(`an SNS ${type}, not a notification`);
  const inner = innerOf(value, type);
  return inner ? openInner(inner, depth) : record(value);
}

/** What a notification or message carries: `Message` of SNS, `Sns` of Lambda's event, `body` or `Body` of SQS. */
function innerOf(
  value: JsonObject,
  type: unknown,
): { readonly key: string; readonly content: unknown } | undefined {
  if (Object.hasOwn(value, 'eventName')) return undefined;
  const key =
    type === 'Notification'
      ? 'Message'
      : ['Sns', 'body', 'Body', 'Message'].find((each) => Object.hasOwn(value, each));
  return key === undefined ? undefined : { key, content: value[key] };
}

const openInner = (
  { key, content }: { readonly key: string; readonly content: unknown },
  depth: number,
): readonly Envelope[] =>
  typeof content === 'string' || isObject(content)
    ? open(content, depth + 1)
    : broken(`${key} is neither text nor an object`);

function openReduced(value: JsonObject): readonly Envelope[] {
  const expanded = expandReduced(value);
  return expanded ? record(expanded) : broken('a reduced form of another version');
}

const record = (value: JsonObject): readonly Envelope[] =>
  sizeOf(value, MAX_RECORD) > MAX_RECORD
    ? broken(`larger than ${MAX_RECORD} characters`)
    : [{ record: value }];

/** Roughly the characters of a value's JSON; stops counting beyond a limit. Without recursion: nesting may be deep. */
function sizeOf(value: unknown, limit: number): number {
  const left: unknown[] = [value];
  let size = 0;
  while (left.length > 0 && size <= limit) {
    const each = left.pop();
    if (typeof each === 'string') size += each.length;
    else if (typeof each !== 'object' || each === null) size += 4;
    else {
      for (const [key, inner] of Object.entries(each)) {
        size += Array.isArray(each) ? 1 : key.length + 4;
        left.push(inner);
      }
    }
  }
  return size;
}
