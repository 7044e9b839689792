import type { Arn } from '#domain/arn.ts';
import { toRegionAlarms } from '#domain/normalise/alarms.ts';
import { type Fields, objectsOf, textOf } from '#domain/normalise/fields.ts';
import { isUnavailable, type Reading } from '#domain/reading.ts';
import { placeOf, regionalAccountArn, resourceOf } from '#domain/resource.ts';
import type { UsageAlarms } from '#domain/usage-alarm.ts';
import { candidatesFor, type Subscribed, targetOf, topicsOf, toUsageAlarms } from '#domain/usage-alarms.ts';
import { descriptionOf, entryOf, type Recorded } from './recorded.ts';

/** The alarms recorded of a region, of both kinds. A file that names none says nothing of them, unless it says so. */
export function readUsageAlarms(arn: Arn, recorded: Recorded): Reading<UsageAlarms> {
  const place = placeOf(arn);
  const said = entryOf(recorded, regionalAccountArn(place), 'alarms');
  if (isUnavailable(said)) return said;
  const arns = [...recorded.keys()].filter((each) => {
    const { region, account } = placeOf(each);
    return (
      resourceOf(each)?.type === 'AWS::CloudWatch::Alarm' &&
      region === place.region &&
      account === place.account
    );
  });
  if (arns.length === 0 && !said) return { value: { alarms: [], isSilent: true } };
  const raw: Fields[] = [];
  for (const each of arns.sort()) {
    const found = descriptionOf(recorded, each, 'alarm');
    if (isUnavailable(found)) return found;
    if (found)
      raw.push({ ...found.value, AlarmArn: each, AlarmName: each.slice(each.indexOf(':alarm:') + 7) });
  }
  const isComposite = (alarm: Fields): boolean => textOf(alarm['AlarmRule']) !== undefined;
  const candidates = candidatesFor(
    targetOf(arn),
    toRegionAlarms(
      raw.filter((each) => !isComposite(each)),
      raw.filter(isComposite),
    ),
  );
  const subscribed = topicsOf(candidates).map((topic): [Arn, Subscribed] => [
    topic,
    subscribedTo(topic, place.account, recorded),
  ]);
  return { value: { alarms: toUsageAlarms(candidates, new Map(subscribed)) } };
}

/** A topic that is not recorded is not there; one without subscriptions has none. */
function subscribedTo(topic: Arn, account: string, recorded: Recorded): Subscribed {
  const owner = placeOf(topic).account;
  if (owner !== account)
    return { unavailable: 'elsewhere', what: `subscriptions of a topic of account ${owner}` };
  const entry = entryOf(recorded, topic, 'subscriptions');
  if (isUnavailable(entry)) return entry;
  return objectsOf(entry?.value).some((each) => textOf(each['SubscriptionArn'])?.startsWith('arn:') === true);
}
