import type { Arn } from '#domain/arn.ts';
import type { Readable } from '#domain/readable.ts';
import type { UsageAlarm } from '#domain/usage-alarm.ts';
import { type AlarmRule, alarmsInRule, parseAlarmRule } from './alarm-rule.ts';
import { type Watch, watchesOf } from './alarm-watches.ts';
import { type Fields, readBoolean, readList, readNumber, textOf } from './fields.ts';

/** What an alarm does when it is set off. */
interface Acting {
  readonly arn: Arn;
  readonly name: string;
  readonly enabled: Readable<boolean>;
  /** ARNs; undefined for one that cannot be read. */
  readonly actions: readonly (string | undefined)[];
}

/** A metric alarm on the CPU or memory of something of ECS. */
export interface WatchingAlarm extends Acting {
  readonly watches: readonly Watch[];
  readonly raises: UsageAlarm['raises'];
  readonly threshold: Readable<number>;
}

export interface CompositeAlarm extends Acting {
  /** Undefined: it cannot be read. */
  readonly rule?: AlarmRule;
}

/** The alarms of a region as far as they have to do with the use of ECS. */
export interface RegionAlarms {
  readonly watching: readonly WatchingAlarm[];
  /** Composite alarms by each alarm that their rules name. */
  readonly composites: ReadonlyMap<string, readonly CompositeAlarm[]>;
}

/** Alarms as DescribeAlarms answers, or as templates write them: `MetricAlarms` and `CompositeAlarms`. Never throws. */
export function toRegionAlarms(metric: readonly Fields[], composite: readonly Fields[]): RegionAlarms {
  const composites = new Map<string, CompositeAlarm[]>();
  for (const raw of composite) {
    const text = textOf(raw['AlarmRule']) ?? '';
    const rule = parseAlarmRule(text);
    const alarm: CompositeAlarm = { ...actingOf(raw), ...(rule && { rule }) };
    for (const name of alarmsInRule(text)) composites.set(name, [...(composites.get(name) ?? []), alarm]);
  }
  return { watching: metric.flatMap(watching), composites };
}

function watching(raw: Fields): readonly WatchingAlarm[] {
  const watches = watchesOf(raw);
  if (watches.length === 0) return [];
  return [{ ...actingOf(raw), watches, raises: raisesOf(raw), threshold: readNumber(raw, 'Threshold') }];
}

/** Absent, actions are enabled (PutMetricAlarm). */
function actingOf(raw: Fields): Acting {
  const enabled = readBoolean(raw, 'ActionsEnabled');
  const actions = readList(raw, 'AlarmActions') ?? [];
  return {
    arn: textOf(raw['AlarmArn']) ?? '',
    name: textOf(raw['AlarmName']) ?? '',
    enabled: enabled === undefined ? true : enabled,
    actions:
      'unreadable' in actions
        ? [undefined]
        : actions.map((each) => (typeof each === 'string' ? each : undefined)),
  };
}

const RAISES: Readonly<Record<string, UsageAlarm['raises']>> = {
  GreaterThanThreshold: 'above',
  GreaterThanOrEqualToThreshold: 'above',
  GreaterThanUpperThreshold: 'unusual',
  LessThanLowerOrGreaterThanUpperThreshold: 'unusual',
  LessThanThreshold: 'below',
  LessThanOrEqualToThreshold: 'below',
  LessThanLowerThreshold: 'below',
};

function raisesOf(raw: Fields): UsageAlarm['raises'] {
  const comparison = raw['ComparisonOperator'];
  return typeof comparison === 'string' && Object.hasOwn(RAISES, comparison)
    ? (RAISES[comparison] ?? 'unknown')
    : 'unknown';
}
