import { type Arn, parseArn } from './arn.ts';
import type { Watch, Watched } from './normalise/alarm-watches.ts';
import type { CompositeAlarm, RegionAlarms, WatchingAlarm } from './normalise/alarms.ts';
import { isUnavailable, sayUnavailable, type Unavailable } from './reading.ts';
import type { AlarmWay, UsageAlarm } from './usage-alarm.ts';

/** What alarms are asked about: a cluster as a whole, or one of its services, by name. */
export interface AlarmTarget {
  readonly cluster: string;
  readonly service?: string;
}

/** The target that a cluster's or service's ARN (in the long form) stands for. */
export function targetOf(arn: Arn): AlarmTarget {
  const [kind, cluster = '', service] = (parseArn(arn)?.resource ?? '').split('/');
  return kind === 'service' && service !== undefined ? { cluster, service } : { cluster };
}

/** Whether a topic has a confirmed subscription; why it could not be told. */
export type Subscribed = boolean | Unavailable;

/** An alarm that is about a target, before it is known whom its topics reach. */
export interface Candidate {
  readonly alarm: WatchingAlarm;
  readonly watch: Watch;
  readonly unsure: boolean;
  readonly ways: readonly (CompositeAlarm | WatchingAlarm)[];
  /** Composite alarms that name it by a rule which cannot be read. */
  readonly unread: readonly CompositeAlarm[];
}

/** Alarms that watch a service or, for all its services together, its cluster; of a cluster those on itself. */
export const candidatesFor = (target: AlarmTarget, region: RegionAlarms): readonly Candidate[] =>
  region.watching.flatMap((alarm) =>
    alarm.watches.flatMap((watch): Candidate[] => {
      const answers = [
        fits(watch.cluster, target.cluster),
        watch.service === undefined ? 'yes' : fits(watch.service, target.service),
      ];
      if (answers.includes('no')) return [];
      return [{ alarm, watch, unsure: answers.includes('maybe'), ...waysOf(alarm, region) }];
    }),
  );

function fits(watched: Watched, name: string | undefined): 'yes' | 'no' | 'maybe' {
  if (name === undefined) return 'no';
  if (watched === 'all') return 'yes';
  if (watched === 'unknown') return 'maybe';
  return watched.name === name ? 'yes' : 'no';
}

/** Composite alarms above one alarm that are followed at most. */
const MOST_COMPOSITES = 50;

/** The alarm itself, and each composite alarm that fires when this one alone does, and would not without it. */
function waysOf(alarm: WatchingAlarm, { composites }: RegionAlarms): Pick<Candidate, 'ways' | 'unread'> {
  const firing = new Set([alarm.name]);
  const ways: (CompositeAlarm | WatchingAlarm)[] = [alarm];
  const unread = new Set<CompositeAlarm>();
  for (const name of firing) {
    for (const above of composites.get(name) ?? []) {
      if (!above.rule) unread.add(above);
      else if (
        !firing.has(above.name) &&
        above.rule(firing) &&
        !above.rule(new Set()) &&
        ways.length < MOST_COMPOSITES
      ) {
        firing.add(above.name);
        ways.push(above);
      }
    }
  }
  return { ways, unread: [...unread] };
}

const isTopic = (arn: string): boolean => parseArn(arn)?.service === 'sns';
/** Besides topics: a function, an OpsItem, an incident. Autoscaling and actions on instances tell nobody (PutMetricAlarm, `AlarmActions`). */
const tellsByItself = (arn: string): boolean =>
  /^arn:[^:]+:(lambda:[^:]*:\d*:function:|ssm:[^:]*:\d*:opsitem:|ssm-incidents:[^:]*:\d*:response-plan\/)/.test(
    arn,
  );

/** The topics that candidates act on. */
export const topicsOf = (candidates: readonly Candidate[]): readonly Arn[] => [
  ...new Set(
    candidates.flatMap(({ ways }) =>
      ways.flatMap(({ actions }) => actions.filter((each) => each !== undefined).filter(isTopic)),
    ),
  ),
];

/** Candidates as controls see them, with whom their topics reach. */
export const toUsageAlarms = (
  candidates: readonly Candidate[],
  subscribed: ReadonlyMap<Arn, Subscribed>,
): readonly UsageAlarm[] =>
  candidates.map(({ alarm, watch, unsure, ways, unread }) => ({
    arn: alarm.arn,
    name: alarm.name,
    measure: watch.measure,
    of: watch.service === undefined ? 'cluster' : 'service',
    namespace: watch.namespace,
    reserved: watch.reserved,
    ...(unsure && { unsure: 'what it watches is not known before deployment, or chosen by more than names' }),
    raises: alarm.raises,
    threshold: alarm.threshold,
    percent: watch.percent,
    ways: [
      ...ways.map((way) => toWay(way, subscribed)),
      ...unread.map(
        ({ arn, name }): AlarmWay => ({
          arn,
          enabled: true,
          topics: [],
          reaches: `the rule of composite alarm ${name} cannot be read`,
        }),
      ),
    ],
  }));

function toWay(
  { arn, enabled, actions }: CompositeAlarm | WatchingAlarm,
  subscribed: ReadonlyMap<Arn, Subscribed>,
): AlarmWay {
  const reaches = actions.map((action): boolean | string => {
    if (action === undefined) return 'an action is not known before deployment';
    if (!isTopic(action)) return tellsByItself(action);
    const found = subscribed.get(action) ?? false;
    return isUnavailable(found) ? sayUnavailable(found) : found;
  });
  return {
    arn,
    enabled,
    topics: actions.filter((each) => each !== undefined).filter(isTopic),
    reaches: reaches.includes(true) || (reaches.find((each) => typeof each === 'string') ?? false),
  };
}
