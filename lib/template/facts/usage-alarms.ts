import type { Arn } from '#domain/arn.ts';
import { toRegionAlarms } from '#domain/normalise/alarms.ts';
import { type Fields, objectsOf } from '#domain/normalise/fields.ts';
import { alarmArn } from '#domain/resource.ts';
import type { UsageAlarms } from '#domain/usage-alarm.ts';
import {
  type AlarmTarget,
  candidatesFor,
  type Subscribed,
  topicsOf,
  toUsageAlarms,
} from '#domain/usage-alarms.ts';
import type { TemplateAccount, Written } from '#template/account.ts';
import type { Declared } from '#template/template.ts';
import { clusterOf } from './cluster.ts';
import { outside, type Reader } from './reader.ts';

/** The alarms of the template on one of its services or clusters. Without any, they may well be in another stack. */
export const readUsageAlarms: Reader<UsageAlarms> = (written, account) => {
  const target = targetIn(written, account);
  if (!target) return outside('alarms on a service whose cluster or name is known at deployment');
  const named = (type: string): readonly Fields[] =>
    account.ofType(type).map((declared) => ({ ...declared.properties, ...identityOf(declared, account) }));
  const region = toRegionAlarms(named('AWS::CloudWatch::Alarm'), named('AWS::CloudWatch::CompositeAlarm'));
  const candidates = candidatesFor(target, region);
  if (candidates.length === 0) return outside('alarms that are not in the same template');
  const subscribed = topicsOf(candidates).map((topic): [Arn, Subscribed] => [
    topic,
    subscribedTo(topic, account),
  ]);
  return { value: { alarms: toUsageAlarms(candidates, new Map(subscribed)) } };
};

/** As dimensions of alarms name it: by what `Ref` of the cluster and `Fn::GetAtt` of the service's name give. */
function targetIn({ type, declared }: Written, account: TemplateAccount): AlarmTarget | undefined {
  const { names } = account;
  if (type === 'AWS::ECS::Cluster') return { cluster: names.ref(declared.logicalId) ?? '' };
  const named = declared.properties['Cluster'];
  const own = clusterOf(named, account);
  const cluster = own ? names.ref(own.declared.logicalId) : nameIn(named ?? 'default');
  const service = names.attribute(declared.logicalId, 'Name');
  return cluster === undefined || service === undefined ? undefined : { cluster, service };
}

const nameIn = (cluster: unknown): string | undefined =>
  typeof cluster === 'string' ? (/:cluster\/(.+)$/.exec(cluster)?.[1] ?? cluster) : undefined;

function identityOf({ logicalId }: Declared, { names, place }: TemplateAccount): Fields {
  const name = names.ref(logicalId) ?? logicalId;
  return { AlarmName: name, AlarmArn: alarmArn(place, name) };
}

/** A subscription that the template makes counts: that somebody must confirm it is seen in the account. */
function subscribedTo(topic: Arn, account: TemplateAccount): Subscribed {
  const declared = account.ofType('AWS::SNS::Topic').find((each) => account.isRef(topic, each));
  if (!declared)
    return { unavailable: 'unsupported', what: 'subscriptions of a topic that is not in the template' };
  const own = objectsOf(declared.properties['Subscription']).length > 0;
  return (
    own || account.ofType('AWS::SNS::Subscription').some(({ properties }) => properties['TopicArn'] === topic)
  );
}
