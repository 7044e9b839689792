import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FUNCTION_NAMES, type FunctionName } from '#constructs/access.ts';
import type { FunctionsByName } from '#constructs/functions.ts';
import { type AlarmSpec, FIVE_MINUTES, MINUTE_S, QUIET_IS_WELL } from './spec.ts';

/** What stops when a function stops. */
const WITHOUT: Readonly<Record<FunctionName, string>> = {
  evaluate: 'Changes are not being judged; findings are stale, not clean.',
  sweep: 'The daily sweep did not begin; the tick begins it when it is late by a day.',
  notify: 'Messages are late: the tick tells what was left, within minutes.',
  tick: 'Digests, ended suppressions and gauges stand still.',
  suppress: 'Nobody can suppress a finding or end that; everything else goes on.',
};

/** A sweep begins once a day: one error is all there will be. */
const ERRORS: Readonly<Record<FunctionName, readonly [number, number]>> = {
  evaluate: [2, 3],
  sweep: [1, 1],
  notify: [2, 3],
  tick: [2, 3],
  suppress: [2, 3],
};

export const functionAlarms = (functions: FunctionsByName): readonly AlarmSpec[] =>
  FUNCTION_NAMES.flatMap((name): readonly AlarmSpec[] => [
    {
      id: `Errors-${name}`,
      word: 'FAULT',
      says: `the ${name} function fails`,
      means: `${WITHOUT[name]} First: lines with "level":"ERROR" in its log.`,
      metric: functions[name].metricErrors({ statistic: Stats.SUM, period: FIVE_MINUTES }),
      threshold: 0,
      breaching: ERRORS[name],
      missing: QUIET_IS_WELL,
    },
    {
      id: `Throttles-${name}`,
      word: 'FAULT',
      says: `the ${name} function is throttled`,
      means: `${WITHOUT[name]} The account's Lambda concurrency is used up, or somebody reserved none for it. First: the concurrency quota of the region.`,
      metric: functions[name].metricThrottles({ statistic: Stats.SUM, period: FIVE_MINUTES }),
      threshold: 0,
      breaching: name === 'sweep' ? [1, 1] : [3, 3],
      missing: QUIET_IS_WELL,
    },
  ]);

/** News that waits on the stream of the state table. */
export const newsLate = (functions: FunctionsByName): AlarmSpec => ({
  id: 'NewsLate',
  word: 'LATE',
  says: 'news waits for more than 15 min',
  means:
    'Immediate messages are late; the tick tells what it finds untold. Likely: the notify function fails or is ' +
    'throttled. First: its log.',
  metric: functions.notify.metric('IteratorAge', { statistic: Stats.MAXIMUM, period: FIVE_MINUTES }),
  threshold: 15 * MINUTE_S * 1000,
  breaching: [2, 3],
  missing: QUIET_IS_WELL,
});
