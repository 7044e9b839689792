import type { Cluster, ExecUse, StandaloneTasks } from '#domain/cluster.ts';
import type { Family } from '#domain/family.ts';
import type { Listeners } from '#domain/listener.ts';
import type { RunningImages } from '#domain/running-image.ts';
import type { LoadBalancers, Service } from '#domain/service.ts';
import type { FactSpec } from './spec.ts';

/** What is read of clusters, services and task definitions. */
export interface EcsFacts {
  readonly family: Family;
  readonly service: Service;
  readonly loadBalancers: LoadBalancers;
  readonly runningImages: RunningImages;
  readonly listeners: Listeners;
  readonly cluster: Cluster;
  readonly standaloneTasks: StandaloneTasks;
  readonly execUse: ExecUse;
}

export const ECS_FACTS = {
  family: {
    actions: ['ecs:DescribeTaskDefinition', 'ecs:DescribeDaemonTaskDefinition'],
    bulk: ['ecs:ListTaskDefinitionFamilies', 'ecs:ListDaemonTaskDefinitions'],
    needs: [],
    reads: [],
    readsUsers: true,
    identifies: true,
    shape: 2,
  },
  service: {
    actions: ['ecs:DescribeServices', 'ecs:DescribeClusters', 'ecs:DescribeCapacityProviders'],
    bulk: ['ecs:ListClusters', 'ecs:ListServices'],
    needs: [],
    reads: [],
    readsUsers: false,
    identifies: true,
  },
  loadBalancers: {
    actions: ['elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeLoadBalancers'],
    bulk: [],
    needs: ['service'],
    reads: [
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      'AWS::ElasticLoadBalancingV2::TargetGroup',
      'AWS::ElasticLoadBalancing::LoadBalancer',
    ],
    readsUsers: false,
    identifies: false,
  },
  runningImages: {
    actions: ['ecs:DescribeServiceRevisions', 'ecs:ListTasks', 'ecs:DescribeTasks'],
    bulk: [],
    needs: ['service'],
    reads: [],
    readsUsers: false,
    identifies: false,
  },
  listeners: {
    actions: [
      'elasticloadbalancing:DescribeListeners',
      'elasticloadbalancing:DescribeLoadBalancerPolicies',
      'elasticloadbalancing:DescribeLoadBalancers',
      'elasticloadbalancing:DescribeRules',
      'elasticloadbalancing:DescribeSSLPolicies',
    ],
    bulk: [],
    needs: ['service', 'loadBalancers'],
    reads: [
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      'AWS::ElasticLoadBalancingV2::TargetGroup',
      'AWS::ElasticLoadBalancing::LoadBalancer',
    ],
    readsUsers: false,
    identifies: false,
  },
  cluster: {
    actions: ['ecs:DescribeClusters'],
    bulk: ['ecs:ListClusters'],
    needs: [],
    reads: [],
    readsUsers: false,
    identifies: true,
  },
  standaloneTasks: {
    actions: ['ecs:DescribeClusters', 'ecs:ListTasks', 'ecs:DescribeTasks'],
    bulk: ['ecs:ListClusters'],
    needs: [],
    reads: [],
    readsUsers: false,
    identifies: true,
  },
  execUse: {
    actions: ['ecs:DescribeTaskDefinition'],
    bulk: [],
    needs: ['cluster', 'standaloneTasks'],
    reads: [],
    readsUsers: true,
    identifies: false,
  },
} as const satisfies Record<keyof EcsFacts, FactSpec>;
