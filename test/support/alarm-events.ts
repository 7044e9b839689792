import { ACCOUNT, call, type Json, OTHER, REGION, type Situation, situation } from './records.ts';

/** Events of CloudWatch's alarms and of the topics they tell. */
const cloudWatch = (name: string, request: Json | null): Json => call('monitoring', name, request);
const sns = (name: string, request: Json | null, response?: Json | null): Json =>
  call('sns', name, request, response);
const topicArn = (rest: string, account = ACCOUNT): string => `arn:aws:sns:${REGION}:${account}:${rest}`;
const dimensions = (service: string | undefined): readonly Json[] => [
  { name: 'ClusterName', value: 'shop' },
  ...(service === undefined ? [] : [{ name: 'ServiceName', value: service }]),
];
const metric = (service?: string): Json => ({
  namespace: 'AWS/ECS',
  metricName: 'CPUUtilization',
  dimensions: dimensions(service),
});

const ALARM = 'Alarm alarm:web-cpu';
const TOPIC = ['Topic ops'];

export const ALARM_SITUATIONS: readonly Situation[] = [
  situation(
    'PutMetricAlarm on a service',
    cloudWatch('PutMetricAlarm', { alarmName: 'web-cpu', ...metric('web'), threshold: 80 }),
    [ALARM, 'Service service/shop/web'],
  ),
  situation(
    'PutMetricAlarm on a cluster',
    cloudWatch('PutMetricAlarm', { alarmName: 'web-cpu', ...metric() }),
    [ALARM, 'Cluster cluster/shop'],
  ),
  situation(
    'PutMetricAlarm on a metric maths over two services',
    cloudWatch('PutMetricAlarm', {
      alarmName: 'web-cpu',
      metrics: [
        { id: 'm1', metricStat: { metric: metric('web'), period: 60, stat: 'Average' }, returnData: false },
        { id: 'm2', metricStat: { metric: metric('api'), period: 60, stat: 'Average' }, returnData: false },
        { id: 'e1', expression: 'MAX([m1,m2])' },
      ],
    }),
    [ALARM, 'Service service/shop/web', 'Service service/shop/api'],
  ),
  situation(
    'PutMetricAlarm on something else',
    cloudWatch('PutMetricAlarm', {
      alarmName: 'web-cpu',
      namespace: 'AWS/EC2',
      dimensions: [{ name: 'InstanceId', value: 'i-1' }],
    }),
    [ALARM],
  ),
  situation('PutMetricAlarm without a name', cloudWatch('PutMetricAlarm', null), [
    'malformed: it names no alarm',
  ]),
  situation('a name of two lines', cloudWatch('PutMetricAlarm', { alarmName: 'web\ncpu' }), [
    'malformed: names no valid alarm name',
  ]),
  situation(
    'PutCompositeAlarm and the alarms in its rule',
    cloudWatch('PutCompositeAlarm', {
      alarmName: 'page us',
      alarmRule: `ALARM("web-cpu") OR ALARM(arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:web-memory)`,
    }),
    ['Alarm alarm:page us', ALARM, 'Alarm alarm:web-memory'],
  ),
  situation('DeleteAlarms', cloudWatch('DeleteAlarms', { alarmNames: ['web-cpu', 'a/b: c'] }), [
    ALARM,
    'Alarm alarm:a/b: c',
  ]),
  situation('DisableAlarmActions', cloudWatch('DisableAlarmActions', { alarmNames: ['web-cpu'] }), [ALARM]),
  situation('EnableAlarmActions', cloudWatch('EnableAlarmActions', { alarmNames: ['web-cpu'] }), [ALARM]),
  situation(
    'Unsubscribe names the subscription',
    sns('Unsubscribe', { subscriptionArn: topicArn('ops:0a1b2c3d-0000-4000-8000-000000000000') }),
    TOPIC,
  ),
  situation('DeleteTopic', sns('DeleteTopic', { topicArn: topicArn('ops') }), TOPIC),
  situation('a topic of another account', sns('DeleteTopic', { topicArn: topicArn('ops', OTHER) }), [
    `ignored: belongs to account ${OTHER}`,
  ]),
  situation('a topic that is none', sns('DeleteTopic', { topicArn: 'ops' }), [
    'malformed: names no valid topic ARN',
  ]),
  situation('a topic without an ARN', sns('DeleteTopic', null), ['malformed: it names no topic']),
];
