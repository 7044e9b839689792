import { Token } from 'aws-cdk-lib';
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { ownMetric } from '#constructs/own-metric.ts';
import { type AlarmContext, type AlarmSpec, MINUTE_S } from './spec.ts';

/**
 * Without events a monitor finds nothing wrong: so its silence is the alarm, for each region whose events must come.
 * `regions` begins with the home region, where the doctor is asked. The metric is written only when a canary came back the whole way of a change; nothing of ours takes part in the alarm.
 */
export const blindness = (
  { namespace, tickEvery }: AlarmContext,
  { regions, blindMs }: { readonly regions: readonly string[]; readonly blindMs: number },
): readonly AlarmSpec[] =>
  regions.map((region) => {
    const periods = Math.max(2, Math.ceil(blindMs / tickEvery.toMilliseconds()));
    const minutes = (periods * tickEvery.toSeconds()) / MINUTE_S;
    return {
      id: Token.isUnresolved(region) ? 'Blind' : `Blind-${region}`,
      word: 'BLIND',
      region,
      says: `no change events for ${minutes} min`,
      means:
        'Changes are not being judged or told. Findings are stale, not clean. Likely: trail stopped, rule disabled, queue or ' +
        'function denied. If StopLogging was not yours treat it as an incident. First: ecs-warden doctor ' +
        `--region ${regions[0]}.`,
      metric: ownMetric(namespace, 'CanarySeen', Stats.SUM, tickEvery, region),
      threshold: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      breaching: [periods, periods],
      missing: TreatMissingData.BREACHING,
    };
  });
