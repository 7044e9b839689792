import type { Arn } from '#domain/arn.ts';
import type { FactValues, ReadFactName } from '#domain/facts.ts';
import type { FactSource, Page, ReadContext } from '#domain/ports.ts';
import type { Reading } from '#domain/reading.ts';
import {
  accountOf,
  isListed,
  isOnlyUsed,
  type Resource,
  type ResourceType,
  resourceOf,
} from '#domain/resource.ts';
import { readUsageAlarms } from './account-alarms.ts';
import { readListeners, readLoadBalancers } from './account-balancers.ts';
import { readApprovedBases } from './account-bases.ts';
import { readDockerBench } from './account-bench.ts';
import { readCluster, readExecUse, readStandaloneTasks } from './account-cluster.ts';
import {
  readCredentials,
  readOrganization,
  readRootCredentials,
  readTagAuthorization,
} from './account-credentials.ts';
import { readEcrAccess } from './account-ecr-access.ts';
import { readAccessPoints, readFileSystem, readFileSystemPolicy } from './account-efs.ts';
import { readFamily } from './account-family.ts';
import { readFamilyImages, readImageSuccessors } from './account-family-images.ts';
import type { AccountChanges, AccountFile } from './account-file.ts';
import { readPrincipal } from './account-identity.ts';
import { readImage, readImageContent, readImageScan, readImageSignatures } from './account-image.ts';
import { readBridgedTasks, readContainerInstance, readHost, readMachineImage } from './account-instance.ts';
import { readSecurityGroups, readSubnets } from './account-network.ts';
import {
  readEncryptionKey,
  readImageRepositories,
  readLifecyclePolicy,
  readPullThroughCache,
  readRepository,
  readRepositoryScanning,
} from './account-registry.ts';
import {
  readAccountPrincipals,
  readHostRole,
  readPassableRoles,
  readRolePolicies,
} from './account-role-use.ts';
import { readRunningImages, readService } from './account-service.ts';
import { readTaskNeeds } from './account-task-needs.ts';
import { readLogBucketPolicy, readTrail, readTrailBucket, readTrails } from './account-trail.ts';
import {
  readEndpointGroups,
  readEndpointPolicySupport,
  readPrivateZones,
  readVpc,
  readVpcEndpoint,
  readVpcEndpoints,
  readVpcSubnets,
} from './account-vpc.ts';
import { isGone, type Recorded } from './recorded.ts';
import { RecordedFacts } from './recorded-facts.ts';

/** An account saved as a file, read as the live one would be. */
export interface RecordedAccount extends FactSource {
  /** Changes the account: new facts of a resource replace the old ones, null ends it. */
  apply(changes: AccountChanges): void;
  /** Every fact read so far, in order. */
  readonly reads: readonly { readonly fact: ReadFactName; readonly arn: Arn }[];
}

type Readers = {
  readonly [F in ReadFactName]: (
    arn: Arn,
    recorded: Recorded,
    context: ReadContext,
  ) => Reading<FactValues[F]>;
};

const READERS: Readers = {
  family: readFamily,
  service: readService,
  loadBalancers: readLoadBalancers,
  listeners: readListeners,
  securityGroups: readSecurityGroups,
  subnets: readSubnets,
  cluster: readCluster,
  standaloneTasks: readStandaloneTasks,
  execUse: readExecUse,
  containerInstance: readContainerInstance,
  host: readHost,
  machineImage: readMachineImage,
  bridgedTasks: readBridgedTasks,
  repository: readRepository,
  repositoryScanning: readRepositoryScanning,
  lifecyclePolicy: readLifecyclePolicy,
  pullThroughCache: readPullThroughCache,
  imageRepositories: readImageRepositories,
  ecrAccess: readEcrAccess,
  runningImages: readRunningImages,
  encryptionKey: readEncryptionKey,
  image: readImage,
  imageContent: readImageContent,
  imageSuccessors: readImageSuccessors,
  imageScan: readImageScan,
  approvedBases: readApprovedBases,
  imageSignatures: readImageSignatures,
  usageAlarms: readUsageAlarms,
  dockerBench: readDockerBench,
  trails: readTrails,
  trail: readTrail,
  trailBucket: readTrailBucket,
  logBucketPolicy: readLogBucketPolicy,
  fileSystem: readFileSystem,
  fileSystemPolicy: readFileSystemPolicy,
  accessPoints: readAccessPoints,
  familyImages: readFamilyImages,
  principal: readPrincipal,
  roleTrust: readPrincipal,
  credentials: readCredentials,
  rootCredentials: readRootCredentials,
  organization: readOrganization,
  tagAuthorization: readTagAuthorization,
  passableRoles: readPassableRoles,
  accountPrincipals: readAccountPrincipals,
  rolePolicies: readRolePolicies,
  hostRole: readHostRole,
  taskNeeds: readTaskNeeds,
  vpc: readVpc,
  vpcSubnets: readVpcSubnets,
  vpcEndpoints: readVpcEndpoints,
  privateZones: readPrivateZones,
  vpcEndpoint: readVpcEndpoint,
  endpointGroups: readEndpointGroups,
  endpointPolicySupport: readEndpointPolicySupport,
};

/** ARNs on one page of a listing. */
const PAGE_SIZE = 100;

/** A source of facts over an account file; the file itself is never changed. */
export function recordedAccount(file: AccountFile): RecordedAccount {
  const recorded = new RecordedFacts();
  const listings = new Map<ResourceType, readonly Arn[]>();
  const change = (changes: AccountChanges): void => {
    for (const [arn, facts] of Object.entries(changes)) recorded.record(arn, facts);
    listings.clear();
  };
  const listing = (type: ResourceType): readonly Arn[] => {
    const arns = listings.get(type) ?? arnsOf(type, recorded);
    listings.set(type, arns);
    return arns;
  };
  change(file.resources);
  const reads: { fact: ReadFactName; arn: Arn }[] = [];
  return {
    reads,
    apply: change,
    async read(fact, { arn }: Resource, context) {
      reads.push({ fact, arn });
      return READERS[fact](arn, recorded, context);
    },
    async list(type, page) {
      return pageOf(listing(type), page);
    },
  };
}

/** Resources of a type that a listing would show; a task definition's family shows while a revision of it is ACTIVE. */
function arnsOf(type: ResourceType, recorded: Recorded): readonly Arn[] {
  if (type === 'AWS::::Account') return accountsOf(recorded);
  if (!isListed(type)) return [];
  const found = [...recorded].flatMap(([arn, facts]) => {
    const resource = resourceOf(arn);
    return resource?.type === type && !isGone(facts) ? [resource.arn] : [];
  });
  return [...new Set(found)].sort();
}

/** The account in each region that something is recorded of. */
function accountsOf(recorded: Recorded): readonly Arn[] {
  const accounts = [...recorded.keys()].flatMap((arn) => {
    const resource = resourceOf(arn);
    if (!resource || isOnlyUsed(resource.type)) return [];
    return (resource.type === 'AWS::::Account' ? arn : accountOf(arn)) ?? [];
  });
  return [...new Set(accounts)].sort();
}

/** A page begins behind the last ARN of the one before, so a change between two pages loses nothing else. */
function pageOf(arns: readonly Arn[], page: string | undefined): Page<Arn> {
  const rest = page === undefined ? arns : arns.filter((arn) => arn > page);
  const items = rest.slice(0, PAGE_SIZE);
  const next = rest.length > PAGE_SIZE ? items.at(-1) : undefined;
  return { items, ...(next !== undefined && { next }) };
}
