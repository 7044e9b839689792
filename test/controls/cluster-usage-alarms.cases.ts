import type { Cluster, StandaloneTasks } from '#domain/cluster.ts';
import type { UsageAlarm, UsageAlarms } from '#domain/usage-alarm.ts';
import { alarmWay, bothAlarms, cluster } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const tasks = (says: Partial<StandaloneTasks> = {}): StandaloneTasks => ({
  status: 'ACTIVE',
  revisions: [],
  execRevisions: [],
  images: { images: [], complete: true },
  ...says,
});
const onEc2 = (usageAlarms: UsageAlarms, says: Partial<Cluster> = {}): Given => ({
  facts: { cluster: cluster({ containerInstances: 2, ...says }), usageAlarms, standaloneTasks: tasks() },
});
const onFargate = (usageAlarms: UsageAlarms): Given => ({
  facts: {
    cluster: cluster({ containerInstances: 0 }),
    usageAlarms,
    standaloneTasks: tasks({ ranLately: true }),
  },
});
const whole = (says: Partial<UsageAlarm> = {}): UsageAlarms => bothAlarms({ of: 'cluster', ...says });

export default {
  passes: {
    'use of a cluster on EC2': onEc2(whole()),
    'what is reserved counts too': onEc2(whole({ reserved: true })),
    'tasks on Fargate seen by Container Insights': onFargate(whole({ namespace: 'ECS/ContainerInsights' })),
  },
  fails: {
    'no alarm': {
      ...onEc2({ alarms: [] }),
      reasons: ['no-alarm cpu', 'no-alarm memory'],
      severity: 'MEDIUM',
    },
    'alarms on a service do not watch its cluster': {
      ...onEc2(bothAlarms()),
      reasons: ['no-alarm cpu', 'no-alarm memory'],
      severity: 'MEDIUM',
    },
    'tasks on Fargate, and the metrics of EC2': {
      ...onFargate(whole()),
      reasons: ['no-alarm cpu', 'no-alarm memory'],
      severity: 'MEDIUM',
    },
    'nobody is told': {
      ...onEc2(whole({ ways: [alarmWay({ reaches: false })] })),
      reasons: ['no-recipient cpu', 'no-recipient memory'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {
    'services on Fargate alone': {
      facts: {
        cluster: cluster({ containerInstances: 0 }),
        usageAlarms: { alarms: [] },
        standaloneTasks: tasks(),
      },
      why: /no instances, and no tasks/,
    },
    'watched elsewhere': {
      ...onEc2({ alarms: [] }),
      parameters: { alarms: { cpu: 90, memory: 90, external: true } },
      why: /outside of the account/,
    },
    'an account file without alarms': { ...onEc2({ alarms: [], isSilent: true }), why: /says nothing/ },
  },
  notAvailable: {
    'what runs in it may not be read': {
      facts: {
        cluster: cluster({ containerInstances: 0 }),
        usageAlarms: { alarms: [] },
        standaloneTasks: { unavailable: 'denied', what: 'ecs:ListTasks' },
      },
      why: /access denied: ecs:ListTasks/,
    },
  },
  worse: {
    before: onEc2(whole({ ways: [alarmWay({ reaches: false })] })),
    after: onEc2({ alarms: [] }),
  },
} satisfies Cases;
