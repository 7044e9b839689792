import type { Role } from '@aws-sdk/client-iam';
import type { Arn } from '#domain/arn.ts';
import type { Organization, TagAuthorization } from '#domain/credentials.ts';
import type { EncryptionKey } from '#domain/encryption-key.ts';
import type { FactValues, ReadFactName } from '#domain/facts.ts';
import type { PolicyDocument, PrincipalRecord } from '#domain/identity.ts';
import type { ApprovedBases, ImageConfig, Provenance } from '#domain/image-content.ts';
import type { Instant } from '#domain/instant.ts';
import type { RegionAlarms } from '#domain/normalise/alarms.ts';
import type { Fields } from '#domain/normalise/fields.ts';
import type { Manifest } from '#domain/normalise/manifest.ts';
import type { Clock, Listing, ReadContext } from '#domain/ports.ts';
import type { Readable } from '#domain/readable.ts';
import type { Reading, Unavailable } from '#domain/reading.ts';
import type { ImageRepositories, PullThroughCache } from '#domain/repository.ts';
import type { Place, Resource } from '#domain/resource.ts';
import type { SecurityGroup } from '#domain/security-group.ts';
import type { TaskDefinition } from '#domain/task-definition.ts';
import type { PrivateZones, Vpc } from '#domain/vpc.ts';
import type { classicLoadBalancingCalls } from './calls/classic-load-balancing.ts';
import type { cloudTrailCalls } from './calls/cloudtrail.ts';
import type { cloudWatchCalls } from './calls/cloudwatch.ts';
import type { ec2Calls } from './calls/ec2.ts';
import type { ecrCalls } from './calls/ecr.ts';
import type { ecsCalls } from './calls/ecs.ts';
import type { efsCalls } from './calls/efs.ts';
import type { iamCalls } from './calls/iam.ts';
import type { kmsCalls } from './calls/kms.ts';
import type { loadBalancingCalls } from './calls/load-balancing.ts';
import type { organizationsCalls } from './calls/organizations.ts';
import type { route53Calls } from './calls/route53.ts';
import type { s3Calls } from './calls/s3.ts';
import type { s3ControlCalls } from './calls/s3-control.ts';
import type { snsCalls } from './calls/sns.ts';
import type { Reported } from './iam/credential-report.ts';
import type { Everybody } from './iam/everybody.ts';
import type { Pool } from './pool.ts';
import type { Recent } from './recent.ts';
import type { Groups, Shelf } from './shelf.ts';

/** A report of Docker Bench as it lies in the bucket. */
export interface StoredReport {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly storedAt: Instant;
}

