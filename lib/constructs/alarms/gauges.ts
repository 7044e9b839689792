import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { ownMetric } from '#constructs/own-metric.ts';
import { type AlarmContext, type AlarmSpec, HOUR_S, LAST_WORD, MINUTE_S } from './spec.ts';

/** Findings that are open: the gauge stands as long as they are, so the alarm is OK again when they are closed. */
export const openFindings = ({ namespace, tickEvery }: AlarmContext): readonly AlarmSpec[] =>
  (['CRITICAL', 'HIGH'] as const).map((severity) => ({
    id: severity === 'CRITICAL' ? 'OpenCritical' : 'OpenHigh',
    word: severity,
    says: `findings of severity ${severity} are open`,
    means:
      `At least one finding of severity ${severity} is open; each was told when it opened, or is in the digest. ` +
      `First: ecs-warden findings list, or query index open of the findings table for openSeverity = ${severity}. ` +
      'It is OK again when all are resolved or suppressed.',
    metric: ownMetric(namespace, 'OpenFindings', Stats.MAXIMUM, tickEvery, severity),
    threshold: 0,
    breaching: [2, 3],
    missing: LAST_WORD,
  }));

/** The tick that brings the gauges, and what they say of ourselves. */
export const housekeeping = ({ namespace, tickEvery }: AlarmContext): readonly AlarmSpec[] => [
  {
    id: 'TickMissing',
    word: 'BLIND',
    says: `no housekeeping for ${3 * tickEvery.toMinutes()} min`,
    means:
      'Digests, ended suppressions and gauges stand still, so the alarms on open findings show the past. Findings are ' +
      'stale, not clean. Likely: the tick function fails or is throttled, or its schedule is disabled; if nobody of ' +
      'yours did that, treat it as an incident. First: ecs-warden doctor, then the log of the tick function.',
    metric: ownMetric(namespace, 'Untold', Stats.SAMPLE_COUNT, tickEvery),
    threshold: 1,
    comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
    breaching: [3, 3],
    missing: TreatMissingData.BREACHING,
  },
  {
    id: 'SweepLate',
    word: 'LATE',
    says: 'no sweep has ended for 26 h',
    means:
      'Changes that no event announced are not found. Likely: the sweep lane is stuck, or its looks fail or are ' +
      'throttled. First: the age of the sweep queue and the log of the evaluate function.',
    metric: ownMetric(namespace, 'SinceLastSweep', Stats.MAXIMUM, tickEvery),
    threshold: 26 * HOUR_S,
    breaching: [2, 3],
    missing: LAST_WORD,
  },
  {
    id: 'Untold',
    word: 'MUTE',
    says: 'something should have been told 30 min ago',
    means:
      'Findings are in the table but people were not told: not at once, or not by the digest that was due. Likely: the topic or its key ' +
      'refuses us. First: ecs-warden doctor, then the logs of the notify and tick functions.',
    metric: ownMetric(namespace, 'OldestUntoldAge', Stats.MAXIMUM, tickEvery),
    threshold: 30 * MINUTE_S,
    breaching: [2, 3],
    missing: LAST_WORD,
  },
];
