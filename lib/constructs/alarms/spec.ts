import { Duration } from 'aws-cdk-lib';
import { type ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';

/** One alarm as data: its name and description are the message that people get (docs/alarms.md). */
export interface AlarmSpec {
  /** Part of the logical id; final. */
  readonly id: string;
  /** The region that it is about; by default that of its stack. */
  readonly region?: string;
  /** Behind the monitor's name: `BLIND`, `LATE` … */
  readonly word: string;
  /** What is the case, in a few words. */
  readonly says: string;
  /** What it means, what is likely, what to do first. */
  readonly means: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /** By default above the threshold. */
  readonly comparison?: ComparisonOperator;
  /** How many of the last periods must breach, of how many. */
  readonly breaching: readonly [number, number];
  readonly missing: TreatMissingData;
}

/** Metrics that say nothing when all is well. */
export const QUIET_IS_WELL = TreatMissingData.NOT_BREACHING;
/** Gauges of the tick: without it the last word stands, and an alarm of its own says that the tick is missing. */
export const LAST_WORD = TreatMissingData.IGNORE;

export interface AlarmContext {
  readonly name: string;
  readonly namespace: string;
  /** Between two values of a gauge. */
  readonly tickEvery: Duration;
}

export const FIVE_MINUTES = Duration.minutes(5);
/** In seconds. */
export const MINUTE_S = 60;
export const HOUR_S = 3600;
