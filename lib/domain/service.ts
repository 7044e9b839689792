import type { Arn } from './arn.ts';
import type { Instant } from './instant.ts';
import type { Readable } from './readable.ts';
import type { Unavailable } from './reading.ts';

/** One network configuration in force for tasks of a service. */
export interface ServiceNetwork {
  /** Where it stands: `service`, `deployment` or `task-set`. */
  readonly at: 'service' | 'deployment' | 'task-set';
  readonly assignPublicIp: Readable<'ENABLED' | 'DISABLED'>;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** Why further subnets or groups, of a template, are not known. */
  readonly subnetsUnreadable?: string;
  readonly securityGroupsUnreadable?: string;
  readonly path: string;
}

/** What a part of a service that runs on Fargate says of the platform its tasks run on. */
export interface ServicePlatform {
  readonly at: ServiceNetwork['at'];
  /** `LATEST`, `1.4.0`; absent means LATEST. */
  readonly version: Readable<string>;
  /** `LINUX`, `WINDOWS_SERVER_2022_CORE`, …; the service's own where the part says none. */
  readonly family: Readable<string>;
  readonly path: string;
}

/** What the controls need to know of an ECS service. */
export interface Service {
  readonly arn: Arn;
  readonly cluster: Arn;
  /** ACTIVE, DRAINING or INACTIVE; INACTIVE is gone, DRAINING is not. */
  readonly status: string;
  /** Revisions that the service, its live deployments and its task sets run or want. */
  readonly revisions: readonly Arn[];
  /** Configurations of tasks with a network interface of their own (`awsvpc`), each once. */
  readonly networks: readonly ServiceNetwork[];
  /** `FARGATE`, `EC2`, `EXTERNAL`, `MANAGED_INSTANCES`, `PROVIDER` (a capacity provider whose kind is not known), over service, deployments, task sets. */
  readonly capacity: readonly string[];
  /** Of each part on Fargate, and of each that names a platform though its capacity is not known. */
  readonly platforms: readonly ServicePlatform[];
  readonly targetGroups: readonly Arn[];
  readonly classicLoadBalancers: readonly string[];
  /** Listeners or listener rules that only the test traffic of blue/green deployments comes through. */
  readonly testListenerRules: readonly Arn[];
  /** The container ports that its load balancers send to. */
  readonly balancedPorts: readonly number[];
  readonly executeCommand: boolean;
  /** ARNs of the service revisions that have or want tasks; none for deployments by CODE_DEPLOY or EXTERNAL. */
  readonly serviceRevisions: readonly Arn[];
  /** Tasks that should run; undefined: not said. */
  readonly desiredCount?: number;
  readonly createdAt?: Instant;
  /** Tasks that run now; undefined: not said. */
  readonly runningCount?: number;
  /** `DAEMON` or `REPLICA`. */
  readonly scheduling: string;
  /** `ECS` when an Express service manages it. */
  readonly managedBy?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A load balancer in front of a service. */
export interface LoadBalancer {
  readonly arn: Arn;
  readonly name: string;
  /** `unknown`: one that is gone, or whose kind is not said. */
  readonly kind: 'application' | 'network' | 'gateway' | 'classic' | 'unknown';
  /** `internet-facing` or `internal`; undefined when it could not be read. */
  readonly scheme?: string;
  /** Ids; a network load balancer may have none. */
  readonly securityGroups: readonly string[];
}

/** Where the load balancers of a service face; `unknown` when one could not be read. */
export interface LoadBalancers {
  readonly facing: 'internet' | 'internal' | 'none' | 'unknown';
  readonly internetFacing: readonly string[];
  /** All of them, each once, by ARN. */
  readonly balancers: readonly LoadBalancer[];
  /** Why others could not be read, while one that could faces the internet. */
  readonly unread: readonly Unavailable[];
}
