import type { Service } from '#domain/service.ts';
import type { AlarmWay, UsageAlarm, UsageAlarms } from '#domain/usage-alarm.ts';
import { alarmWay, bothAlarms, service, usageAlarm } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const given = (usageAlarms: UsageAlarms, says: Partial<Service> = {}): Given => ({
  facts: { service: service([], says), usageAlarms },
});
const alarmed = (says: Partial<UsageAlarm>, of: Partial<Service> = {}): Given => given(bothAlarms(says), of);
const told = (...ways: readonly Partial<AlarmWay>[]): Given => alarmed({ ways: ways.map(alarmWay) });
const cluster = { of: 'cluster' as const };

export default {
  passes: {
    'an alarm on each': alarmed({}),
    'a threshold just at the limit': alarmed({ threshold: 90 }),
    'an anomaly band has no threshold': alarmed({ raises: 'unusual', threshold: undefined }),
    'alarms on the cluster where all runs on EC2': alarmed(cluster, { capacity: ['EC2'] }),
    'alarms of Container Insights on a cluster with Fargate': alarmed({
      ...cluster,
      namespace: 'ECS/ContainerInsights',
      percent: false,
      threshold: 2048,
    }),
    'no action of its own, but a composite alarm that tells': told({ reaches: false }, { reaches: true }),
    'actions switched off, but a composite alarm that tells': told({ enabled: false }, { reaches: true }),
    'a good alarm beside one that cannot be told': given({
      alarms: [...bothAlarms().alarms, ...bothAlarms({ unsure: 'Ref Cluster' }).alarms],
    }),
    'a service older than a day': alarmed({}, { createdAt: '2026-04-13T11:00:00.000Z', desiredCount: 2 }),
  },
  fails: {
    'no alarm at all': {
      ...given({ alarms: [] }),
      reasons: ['no-alarm cpu', 'no-alarm memory'],
      severity: 'MEDIUM',
    },
    'CPU only': { ...given({ alarms: [usageAlarm()] }), reasons: ['no-alarm memory'], severity: 'MEDIUM' },
    'an alarm on low use': {
      ...alarmed({ raises: 'below' }),
      reasons: ['no-alarm cpu', 'no-alarm memory'],
      severity: 'MEDIUM',
    },
    'a threshold that is never reached': {
      ...alarmed({ threshold: 99 }),
      reasons: ['threshold-high cpu', 'threshold-high memory'],
      severity: 'MEDIUM',
    },
    'a limit of the settings': {
      ...alarmed({ threshold: 80 }),
      parameters: { alarms: { cpu: 70, memory: 90, external: false } },
      reasons: ['threshold-high cpu'],
      severity: 'MEDIUM',
    },
    'nobody is told': {
      ...told({ reaches: false }),
      reasons: ['no-recipient cpu', 'no-recipient memory'],
      severity: 'MEDIUM',
    },
    'actions are switched off': {
      ...told({ enabled: false }),
      reasons: ['actions-off cpu', 'actions-off memory'],
      severity: 'MEDIUM',
    },
    'the alarm with the fewest faults says what is wrong': {
      ...given({
        alarms: [
          ...bothAlarms({ threshold: 99, ways: [alarmWay({ enabled: false })] }).alarms,
          ...bothAlarms({ threshold: 95 }).alarms,
        ],
      }),
      reasons: ['threshold-high cpu', 'threshold-high memory'],
      severity: 'MEDIUM',
    },
    'alarms on the cluster see nothing of Fargate': {
      ...alarmed(cluster),
      reasons: ['no-alarm cpu', 'no-alarm memory'],
      severity: 'MEDIUM',
    },
    'what is reserved is not what is used': {
      ...alarmed({ ...cluster, reserved: true }, { capacity: ['EC2'] }),
      reasons: ['no-alarm cpu', 'no-alarm memory'],
      severity: 'MEDIUM',
    },
    'switched off, whatever its recipient is': {
      ...told({ enabled: false, reaches: 'access denied: sns:ListSubscriptionsByTopic' }),
      reasons: ['actions-off cpu', 'actions-off memory'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {
    'no tasks are wanted': { ...given({ alarms: [] }, { desiredCount: 0 }), why: /no tasks/ },
    'younger than a day': {
      ...given({ alarms: [] }, { createdAt: '2026-04-14T00:00:00.000Z' }),
      why: /younger than a day/,
    },
    'watched elsewhere': {
      ...given({ alarms: [] }),
      parameters: { alarms: { cpu: 90, memory: 90, external: true } },
      why: /outside of the account/,
    },
    'an account file without alarms': { ...given({ alarms: [], isSilent: true }), why: /says nothing/ },
  },
  notAvailable: {
    'a topic of another account': {
      ...told({ reaches: "another account's: subscriptions of a topic of account 999999999999" }),
      why: /999999999999/,
    },
    'a threshold that is decided at deployment': {
      ...alarmed({ threshold: { unreadable: 'Ref Threshold is not known before deployment' } }),
      why: /Ref Threshold/,
    },
    'actions that may be switched on at deployment': {
      ...told({ enabled: { unreadable: 'Ref Enabled is not known before deployment' } }),
      why: /Ref Enabled/,
    },
    'an alarm that may be on another service': { ...alarmed({ unsure: 'Ref Service' }), why: /Ref Service/ },
    'a comparison that is not known': { ...alarmed({ raises: 'unknown' }), why: /sets it off/ },
    'an alarm on the cluster, and capacity of an unknown kind': {
      ...alarmed(cluster, { capacity: ['PROVIDER'] }),
      why: /on what the service runs/,
    },
  },
  worse: {
    before: alarmed({ threshold: 95 }),
    after: alarmed({ threshold: 95, ways: [alarmWay({ enabled: false })] }),
  },
} satisfies Cases;