/** The account as readers see it: the services' calls by region, and what looks may share. */
export interface LiveAccount {
  readonly clock: Clock;
  /** The bucket of this monitor that reports of Docker Bench lie in; absent: there is none. */
  readonly bench?: { readonly name: string; readonly region: string };
  /** Those that are watched. */
  readonly regions: readonly string[];
  ecs(region: string): Promise<ReturnType<typeof ecsCalls>>;
  ecr(region: string): Promise<ReturnType<typeof ecrCalls>>;
  efs(region: string): Promise<ReturnType<typeof efsCalls>>;
  ec2(region: string): Promise<ReturnType<typeof ec2Calls>>;
  kms(region: string): Promise<ReturnType<typeof kmsCalls>>;
  iam(region: string): Promise<ReturnType<typeof iamCalls>>;
  organizations(region: string): Promise<ReturnType<typeof organizationsCalls>>;
  loadBalancing(region: string): Promise<ReturnType<typeof loadBalancingCalls>>;
  classicLoadBalancing(region: string): Promise<ReturnType<typeof classicLoadBalancingCalls>>;
  cloudTrail(region: string): Promise<ReturnType<typeof cloudTrailCalls>>;
  route53(region: string): Promise<ReturnType<typeof route53Calls>>;
  cloudWatch(region: string): Promise<ReturnType<typeof cloudWatchCalls>>;
  sns(region: string): Promise<ReturnType<typeof snsCalls>>;
  s3(region: string): Promise<ReturnType<typeof s3Calls>>;
  s3Control(region: string): Promise<ReturnType<typeof s3ControlCalls>>;
  readonly shelves: {
    readonly services: Shelf<ReadonlyMap<Arn, Fields>>;
    readonly clusters: Shelf<ReadonlyMap<Arn, Fields>>;
    readonly capacityProviders: Shelf<readonly unknown[]>;
    readonly repositories: Shelf<unknown>;
    readonly scanning: Shelf<ReadonlyMap<Arn, Fields>>;
    readonly trails: Shelf<readonly Fields[]>;
    readonly everybody: Shelf<Everybody>;
    /** By the name of the role; undefined: there is none. */
    readonly trusts: Shelf<Role | undefined>;
    /** By ARN; undefined: it is gone. */
    readonly managedPolicies: Shelf<PolicyDocument | undefined>;
    /** The name of the role in an instance profile, by the ARN of that. */
    readonly instanceProfiles: Shelf<string | undefined>;
    readonly organization: Shelf<Organization | undefined>;
    /** By region. */
    readonly tagAuthorization: Shelf<TagAuthorization[string]>;
    /** By region. */
    readonly alarms: Shelf<RegionAlarms>;
    /** The newest of each machine, by bucket. */
    readonly benchReports: Shelf<ReadonlyMap<string, StoredReport>>;
    /** By topic. */
    readonly subscriptions: Shelf<boolean>;
    readonly pullThroughRules: Shelf<PullThroughCache[string]>;
    readonly serviceRevisions: Shelf<ReadonlyMap<Arn, Fields>>;
    readonly images: Shelf<ReadonlyMap<Arn, Fields>>;
    readonly bases: Shelf<ApprovedBases>;
    readonly allRepositories: Shelf<ReadonlyMap<Arn, ImageRepositories[string]> | Unavailable>;
    readonly fileSystems: Shelf<ReadonlyMap<string, unknown>>;
    readonly accessPoints: Shelf<ReadonlyMap<string, unknown>>;
    /** By group of container instances. */
    readonly containerInstances: Shelf<ReadonlyMap<Arn, Fields>>;
    readonly hosts: Shelf<ReadonlyMap<string, Fields>>;
    /** By region and id. */
    readonly machineImages: Shelf<Fields | undefined>;
    readonly keys: Shelf<EncryptionKey | Unavailable>;
    /** By load balancer. */
    readonly listeners: Shelf<readonly Fields[]>;
    /** By listener. */
    readonly listenerRules: Shelf<readonly Fields[]>;
    /** By region. */
    readonly tlsPolicies: Shelf<ReadonlyMap<string, readonly string[]>>;
    /** By classic load balancer. */
    readonly classicPolicies: Shelf<readonly Fields[]>;
    /** Address ranges by region and id. */
    readonly prefixLists: Shelf<readonly string[]>;
    /** By region and id. */
    readonly vpcs: Shelf<Vpc | undefined>;
    readonly privateZones: Shelf<PrivateZones>;
    /** By region and name of an endpoint service. */
    readonly policySupport: Shelf<Readable<boolean>>;
    /** The VPCs of a cluster's instances, by cluster. */
    readonly hostVpcs: Shelf<readonly string[]>;
  };
  /** Things by id that many look at. */
  readonly pools: {
    /** By kind and name. */
    readonly principals: Pool<PrincipalRecord>;
    /** By the name of the user. */
    readonly credentials: Pool<Reported>;
    readonly securityGroups: Pool<SecurityGroup>;
    /** By VPC. */
    readonly defaultGroups: Pool<SecurityGroup>;
    readonly subnets: Pool<Fields>;
    /** By VPC. */
    readonly routeTables: Pool<readonly Fields[]>;
    /** By VPC. */
    readonly vpcSubnets: Pool<readonly Fields[]>;
    readonly vpcEndpoints: Pool<readonly Fields[]>;
    readonly endpoints: Pool<Fields>;
    readonly targetGroups: Pool<Fields>;
    readonly loadBalancers: Pool<Fields>;
    readonly classicLoadBalancers: Pool<Fields>;
  };
  readonly groups: {
    readonly services: Groups;
    readonly containerInstances: Groups;
    readonly clusters: Groups;
    readonly repositories: Groups;
    readonly images: Groups;
  };
  /** What never changes of a revision, by its ARN. */
  readonly revisions: Recent<TaskDefinition>;
  /** Versions of managed policies, by the id of the policy and theirs: none ever changes. */
  readonly policyVersions: Recent<PolicyDocument>;
  /** What is behind a digest never changes either: manifests, configurations and attestations of images, by it. */
  readonly manifests: Recent<Manifest>;
  readonly configs: Recent<ImageConfig>;
  readonly provenances: Recent<Provenance>;
  /** Reports of Docker Bench as text, by bucket, key and ETag. */
  readonly reports: Recent<string>;
}

/** Reads one fact. A failed call may be thrown: it becomes a reading. */
export type Reader<F extends ReadFactName> = (
  resource: Resource,
  context: ReadContext,
  account: LiveAccount,
) => Promise<Reading<FactValues[F]>>;

/** Lists resources of one type in one region, a page at a time. */
export type Lister = (place: Place, page: string | undefined, account: LiveAccount) => Promise<Listing>;
