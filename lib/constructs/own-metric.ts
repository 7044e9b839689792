import type { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { dimensionOf, type MetricName } from '#domain/metrics.ts';

/** One of our own metrics; `of`: the severity or region that it is told apart by. */
export const ownMetric = (
  namespace: string,
  name: MetricName,
  statistic: string,
  period: Duration,
  of?: string,
): Metric =>
  new Metric({
    namespace,
    metricName: name,
    statistic,
    period,
    ...(of !== undefined && { dimensionsMap: { [dimensionOf(name) ?? '']: of } }),
  });
