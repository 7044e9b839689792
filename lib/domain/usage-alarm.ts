import type { Arn } from './arn.ts';
import type { Readable } from './readable.ts';

export type Measure = 'cpu' | 'memory';

/** A way by which an alarm tells somebody: by actions of its own, or by those of a composite alarm that it sets off by itself. */
export interface AlarmWay {
  /** The alarm whose actions these are. */
  readonly arn: Arn;
  readonly enabled: Readable<boolean>;
  /** The SNS topics among its actions. */
  readonly topics: readonly Arn[];
  /** Whether an action reaches somebody; in words why it could not be told. */
  readonly reaches: boolean | string;
}

/** An alarm on the CPU or memory of a service or cluster; one that watches both is there twice. */
export interface UsageAlarm {
  readonly arn: Arn;
  readonly name: string;
  readonly measure: Measure;
  /** Whether it watches the service itself, or all of its cluster together. */
  readonly of: 'service' | 'cluster';
  readonly namespace: UsageNamespace;
  /** Whether it watches what tasks have reserved, not what they use. */
  readonly reserved: boolean;
  /** Why it could not be told whether it watches this service or cluster. */
  readonly unsure?: string;
  /** What sets it off: use above its threshold, use that is unusually high, or low use. */
  readonly raises: 'above' | 'unusual' | 'below' | 'unknown';
  readonly threshold: Readable<number>;
  /** Whether the threshold is in percent: others are in units that say nothing of how much that is. */
  readonly percent: boolean;
  readonly ways: readonly AlarmWay[];
}

/** The namespaces of CloudWatch that have the use of ECS. */
export type UsageNamespace = 'AWS/ECS' | 'ECS/ContainerInsights';

/** All alarms that watch the CPU or memory of one service or cluster. */
export interface UsageAlarms {
  readonly alarms: readonly UsageAlarm[];
  /** An account file that is silent about alarms: it neither names one nor says that there is none. */
  readonly isSilent?: true;
}
