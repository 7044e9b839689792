import { at, isObject, text } from '#domain/json.ts';
import { resourceOf } from '#domain/resource.ts';
import type { LookMessage, LookUpMessage, SweepMessage, WorkMessage } from '#domain/work.ts';

/** What a record of a lane holds; `unreadable` says why it is for the dead-letter queue. */
export type Received = WorkMessage | { readonly kind: 'unreadable'; readonly why: string };

/**
 * Our own message, or an event as it arrived, which the way of a change opens itself: it knows every envelope and
 * puts aside what is none. Never throws, and quotes nothing of what it cannot read.
 */
export function receivedFrom(body: string): Received {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { kind: 'unreadable', why: `not JSON (${body.length} characters)` };
  }
  const kind = at(value, 'kind');
  if (isLook(value)) return value;
  if (isSweep(value)) return value;
  if (isLookUp(value)) return value;
  if (kind === 'look' || kind === 'sweep' || kind === 'lookup')
    return { kind: 'unreadable', why: `a ${kind} message that does not say at what` };
  return { kind: 'event', envelope: value };
}

/** Only our functions and EventBridge may send to the lanes; what is checked is that the resource is one we know. */
const isLook = (value: unknown): value is LookMessage => {
  const arn = text(value, 'resource', 'arn');
  return (
    isObject(value) &&
    value['kind'] === 'look' &&
    arn !== undefined &&
    resourceOf(arn)?.type === at(value, 'resource', 'type') &&
    Array.isArray(value['alters']) &&
    typeof value['attempt'] === 'number' &&
    typeof value['hop'] === 'number'
  );
};

const isSweep = (value: unknown): value is SweepMessage =>
  isObject(value) &&
  value['kind'] === 'sweep' &&
  text(value, 'sweepId') !== undefined &&
  text(value, 'list') !== undefined;

const isLookUp = (value: unknown): value is LookUpMessage =>
  isObject(value) &&
  value['kind'] === 'lookup' &&
  ['sweepId', 'region', 'name', 'from', 'to'].every((field) => text(value, field) !== undefined) &&
  typeof value['attempt'] === 'number';
