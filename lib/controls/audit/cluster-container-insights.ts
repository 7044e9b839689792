import { defineControl } from '#domain/control.ts';
import { failedIf, notAvailable, passed } from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';

export default defineControl({
  id: 'cluster-container-insights',
  title: 'A cluster has Container Insights switched on',
  guidance: ['AUD-1'],
  severity: 'LOW',
  version: 1,
  resourceType: 'AWS::ECS::Cluster',
  facts: ['cluster'],
  parameters: [],
  why:
    'Without Container Insights a cluster has no metrics of its tasks, containers and network, so an alarm cannot ' +
    'show the sudden load that a miner or a runaway task brings.',
  blindSpots: [
    'Whether an alarm watches the metrics is not looked at here.',
    'Metrics that another tool gathers in its place are not known.',
  ],
  remediation: {
    text: 'Switch Container Insights on, best with enhanced observability; its metrics are charged for.',
    cli: 'aws ecs update-cluster-settings --cluster <cluster> --settings name=containerInsights,value=enhanced',
    cloudFormation:
      'Type: AWS::ECS::Cluster\nProperties:\n  ClusterSettings:\n    - Name: containerInsights\n      Value: enhanced\n',
  },
  mappings: [{ framework: 'Security Hub', id: 'ECS.12' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterSetting.html',
  ],
  evaluate: ({ cluster: { containerInsights } }) => {
    if (isUnreadable(containerInsights))
      return notAvailable(`its Container Insights setting cannot be read (${containerInsights.unreadable})`);
    switch (containerInsights) {
      case 'enabled':
      case 'enhanced':
        return passed();
      case 'disabled':
      case undefined:
        return failedIf([
          {
            code: 'insights-off',
            subject: '-',
            message: 'no metrics of its tasks are gathered, for Container Insights is off',
            path: 'settings',
          },
        ]);
      default:
        return notAvailable(`the Container Insights setting ${containerInsights} is not known`);
    }
  },
});
