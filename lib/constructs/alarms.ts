import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { blindness } from './alarms/eyes.ts';
import { functionAlarms, newsLate } from './alarms/functions.ts';
import { housekeeping, openFindings } from './alarms/gauges.ts';
import type { AlarmContext, AlarmSpec } from './alarms/spec.ts';
import { work } from './alarms/work.ts';
import type { FunctionsByName } from './functions.ts';
import type { Lanes } from './lanes.ts';
import type { Rules } from './rules.ts';

export interface AlarmsProps extends AlarmContext {
  readonly functions: FunctionsByName;
  readonly lanes: Lanes;
  readonly rules: Rules;
  /** The regions that events must come from, and after how long without them, in milliseconds, it is blind there. */
  readonly eyes: { readonly regions: readonly string[]; readonly blindMs: number };
  /** Where all of them act, and say when it is over. */
  readonly topic: Topic;
}

/** The alarms: what is open, and whether the monitor itself sees, works and tells. */
export class Alarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { functions, lanes, rules } = props;
    const specs = [
      ...openFindings(props),
      ...housekeeping(props),
      ...blindness(props, props.eyes),
      ...work(props, lanes, rules.reduced),
      newsLate(functions),
      ...functionAlarms(functions),
    ];
    this.alarms = specs.map((spec) => alarmFor(this, spec, props));
  }
}

/** One alarm, which says to a topic when it begins and when it is over. */
export function alarmFor(
  scope: Construct,
  spec: AlarmSpec,
  { name, topic }: Pick<AlarmsProps, 'name' | 'topic'>,
): Alarm {
  const [datapointsToAlarm, evaluationPeriods] = spec.breaching;
  const alarm = new Alarm(scope, spec.id, {
    alarmName: `${name} ${spec.word} ${spec.region ?? Stack.of(scope).region}: ${spec.says}`,
    alarmDescription: spec.means,
    metric: spec.metric,
    threshold: spec.threshold,
    comparisonOperator: spec.comparison ?? ComparisonOperator.GREATER_THAN_THRESHOLD,
    datapointsToAlarm,
    evaluationPeriods,
    treatMissingData: spec.missing,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  alarm.addOkAction(new SnsAction(topic));
  return alarm;
}
