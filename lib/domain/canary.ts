import { OTHERS } from './event-rules.ts';
import { text } from './json.ts';
import { isOwn, type Own } from './own.ts';
import type { RawEvent } from './raw-event.ts';

/**
 * The canary: in each watched region the tick writes, on a rule of ours, the tag that the rule has already. Nothing
 * changes by that, so AWS Config has nothing to record, but CloudTrail records the call, and its event must come back
 * by the way of all changes. Only `events:TagResource` on our own rule counts.
 */
export const CANARY_TAG = { key: 'ecs-warden-canary', value: 'alive' } as const;
/** The rule that has the tag, and that brings the event of its writing: it is in every region that sends events. */
export const CANARY_RULE = `${OTHERS}-calls-reduced`;

/** A canary that came back. */
export interface Canary {
  /** Where it was written, and when. */
  readonly region: string;
  readonly at: string;
}

/** The canary that a record is of; undefined for every other record. Never throws. */
export function canaryIn({ head, native, detail }: RawEvent, own: Own): Canary | undefined {
  if (native || head.source !== 'events.amazonaws.com' || head.name !== 'TagResource') return undefined;
  const rule = text(detail, 'requestParameters', 'resourceARN');
  const at = text(detail, 'eventTime');
  const failed = text(detail, 'errorCode') !== undefined;
  const isOurs = rule !== undefined && rule.endsWith(`-${CANARY_RULE}`) && isOwn(own, rule);
  return isOurs && at !== undefined && !failed ? { region: head.region, at } : undefined;
}
