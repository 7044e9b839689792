import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import { settle } from '#aws/facts/failure.ts';
import type { AlarmVitals, Vitals } from '#domain/vitals.ts';
import { call, type VitalsConfig } from './config.ts';

interface Asked {
  readonly namespace: string;
  readonly metric: string;
  readonly dimension: readonly [string, string];
  readonly statistic: 'Sum' | 'Maximum';
  /** How far back. */
  readonly minutes: number;
}

/** A metric over the last minutes; undefined: nothing was measured. */
export type Latest = (asked: Asked) => Promise<number | undefined>;

export function metrics(config: VitalsConfig): Pick<Vitals, 'alarms'> & { readonly latest: Latest } {
  const client = new CloudWatchClient(config);
  return {
    latest: async ({ namespace, metric, dimension: [Name, Value], statistic, minutes }) => {
      const now = Date.now();
      const { Datapoints = [] } = await call('cloudwatch:GetMetricStatistics', () =>
        client.send(
          new GetMetricStatisticsCommand({
            Namespace: namespace,
            MetricName: metric,
            Dimensions: [{ Name, Value }],
            StartTime: new Date(now - minutes * 60_000),
            EndTime: new Date(now),
            Period: minutes * 60,
            Statistics: [statistic],
          }),
        ),
      );
      const values = Datapoints.flatMap((point) => point[statistic] ?? []);
      if (values.length === 0) return undefined;
      return statistic === 'Sum' ? values.reduce((a, b) => a + b, 0) : Math.max(...values);
    },
    alarms: (prefix) =>
      settle(async () => {
        const found: AlarmVitals[] = [];
        let NextToken: string | undefined;
        do {
          const page = await call('cloudwatch:DescribeAlarms', () =>
            client.send(
              new DescribeAlarmsCommand({
                AlarmNamePrefix: prefix,
                ...(NextToken !== undefined && { NextToken }),
              }),
            ),
          );
          found.push(...(page.MetricAlarms ?? []).map(alarmOf));
          NextToken = page.NextToken;
        } while (NextToken !== undefined);
        return { value: found };
      }),
  };
}

const alarmOf = (alarm: MetricAlarm): AlarmVitals => ({
  name: alarm.AlarmName ?? '',
  state: alarm.StateValue ?? 'UNKNOWN',
  reason: alarm.StateReason ?? '',
  acts: alarm.ActionsEnabled !== false,
  tells: alarm.AlarmActions ?? [],
});
