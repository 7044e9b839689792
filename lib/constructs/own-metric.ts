import type { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { METRIC_DIMENSION, type MetricName } from '#domain/metrics.ts';
import type { Severity } from '#domain/severity.ts';

/** One of our own metrics. */
export const ownMetric = (
  namespace: string,
  name: MetricName,
  statistic: string,
  period: Duration,
  severity?: Severity,
): Metric =>
  new Metric({
    namespace,
    metricName: name,
    statistic,
    period,
    ...(severity && { dimensionsMap: { [METRIC_DIMENSION]: severity } }),
  });
