import { Duration, Names, Token } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { BaseService } from 'aws-cdk-lib/aws-ecs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface EcsUsageAlarmsProps {
  /**
   * The services that get an alarm on CPU and one on memory: as `cluster/service`, or as constructs of the same app. No
   * service twice.
   */
  readonly services: readonly (string | BaseService)[];
  /** Who is told when an alarm is set off and when it is over. Somebody must be subscribed. */
  readonly topic: ITopic;
  /**
   * Average use in percent above which an alarm is set off, after five minutes.
   * @default 80 of each
   */
  readonly thresholds?: { readonly cpu?: number; readonly memory?: number };
}

/** What `service-usage-alarms` takes for a threshold of use, and the use that a service can have at most. */
const DEFAULT_THRESHOLD = 80;
const NAME = /^[A-Za-z0-9_-]{1,255}\/[A-Za-z0-9_-]{1,255}$/;

const MEASURES = [
  { id: 'Cpu', key: 'cpu', word: 'CPU', metricName: 'CPUUtilization' },
  { id: 'Memory', key: 'memory', word: 'memory', metricName: 'MemoryUtilization' },
] as const;

/**
 * Alarms on the CPU and memory use of services, as the control `service-usage-alarms` wants them:
 *
 *     new EcsUsageAlarms(this, 'UsageAlarms', { services: ['shop/web', worker], topic });
 */
export class EcsUsageAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, { services, topic, thresholds = {} }: EcsUsageAlarmsProps) {
    super(scope, id);
    const action = new SnsAction(topic);
    this.alarms = services.map(named).flatMap(({ key, cluster, service }) => {
      const within = new Construct(this, key);
      return MEASURES.map((measure) => {
        const threshold = thresholds[measure.key] ?? DEFAULT_THRESHOLD;
        const alarm = new Alarm(within, measure.id, {
          alarmName: `${cluster}/${service} ${measure.word} use above ${threshold} percent`,
          alarmDescription:
            `ECS service ${service} of cluster ${cluster} has used more than ${threshold} percent of its ${measure.word} for five minutes. ` +
            'If nobody expects that, look at what runs in its tasks before scaling it out.',
          metric: new Metric({
            namespace: 'AWS/ECS',
            metricName: measure.metricName,
            dimensionsMap: { ClusterName: cluster, ServiceName: service },
            statistic: 'Average',
            period: Duration.minutes(1),
          }),
          threshold,
          comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
          evaluationPeriods: 5,
          // A service without tasks has no use.
          treatMissingData: TreatMissingData.NOT_BREACHING,
        });
        alarm.addAlarmAction(action);
        alarm.addOkAction(action);
        return alarm;
      });
    });
  }
}

/** What a service is called in its dimensions, and in the tree of constructs, where names that are not known yet cannot stand. */
function named(service: string | BaseService): { key: string; cluster: string; service: string } {
  if (typeof service !== 'string')
    return {
      key: Names.uniqueId(service),
      cluster: service.cluster.clusterName,
      service: service.serviceName,
    };
  const [cluster = '', name = ''] = service.split('/');
  if (Token.isUnresolved(service) || !NAME.test(service))
    throw new Error(`EcsUsageAlarms: "${service}" is no service: write it as cluster/service`);
  return { key: `${cluster}-${name}`, cluster, service: name };
}
