import { type Counts, judgeUsage } from '#controls/usage-alarms.ts';
import { defineControl } from '#domain/control.ts';
import { notApplicable } from '#domain/evaluation.ts';
import { between } from '#domain/instant.ts';
import type { Service } from '#domain/service.ts';

const DAY_MS = 86_400_000;

export default defineControl({
  id: 'service-usage-alarms',
  title: 'Alarms watch the CPU and memory use of a service',
  guidance: ['AUD-1'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECS::Service',
  facts: ['service', 'usageAlarms'],
  parameters: ['alarms'],
  why:
    'Use that is unusually high is how a miner, a runaway task or a flood of requests shows first. Without an alarm that tells ' +
    'somebody, it shows on the bill.',
  blindSpots: [
    'A rule of EventBridge may pass on the state of an alarm that has no action; such rules are not read. Alarms that are kept outside of the account are named by the setting `alarms.external`.',
    'Whether the alarm ever had data, how long it takes to be set off, and whether it is muted for a time are not looked at.',
    'A threshold in units (`CpuUtilized`) says nothing of how much that is, and is not held against the settings; nor is what an expression does with its metrics.',
    'A new subscription is seen by the next sweep; so is one that ends by the link in a mail, of which there is no event.',
    'Of a topic of another account, whether anybody reads it cannot be told.',
    'Alarms on one task, container or family do not count; one on the whole cluster does, though the others may hide what one service uses.',
    'Whether a confirmed subscription is a person who acts on it cannot be seen.',
  ],
  remediation: {
    text: 'Give the service an alarm on each, with a topic that somebody reads. The construct EcsUsageAlarms of this package makes both for every service it is told.',
    cli:
      'aws cloudwatch put-metric-alarm --alarm-name <cluster>-<service>-cpu --namespace AWS/ECS --metric-name CPUUtilization ' +
      '--dimensions Name=ClusterName,Value=<cluster> Name=ServiceName,Value=<service> --statistic Average --period 60 ' +
      '--evaluation-periods 5 --threshold 80 --comparison-operator GreaterThanThreshold --alarm-actions <topic-arn>',
    cloudFormation:
      'Type: AWS::CloudWatch::Alarm\nProperties:\n  Namespace: AWS/ECS\n  MetricName: CPUUtilization # and MemoryUtilization\n' +
      '  Dimensions:\n    - { Name: ClusterName, Value: <cluster> }\n    - { Name: ServiceName, Value: <service> }\n' +
      '  Statistic: Average\n  Period: 60\n  EvaluationPeriods: 5\n  Threshold: 80\n' +
      '  ComparisonOperator: GreaterThanThreshold\n  AlarmActions: [<topic-arn>]\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html',
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  ],
  evaluate: ({ service, usageAlarms }, { parameters, now }) => {
    const { desiredCount, createdAt } = service;
    if (parameters.alarms.external)
      return notApplicable('its use is watched outside of the account (alarms.external)');
    if (usageAlarms.isSilent) return notApplicable('the account file says nothing of alarms');
    if (desiredCount === 0) return notApplicable('it is to run no tasks');
    if (createdAt !== undefined && between(createdAt, now) < DAY_MS)
      return notApplicable('it is younger than a day');
    return judgeUsage(usageAlarms.alarms, countsFor(service), parameters.alarms);
  },
});

/**
 * Of the cluster's own metrics only those of Container Insights take in Fargate: the others are of tasks on EC2 (ECS
 * developer guide, "Amazon ECS cluster utilization metrics").
 */
const countsFor =
  ({ capacity }: Service): Counts =>
  ({ of, namespace, reserved }) => {
    if (of === 'service') return true;
    if (reserved) return false;
    if (namespace === 'ECS/ContainerInsights') return true;
    const others = capacity.filter((kind) => kind !== 'EC2' && kind !== 'MANAGED_INSTANCES');
    if (others.length === 0) return true;
    return others.every((kind) => kind === 'PROVIDER')
      ? 'it watches what runs on EC2, and on what the service runs is not known'
      : false;
  };
