import { expect } from 'vitest';
import type { Answers, Request } from './endpoint.ts';
import type { Situation } from './trail.ts';

/** The alarms of the account of the tables, on two pages, and the topic that they tell. */
const PLACE = 'eu-west-1:111122223333';
const CLUSTER = `arn:aws:ecs:${PLACE}:cluster/shop`;
const alarmArn = (name: string): string => `arn:aws:cloudwatch:${PLACE}:alarm:${name}`;
const TOPIC = `arn:aws:sns:${PLACE}:ops`;

const cpu = (more: object = {}) => ({
  AlarmName: 'web-cpu',
  AlarmArn: alarmArn('web-cpu'),
  ActionsEnabled: true,
  AlarmActions: [TOPIC],
  Namespace: 'AWS/ECS',
  MetricName: 'CPUUtilization',
  Statistic: 'Average',
  Dimensions: [
    { Name: 'ClusterName', Value: 'shop' },
    { Name: 'ServiceName', Value: 'web' },
  ],
  Threshold: 80,
  ComparisonOperator: 'GreaterThanThreshold',
  ...more,
});

const pages =
  (first: object, second: object = {}) =>
  ({ input }: Request) => ({
    json: input['NextToken'] === 'more' ? second : { NextToken: 'more', ...first },
  });
const subscriptions = (...arns: readonly string[]) => ({
  xml: `<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions>${arns.map((arn) => `<member><SubscriptionArn>${arn}</SubscriptionArn></member>`).join('')}</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`,
});

export const ALARM_ANSWERS: Answers = {
  'cloudwatch:DescribeAlarms': pages(
    { MetricAlarms: [cpu(), { AlarmName: 'of-a-bucket', Namespace: 'AWS/S3' }] },
    { CompositeAlarms: [] },
  ),
  'sns:ListSubscriptionsByTopic': subscriptions('PendingConfirmation', `${TOPIC}:0a1b`),
};

const some = (match: object): unknown => expect.objectContaining(match);
const one = (match: object) => some({ value: { alarms: [some(match)] } });

export const ALARM_SITUATIONS: readonly Situation[] = [
  {
    name: 'an alarm on the service and whom it tells',
    fact: 'usageAlarms',
    reading: some({
      value: {
        alarms: [
          {
            arn: alarmArn('web-cpu'),
            name: 'web-cpu',
            measure: 'cpu',
            of: 'service',
            namespace: 'AWS/ECS',
            reserved: false,
            raises: 'above',
            threshold: 80,
            percent: true,
            ways: [{ arn: alarmArn('web-cpu'), enabled: true, topics: [TOPIC], reaches: true }],
          },
        ],
      },
    }),
  },
  {
    name: 'none on its cluster',
    fact: 'usageAlarms',
    arn: CLUSTER,
    reading: some({ value: { alarms: [] } }),
  },
  {
    name: 'a subscription that nobody confirmed',
    fact: 'usageAlarms',
    answers: { 'sns:ListSubscriptionsByTopic': subscriptions('PendingConfirmation', 'Deleted') },
    reading: one({ ways: [some({ reaches: false })] }),
  },
  {
    name: 'a topic that is gone',
    fact: 'usageAlarms',
    answers: { 'sns:ListSubscriptionsByTopic': { error: 'NotFound', status: 404 } },
    reading: one({ ways: [some({ reaches: false })] }),
  },
  {
    name: 'a topic that may not be asked',
    fact: 'usageAlarms',
    answers: { 'sns:ListSubscriptionsByTopic': { error: 'AuthorizationError', status: 403 } },
    reading: one({ ways: [some({ reaches: 'access denied: sns:ListSubscriptionsByTopic' })] }),
  },
  {
    name: 'a topic of another account is not asked',
    fact: 'usageAlarms',
    answers: {
      'cloudwatch:DescribeAlarms': {
        json: { MetricAlarms: [cpu({ AlarmActions: ['arn:aws:sns:eu-west-1:999999999999:soc'] })] },
      },
    },
    reading: one({ ways: [some({ reaches: expect.stringContaining('999999999999') as unknown })] }),
  },
  {
    name: 'a composite alarm on the second page tells in its place',
    fact: 'usageAlarms',
    answers: {
      'cloudwatch:DescribeAlarms': pages(
        { MetricAlarms: [cpu({ AlarmActions: [] })] },
        {
          CompositeAlarms: [
            {
              AlarmName: 'page',
              AlarmArn: alarmArn('page'),
              AlarmRule: 'ALARM("web-cpu")',
              AlarmActions: [TOPIC],
              ActionsEnabled: true,
            },
          ],
        },
      ),
    },
    reading: one({ ways: [some({ reaches: false }), some({ arn: alarmArn('page'), reaches: true })] }),
  },
  {
    name: 'alarms that may not be read',
    fact: 'usageAlarms',
    answers: { 'cloudwatch:DescribeAlarms': { error: 'AccessDenied', status: 403 } },
    reading: { unavailable: 'denied', what: 'cloudwatch:DescribeAlarms' },
  },
];
