import { type Arn, parseArn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { topicArn } from '#domain/resource.ts';
import { andThen, type Found, malformed, type ServiceEvents } from '#domain/trigger.ts';
import { checked, firstSaid, foreign, needed, said } from './names.ts';

/** Calls of SNS that change whom a topic reaches. */
export type SnsCall =
  | 'ConfirmSubscription'
  | 'DeleteTopic'
  | 'SetSubscriptionAttributes'
  | 'SetTopicAttributes'
  | 'Subscribe'
  | 'Unsubscribe';

/** Letters, digits, `_` and `-`; `.fifo` at the end of some (CreateTopic). */
const TOPIC = /^[A-Za-z0-9_-]{1,256}(\.fifo)?$/;

/** A topic by its ARN, or by that of a subscription, which has an id behind it. */
const topic = (event: ChangeEvent): Found<readonly Arn[]> => {
  const { request, response, place } = event;
  const arn = firstSaid(
    said(request, 'topicArn'),
    said(request, 'subscriptionArn'),
    said(response, 'subscriptionArn'),
  );
  return andThen(needed(arn, 'topic'), (found) => {
    const parts = found.length <= 1024 ? parseArn(found) : undefined;
    if (parts?.service !== 'sns') return malformed('names no valid topic ARN');
    if (parts.account !== place.account) return foreign(parts.account);
    if (parts.region !== place.region || parts.partition !== place.partition)
      return malformed('names a topic of another region or partition');
    return andThen(checked(parts.resource.split(':')[0] ?? '', TOPIC, 'topic name'), (name) => [
      topicArn(place, name),
    ]);
  });
};

/** Who is told more is seen by the next sweep; who clicks the link of a mail makes no record at all (SNS developer guide). */
const NO_ADDRESS =
  'its record may hold an address with a password or a token, which must not travel; the next sweep sees it';

/** A topic has no verdicts of its own: whose alarms tell it is looked at. */
export const SNS: ServiceEvents<SnsCall, never> = {
  service: 'sns',
  triggers: [
    {
      resourceType: 'AWS::SNS::Topic',
      calls: ['Unsubscribe'],
      locate: topic,
      alters: [],
    },
    { resourceType: 'AWS::SNS::Topic', calls: ['DeleteTopic'], locate: topic, alters: [], deletes: true },
  ],
  ignored: {
    ConfirmSubscription: NO_ADDRESS,
    SetSubscriptionAttributes: 'what a filter lets through is not judged',
    SetTopicAttributes: 'it changes no subscription',
    Subscribe: NO_ADDRESS,
  },
  conditions: {},
  reduced: [],
};
