import type { Cluster, StandaloneTasks } from './cluster.ts';
import type { Denials } from './denials.ts';
import type { Family } from './family.ts';
import type {
  LifecyclePolicy,
  PullThroughCache,
  Repository,
  RepositoryScanning,
  TagsInUse,
} from './repository.ts';
import type { ResourceType } from './resource.ts';
import type { LoadBalancers, Service } from './service.ts';

/** Every fact and the shape of its value: one normalised reading about a resource. */
export interface FactValues {
  readonly family: Family;
  readonly service: Service;
  readonly loadBalancers: LoadBalancers;
  readonly cluster: Cluster;
  readonly standaloneTasks: StandaloneTasks;
  readonly repository: Repository;
  readonly repositoryScanning: RepositoryScanning;
  readonly lifecyclePolicy: LifecyclePolicy;
  readonly pullThroughCache: PullThroughCache;
  readonly tagsInUse: TagsInUse;
  readonly denials: Denials;
}
export type FactName = keyof FactValues;

/** Facts that edges alone tell, without a call: no source reads them. */
export type EdgeFactName = 'tagsInUse' | 'denials';
export type ReadFactName = Exclude<FactName, EdgeFactName>;

/** An IAM action, `service:Action`; tests hold the names against AWS's own list. */
export type Action = `${string}:${string}`;

/** What a fact costs and where it comes from. */
export interface FactSpec {
  /** The read actions of one look. Empty: it comes from edges alone, without a call. */
  readonly actions: readonly Action[];
  /** Further actions that list many resources at once in a sweep. */
  readonly bulk: readonly Action[];
  /** Facts that must be read before this one. */
  readonly needs: readonly FactName[];
  /** Types of *other* resources it reads: a change to one of those looks at its users. */
  readonly reads: readonly ResourceType[];
  /** Whether it reads who uses the resource: a changed use makes a look at the used. */
  readonly readsUsers: boolean;
  /** Whether absence of the thing it reads means that the resource itself is gone. */
  readonly identifies: boolean;
}

/** The price list. A fact without an entry does not compile. */
const FACTS = {
  family: {
    actions: ['ecs:DescribeTaskDefinition', 'ecs:DescribeDaemonTaskDefinition'],
    bulk: ['ecs:ListTaskDefinitionFamilies', 'ecs:ListDaemonTaskDefinitions'],
    needs: [],
    reads: [],
    readsUsers: true,
    identifies: true,
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
    reads: [],
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
  repository: {
    actions: ['ecr:DescribeRepositories', 'ecr:ListTagsForResource'],
    bulk: [],
    needs: [],
    reads: [],
    readsUsers: false,
    identifies: true,
  },
  repositoryScanning: {
    actions: ['ecr:BatchGetRepositoryScanningConfiguration'],
    bulk: [],
    needs: ['repository'],
    reads: ['AWS::ECR::Registry'],
    readsUsers: false,
    identifies: false,
  },
  lifecyclePolicy: {
    actions: ['ecr:GetLifecyclePolicy'],
    bulk: [],
    needs: ['repository'],
    reads: [],
    readsUsers: false,
    identifies: false,
  },
  pullThroughCache: {
    actions: ['ecr:DescribePullThroughCacheRules'],
    bulk: [],
    needs: ['family'],
    reads: ['AWS::ECR::Registry'],
    readsUsers: false,
    identifies: false,
  },
  tagsInUse: { actions: [], bulk: [], needs: [], reads: [], readsUsers: true, identifies: false },
  denials: { actions: [], bulk: [], needs: [], reads: [], readsUsers: true, identifies: false },
} as const satisfies Record<FactName, FactSpec>;

export const FACT_NAMES = Object.keys(FACTS) as readonly FactName[];
export const factSpec = (name: FactName): FactSpec => FACTS[name];
