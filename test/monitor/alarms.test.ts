import { describe, expect, it } from 'vitest';
import { controls } from '#controls/index.ts';
import type { Arn } from '#domain/arn.ts';
import {
  alarmArn,
  clusterArn,
  familyArn,
  regionalAccountArn,
  serviceArn,
  topicArn,
} from '#domain/resource.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { playStory, type StoryLine } from '#monitor/story.ts';
import { recordedAccount } from '#recorded/account.ts';
import { memoryStore } from '#recorded/memory-store.ts';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '123456789012' } as const;
const WEB = serviceArn(PLACE, 'shop', 'web');
const SHOP = clusterArn(PLACE, 'shop');
const TOPIC = topicArn(PLACE, 'ops');
const CPU = alarmArn(PLACE, 'web cpu');
const MEMORY = alarmArn(PLACE, 'web memory');
const PAGE = alarmArn(PLACE, 'page');

type Facts = Readonly<Record<string, unknown>>;
const alarm = (MetricName: string, more: Facts = {}): Facts => ({
  alarm: {
    Namespace: 'AWS/ECS',
    MetricName,
    Dimensions: [
      { Name: 'ClusterName', Value: 'shop' },
      { Name: 'ServiceName', Value: 'web' },
    ],
    Threshold: 80,
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmActions: [TOPIC],
    ...more,
  },
});
const topic = (SubscriptionArn: string): Facts => ({ subscriptions: [{ SubscriptionArn }] });
const account: Readonly<Record<Arn, Facts>> = {
  [WEB]: { service: { serviceName: 'web', launchType: 'FARGATE', desiredCount: 2 } },
  [CPU]: alarm('CPUUtilization'),
  [MEMORY]: alarm('MemoryUtilization'),
  [TOPIC]: topic(`${TOPIC}:0a1b`),
};

let minute = 0;
const event = (source: string, eventName: string, requestParameters: Facts): StoryLine => {
  minute += 5;
  return {
    event: {
      eventVersion: '1.11',
      userIdentity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::123456789012:assumed-role/ops/mallory',
        sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::123456789012:role/ops' } },
      },
      eventSource: `${source}.amazonaws.com`,
      eventName,
      awsRegion: PLACE.region,
      requestParameters,
      responseElements: null,
      recipientAccountId: PLACE.account,
      eventType: 'AwsApiCall',
      eventID: `event-${minute}`,
      eventTime: `2026-04-14T08:${String(minute % 60).padStart(2, '0')}:00Z`,
    },
  };
};

async function play(lines: readonly StoryLine[], resources: Readonly<Record<Arn, Facts>> = account) {
  const end = await playStory({
    lines: [{ sweep: true }, ...lines],
    account: recordedAccount({ version: 1, resources }),
    settings: DEFAULT_SETTINGS,
    controls,
    store: memoryStore(),
  });
  return end.findings.filter(({ controlId }) => controlId.endsWith('-usage-alarms'));
}
const becomes = (changes: Readonly<Record<Arn, Facts | null>>): StoryLine => ({ account: changes });

describe('a change to what tells of the use of a service looks at the service', () => {
  it('nothing is wrong before', async () => {
    expect(await play([])).toEqual([]);
  });

  it('its alarm is deleted: a finding that names who did it', async () => {
    minute = 0;
    const lines = [
      becomes({ [CPU]: null }),
      event('monitoring', 'DeleteAlarms', { alarmNames: ['web cpu'] }),
    ];
    expect(await play(lines)).toMatchObject([
      {
        resourceArn: WEB,
        status: 'OPEN',
        reasons: [{ code: 'no-alarm', subject: 'cpu' }],
        changes: [{ eventName: 'DeleteAlarms' }],
      },
    ]);
  });

  it('and made again: resolved, though the service no longer knew it', async () => {
    minute = 0;
    const lines = [
      becomes({ [CPU]: null }),
      event('monitoring', 'DeleteAlarms', { alarmNames: ['web cpu'] }),
      becomes({ [CPU]: alarm('CPUUtilization') }),
      event('monitoring', 'PutMetricAlarm', {
        alarmName: 'web cpu',
        namespace: 'AWS/ECS',
        metricName: 'CPUUtilization',
        dimensions: [
          { name: 'ClusterName', value: 'shop' },
          { name: 'ServiceName', value: 'web' },
        ],
      }),
    ];
    expect(await play(lines)).toMatchObject([{ status: 'RESOLVED', resolution: 'FIXED' }]);
  });

  it('its actions are switched off, then a composite alarm above it tells', async () => {
    minute = 0;
    const off = [
      becomes({ [CPU]: alarm('CPUUtilization', { ActionsEnabled: false }) }),
      event('monitoring', 'DisableAlarmActions', { alarmNames: ['web cpu'] }),
    ];
    expect(await play(off)).toMatchObject([
      { status: 'OPEN', reasons: [{ code: 'actions-off', subject: 'cpu' }] },
    ]);
    const AlarmRule = 'ALARM("web cpu")';
    const above = [
      becomes({ [PAGE]: { alarm: { AlarmRule, AlarmActions: [TOPIC] } } }),
      event('monitoring', 'PutCompositeAlarm', { alarmName: 'page', alarmRule: AlarmRule }),
    ];
    expect(await play([...off, ...above])).toMatchObject([{ status: 'RESOLVED' }]);
    const gone = [becomes({ [PAGE]: null }), event('monitoring', 'DeleteAlarms', { alarmNames: ['page'] })];
    expect(await play([...off, ...above, ...gone])).toMatchObject([{ status: 'OPEN' }]);
  });

  it('the only subscription of its topic ends', async () => {
    minute = 0;
    const lines = [
      becomes({ [TOPIC]: topic('PendingConfirmation') }),
      event('sns', 'Unsubscribe', { subscriptionArn: `${TOPIC}:0a1b` }),
    ];
    expect(await play(lines)).toMatchObject([
      { status: 'OPEN', reasons: [{ code: 'no-recipient', subject: 'cpu' }, { subject: 'memory' }] },
    ]);
  });
});

describe('a cluster with tasks of no service', () => {
  const tasks = [
    { taskDefinitionArn: `${familyArn(PLACE, 'job')}:1`, group: 'family:job', lastStatus: 'RUNNING' },
  ];
  const cluster: Facts = { cluster: { clusterName: 'shop', status: 'ACTIVE' } };

  it('keeps its finding for a day after they are over', async () => {
    const found = await play([becomes({ [SHOP]: cluster }), { sweep: true }], {
      ...account,
      [SHOP]: { ...cluster, tasks },
    });
    expect(found).toMatchObject([{ resourceArn: SHOP, status: 'OPEN', reasons: [{ code: 'no-alarm' }, {}] }]);
  });
});

describe('an account file', () => {
  const silent = { [WEB]: account[WEB] ?? {} };

  it('that says nothing of alarms is not judged for them', async () => {
    expect(await play([], silent)).toEqual([]);
  });

  it('that says that there are none is', async () => {
    expect(await play([], { ...silent, [regionalAccountArn(PLACE)]: { alarms: [] } })).toMatchObject([
      { resourceArn: WEB, status: 'OPEN' },
    ]);
  });
});
