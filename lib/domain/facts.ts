import { CLOUDTRAIL_FACTS, type CloudTrailFacts } from './facts/cloudtrail.ts';
import { CLOUDWATCH_FACTS, type CloudWatchFacts } from './facts/cloudwatch.ts';
import { CONTAINER_INSTANCE_FACTS, type ContainerInstanceFacts } from './facts/container-instance.ts';
import { DOCKER_BENCH_FACTS, type DockerBenchFacts } from './facts/docker-bench.ts';
import { EC2_FACTS, type Ec2Facts } from './facts/ec2.ts';
import { ECR_FACTS, type EcrFacts } from './facts/ecr.ts';
import { ECS_FACTS, type EcsFacts } from './facts/ecs.ts';
import { EFS_FACTS, type EfsFacts } from './facts/efs.ts';
import { IAM_FACTS, type IamFacts } from './facts/iam.ts';
import { MONITOR_FACTS, type MonitorFacts } from './facts/monitor.ts';
import type { FactSpec as Spec } from './facts/spec.ts';
import { VPC_FACTS, type VpcFacts } from './facts/vpc.ts';

export type { Action } from './facts/spec.ts';

/** Every fact and the shape of its value: one normalised reading about a resource. One file of `facts/` a service. */
export interface FactValues
  extends EcsFacts,
    EcrFacts,
    Ec2Facts,
    VpcFacts,
    CloudTrailFacts,
    CloudWatchFacts,
    EfsFacts,
    IamFacts,
    ContainerInstanceFacts,
    DockerBenchFacts,
    MonitorFacts {}
export type FactName = keyof FactValues;
export type FactSpec = Spec<FactName>;

/** Facts that edges alone tell, without a call: no source reads them. */
export type EdgeFactName = 'tagsInUse' | 'denials' | 'usedAs' | 'sensitiveRepositories' | 'vpcUse';
/** What no look reads: a sweep looks it up. */
type SweptFactName = 'eventHistory';
export type ReadFactName = Exclude<FactName, EdgeFactName | SweptFactName>;

/** The price list. A fact without an entry does not compile. */
const FACTS = {
  ...ECS_FACTS,
  ...EC2_FACTS,
  ...VPC_FACTS,
  ...CONTAINER_INSTANCE_FACTS,
  ...ECR_FACTS,
  ...CLOUDTRAIL_FACTS,
  ...CLOUDWATCH_FACTS,
  ...EFS_FACTS,
  ...IAM_FACTS,
  ...DOCKER_BENCH_FACTS,
  ...MONITOR_FACTS,
} as const satisfies Record<FactName, FactSpec>;

export const FACT_NAMES = Object.keys(FACTS) as readonly FactName[];
export const factSpec = (name: FactName): FactSpec => FACTS[name];
