import { judgeUsage } from '#controls/usage-alarms.ts';
import { defineControl } from '#domain/control.ts';
import { notApplicable, notAvailable } from '#domain/evaluation.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';

export default defineControl({
  id: 'cluster-usage-alarms',
  title: 'Alarms watch the CPU and memory use of a cluster with instances or tasks of its own',
  guidance: ['AUD-1'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECS::Cluster',
  facts: ['cluster', 'usageAlarms'],
  optionalFacts: ['standaloneTasks'],
  parameters: ['alarms'],
  why:
    'Tasks that no service runs are watched by no alarm on a service: a miner started with RunTask shows only in the use of its ' +
    'cluster. And instances that are full take no more tasks.',
  blindSpots: [
    'The metrics that come free are of tasks on EC2 only: what runs on Fargate without a service shows in those of Container Insights alone.',
    'A rule of EventBridge may pass on the state of an alarm that has no action; such rules are not read.',
    'Whether the alarm ever had data, how long it takes to be set off, and whether it is muted for a time are not looked at.',
    'A threshold in units (`CpuUtilized`) says nothing of how much that is, and is not held against the settings.',
    'A cluster counts for a day after a task without a service was last seen in it.',
  ],
  remediation: {
    text: 'Give the cluster an alarm on each, of its use or of what is reserved, with a topic that somebody reads; for tasks on Fargate switch Container Insights on and use its metrics.',
    cli:
      'aws cloudwatch put-metric-alarm --alarm-name <cluster>-cpu --namespace AWS/ECS --metric-name CPUUtilization ' +
      '--dimensions Name=ClusterName,Value=<cluster> --statistic Average --period 60 ' +
      '--evaluation-periods 5 --threshold 80 --comparison-operator GreaterThanThreshold --alarm-actions <topic-arn>',
    cloudFormation:
      'Type: AWS::CloudWatch::Alarm\nProperties:\n  Namespace: AWS/ECS # ECS/ContainerInsights for Fargate\n  MetricName: CPUUtilization # CpuUtilized there\n' +
      '  Dimensions:\n    - { Name: ClusterName, Value: <cluster> }\n' +
      '  Statistic: Average\n  Period: 60\n  EvaluationPeriods: 5\n  Threshold: 80\n' +
      '  ComparisonOperator: GreaterThanThreshold\n  AlarmActions: [<topic-arn>]\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster_utilization.html',
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html',
  ],
  evaluate: ({ cluster, usageAlarms, standaloneTasks }, { parameters }) => {
    const hasInstances = (cluster.containerInstances ?? 0) > 0;
    if (parameters.alarms.external)
      return notApplicable('its use is watched outside of the account (alarms.external)');
    if (usageAlarms.isSilent) return notApplicable('the account file says nothing of alarms');
    if (!hasInstances) {
      if (isUnavailable(standaloneTasks))
        return notAvailable(
          `what runs in it without a service is not known (${sayUnavailable(standaloneTasks)})`,
        );
      if (!standaloneTasks.ranLately)
        return notApplicable('it has no instances, and no tasks but those of services');
    }
    return judgeUsage(
      usageAlarms.alarms,
      ({ of, namespace }) => of === 'cluster' && (hasInstances || namespace === 'ECS/ContainerInsights'),
      parameters.alarms,
    );
  },
});
