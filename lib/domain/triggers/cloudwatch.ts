import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { list, object, objects } from '#domain/json.ts';
import { alarmsInRule } from '#domain/normalise/alarm-rule.ts';
import { alarmArn, clusterArn, serviceArn } from '#domain/resource.ts';
import { andThen, type Found, type ServiceEvents, together } from '#domain/trigger.ts';
import { checked, needed, said, saidIn } from './names.ts';

/** Calls of CloudWatch that change alarms, by name as CloudTrail records them. */
export type CloudWatchCall =
  | 'DeleteAlarms'
  | 'DeleteAnomalyDetector'
  | 'DisableAlarmActions'
  | 'EnableAlarmActions'
  | 'PutAlarmMuteRule'
  | 'PutAnomalyDetector'
  | 'PutCompositeAlarm'
  | 'PutMetricAlarm'
  | 'SetAlarmState';

/** 1 to 255 characters without control characters (PutMetricAlarm); ASCII by the model, other letters do no harm. */
const ALARM = /^[^\p{C}\p{Zl}\p{Zp}]{1,255}$/u;
/** Names of clusters and services (CreateCluster, CreateService). */
const NAME = /^[A-Za-z0-9_-]{1,255}$/;

const alarm = (event: ChangeEvent, name: string): Found<Arn> =>
  andThen(checked(name, ALARM, 'alarm name'), (valid) => alarmArn(event.place, valid));

const alarms = (event: ChangeEvent): Found<readonly Arn[]> =>
  andThen(saidIn(list(event.request, 'alarmNames')), (names) =>
    together(names.map((name) => alarm(event, name))),
  );

const metricAlarm = (event: ChangeEvent): Found<readonly Arn[]> =>
  andThen(needed(said(event.request, 'alarmName'), 'alarm'), (name) => together([alarm(event, name)]));

/** The composite alarm and those it names from now on: whoever they watch may be told, or not told, by it. */
const compositeAlarm = (event: ChangeEvent): Found<readonly Arn[]> =>
  andThen(needed(said(event.request, 'alarmName'), 'alarm'), (name) => {
    const rule = event.request['alarmRule'];
    const named = typeof rule === 'string' ? alarmsInRule(rule) : [];
    // A rule is the text of a person: names that are none are left out.
    const valid = named.filter((each) => ALARM.test(each));
    return together([name, ...valid].map((each) => alarm(event, each)));
  });

/** The dimensions of a metric and of those in a metric maths, where they are of ECS. */
const dimensionsOf = ({ request }: ChangeEvent): readonly Readonly<Record<string, unknown>>[] =>
  [request, ...objects(request, 'metrics').map((each) => object(each, 'metricStat', 'metric'))]
    .filter(({ namespace }) => namespace === 'AWS/ECS' || namespace === 'ECS/ContainerInsights')
    .map((metric) =>
      Object.fromEntries(objects(metric, 'dimensions').map(({ name, value }) => [String(name), value])),
    );

const isName = (value: unknown): value is string => typeof value === 'string' && NAME.test(value);

/** The services that an alarm watches from now on: they may not know it yet. */
const services = (event: ChangeEvent): Found<readonly Arn[]> =>
  together(
    dimensionsOf(event).flatMap(({ ClusterName: cluster, ServiceName: service }) =>
      isName(cluster) && isName(service) ? [serviceArn(event.place, cluster, service)] : [],
    ),
  );

const clusters = (event: ChangeEvent): Found<readonly Arn[]> =>
  together(
    dimensionsOf(event).flatMap(({ ClusterName: cluster, ServiceName: service }) =>
      isName(cluster) && service === undefined ? [clusterArn(event.place, cluster)] : [],
    ),
  );

const ALARMS = 'AWS::CloudWatch::Alarm';
const BANDS = 'how a band is drawn does not change what is watched';

/** An alarm has no verdicts of its own: what it watches is looked at. */
export const CLOUDWATCH: ServiceEvents<CloudWatchCall, never> = {
  service: 'monitoring',
  triggers: [
    { resourceType: ALARMS, calls: ['PutMetricAlarm'], locate: metricAlarm, alters: [] },
    { resourceType: ALARMS, calls: ['PutCompositeAlarm'], locate: compositeAlarm, alters: [] },
    {
      resourceType: ALARMS,
      calls: ['EnableAlarmActions', 'DisableAlarmActions'],
      locate: alarms,
      alters: [],
    },
    { resourceType: ALARMS, calls: ['DeleteAlarms'], locate: alarms, alters: [], deletes: true },
    {
      resourceType: 'AWS::ECS::Service',
      calls: ['PutMetricAlarm'],
      locate: services,
      alters: ['usageAlarms'],
    },
    {
      resourceType: 'AWS::ECS::Cluster',
      calls: ['PutMetricAlarm'],
      locate: clusters,
      alters: ['usageAlarms'],
    },
  ],
  ignored: {
    DeleteAnomalyDetector: BANDS,
    PutAlarmMuteRule: 'alarms that are mute for a time are not judged',
    PutAnomalyDetector: BANDS,
    SetAlarmState: 'a state lasts until the next evaluation, and no control reads it',
  },
  conditions: {},
  reduced: [],
};
