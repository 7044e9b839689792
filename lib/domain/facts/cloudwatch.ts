import type { UsageAlarms } from '#domain/usage-alarm.ts';
import type { FactSpec } from './spec.ts';

/** What is read of the alarms on services and clusters. */
export interface CloudWatchFacts {
  readonly usageAlarms: UsageAlarms;
}

export const CLOUDWATCH_FACTS = {
  usageAlarms: {
    actions: ['cloudwatch:DescribeAlarms', 'sns:ListSubscriptionsByTopic'],
    bulk: [],
    needs: [],
    reads: ['AWS::CloudWatch::Alarm', 'AWS::SNS::Topic'],
    readsUsers: false,
    identifies: false,
  },
} as const satisfies Record<keyof CloudWatchFacts, FactSpec>;
