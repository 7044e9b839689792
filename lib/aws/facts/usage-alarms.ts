import type { Arn } from '#domain/arn.ts';
import { earliest } from '#domain/instant.ts';
import { type RegionAlarms, toRegionAlarms } from '#domain/normalise/alarms.ts';
import { type Fields, objectsOf } from '#domain/normalise/fields.ts';
import type { ReadContext } from '#domain/ports.ts';
import { placeOf } from '#domain/resource.ts';
import { candidatesFor, type Subscribed, targetOf, topicsOf, toUsageAlarms } from '#domain/usage-alarms.ts';
import type { LiveAccount, Reader } from './account.ts';
import { settle } from './failure.ts';
import { pagesOf } from './pool.ts';

/** A page of DescribeAlarms has 100 at most (API reference). */
const ALARMS_AT_ONCE = 100;
/** Topics that are asked for, and pages of their subscriptions that are read to find a confirmed one (100 each). */
const MOST_TOPICS = 10;
const MOST_PAGES = 5;

/**
 * The alarms that watch a service or cluster. No call finds alarms by what they watch, metric maths included: those of
 * the region are read, page by page, and shared by all looks that began before.
 */
export const readUsageAlarms: Reader<'usageAlarms'> = async ({ arn }, context, account) => {
  const { region } = placeOf(arn);
  // Whatever is read after this look began is as new as what it would read itself.
  const fresh = { freshFrom: earliest(context.freshFrom ?? context.now, context.now) };
  const { value, readAt } = await account.shelves.alarms.get(region, fresh, () => alarmsIn(region, account));
  const candidates = candidatesFor(targetOf(arn), value);
  const subscribed = new Map<Arn, Subscribed>();
  for (const topic of topicsOf(candidates))
    subscribed.set(
      topic,
      subscribed.size < MOST_TOPICS
        ? await subscribedTo(topic, arn, fresh, account)
        : { unavailable: 'unreadable', what: `more than ${MOST_TOPICS} topics` },
    );
  return { value: { alarms: toUsageAlarms(candidates, subscribed) }, readAt: earliest(readAt, context.now) };
};

async function alarmsIn(region: string, account: LiveAccount): Promise<RegionAlarms> {
  const cloudWatch = await account.cloudWatch(region);
  const pages = await pagesOf(async (token) => {
    const page = await cloudWatch.describeAlarms({
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      MaxRecords: ALARMS_AT_ONCE,
      ...(token !== undefined && { NextToken: token }),
    });
    return { items: [page], next: page.NextToken };
  });
  const all = (kind: 'MetricAlarms' | 'CompositeAlarms'): readonly Fields[] =>
    pages.flatMap((page) => objectsOf(page[kind]));
  return toRegionAlarms(all('MetricAlarms'), all('CompositeAlarms'));
}

/** Whether a topic has a confirmed subscription. One that is gone has none. */
async function subscribedTo(
  topic: Arn,
  resource: Arn,
  fresh: Pick<ReadContext, 'freshFrom'>,
  account: LiveAccount,
): Promise<Subscribed> {
  const { region, account: owner } = placeOf(topic);
  if (owner !== placeOf(resource).account)
    return { unavailable: 'elsewhere', what: `subscriptions of a topic of account ${owner}` };
  const found = await settle(() =>
    account.shelves.subscriptions.get(topic, fresh, () => isConfirmed(topic, region, account)),
  );
  if ('missing' in found) return false;
  return 'unavailable' in found ? found : found.value;
}

async function isConfirmed(TopicArn: Arn, region: string, account: LiveAccount): Promise<boolean> {
  const sns = await account.sns(region);
  let NextToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await sns.listSubscriptionsByTopic({
      TopicArn,
      ...(NextToken !== undefined && { NextToken }),
    });
    // In the place of the ARN stands `PendingConfirmation` or `Deleted` until and after it is one (SNS API reference).
    if (answer.Subscriptions?.some(({ SubscriptionArn = '' }) => SubscriptionArn.startsWith('arn:')))
      return true;
    NextToken = answer.NextToken;
    if (NextToken === undefined) return false;
  }
  return false;
}
