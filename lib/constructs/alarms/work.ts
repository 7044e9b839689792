import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Lanes } from '#constructs/lanes.ts';
import { ownMetric } from '#constructs/own-metric.ts';
import { type AlarmContext, type AlarmSpec, FIVE_MINUTES, HOUR_S, MINUTE_S, QUIET_IS_WELL } from './spec.ts';

/** Work that waits too long, was put aside or keeps failing. */
export const work = (
  { namespace }: AlarmContext,
  lanes: Lanes,
  reducedRules: readonly CfnRule[],
): readonly AlarmSpec[] => [
  {
    id: 'DeadLetters',
    word: 'LOST',
    says: 'dead letters are waiting',
    means:
      'Events or looks could not be understood or done; until they are sent again or a sweep has passed, findings may be ' +
      'stale. Each has its reason as a message attribute. It speaks once: more letters do not ring again until it is ' +
      'empty. First: read the dead-letter queue, mend the cause, redrive it to its sources.',
    metric: lanes.deadLetters.metricApproximateNumberOfMessagesVisible({
      statistic: Stats.MAXIMUM,
      period: FIVE_MINUTES,
    }),
    threshold: 0,
    breaching: [1, 1],
    missing: QUIET_IS_WELL,
  },
  {
    id: 'RecordsFail',
    word: 'FAULT',
    says: 'records have failed for 15 min',
    means:
      'Looks or messages end in an error and come back; after ten times they are dead letters. Likely: a fault of the ' +
      'code, a throttled or denied table, topic or queue. First: lines with "level":"ERROR" in the logs of evaluate and notify.',
    metric: ownMetric(namespace, 'Failures', Stats.SUM, FIVE_MINUTES),
    threshold: 0,
    breaching: [3, 3],
    missing: QUIET_IS_WELL,
  },
  {
    id: 'ChangesLate',
    word: 'LATE',
    says: 'changes wait for more than 30 min',
    means:
      'Changes are judged late: what the findings say is older than it seems. Likely: the evaluate function fails, is ' +
      'throttled, or more changes than usual. First: ecs-warden doctor, then its errors and concurrency.',
    metric: lanes.changes.metricApproximateAgeOfOldestMessage({
      statistic: Stats.MAXIMUM,
      period: FIVE_MINUTES,
    }),
    threshold: 30 * MINUTE_S,
    breaching: [2, 3],
    missing: QUIET_IS_WELL,
  },
  {
    id: 'SweepLaneLate',
    word: 'LATE',
    says: 'looks of the sweep wait for more than 12 h',
    means:
      'The sweep is slower than the account is large, or its looks fail. First: the log of the evaluate function, then ' +
      'the throttles of ECS and ECR reads.',
    metric: lanes.sweep.metricApproximateAgeOfOldestMessage({
      statistic: Stats.MAXIMUM,
      period: FIVE_MINUTES,
    }),
    threshold: 12 * HOUR_S,
    breaching: [2, 3],
    missing: QUIET_IS_WELL,
  },
  ...reducedRules.map(
    (rule, index): AlarmSpec => ({
      id: index === 0 ? 'Undelivered' : `Undelivered${index + 1}`,
      word: 'LOST',
      says: index === 0 ? 'events were not delivered' : `events were not delivered (${index + 1})`,
      means:
        'EventBridge could not put events on the changes lane. They can hold environment values, so no dead-letter queue ' +
        'keeps them; the next sweep finds what they changed. First: the policy of the changes queue, then begin a sweep.',
      metric: new Metric({
        namespace: 'AWS/Events',
        metricName: 'FailedInvocations',
        dimensionsMap: { RuleName: rule.ref },
        statistic: Stats.SUM,
        period: FIVE_MINUTES,
      }),
      threshold: 0,
      breaching: [1, 1],
      missing: QUIET_IS_WELL,
    }),
  ),
];
