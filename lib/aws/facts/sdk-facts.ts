import type { Arn } from '#domain/arn.ts';
import type { FactValues, ReadFactName } from '#domain/facts.ts';
import type { FactSource, Listing, ReadContext } from '#domain/ports.ts';
import type { Reading } from '#domain/reading.ts';
import {
  isListed,
  type Place,
  placeOf,
  type Resource,
  type ResourceType,
  repositoryOfImage,
  resourceOf,
} from '#domain/resource.ts';
import { readAccessPoints } from './access-points.ts';
import type { LiveAccount, Reader } from './account.ts';
import { readBridgedTasks } from './bridged-tasks.ts';
import { readCluster } from './cluster.ts';
import { readContainerInstance, readHost, readMachineImage } from './container-instances.ts';
import { readDockerBench } from './docker-bench.ts';
import { readEcrAccess } from './ecr-access.ts';
import { readEncryptionKey } from './encryption-key.ts';
import { readExecUse } from './exec-use.ts';
import { failureOf } from './failure.ts';
import { readFamily } from './family.ts';
import { readFileSystem, readFileSystemPolicy } from './file-system.ts';
import {
  readCredentials,
  readOrganization,
  readRootCredentials,
  readTagAuthorization,
} from './iam/credentials.ts';
import { readPrincipal } from './iam/principals.ts';
import {
  readAccountPrincipals,
  readHostRole,
  readPassableRoles,
  readRolePolicies,
  readRoleTrust,
} from './iam/role-use.ts';
import { readImageRepositories } from './image-repositories.ts';
import { readApprovedBases } from './images/bases.ts';
import { readImageContent } from './images/content.ts';
import { readFamilyImages } from './images/family-images.ts';
import { readImage } from './images/image.ts';
import { IMAGES_AT_ONCE } from './images/manifests.ts';
import { readImageScan } from './images/scan.ts';
import { readImageSignatures } from './images/signatures.ts';
import { readImageSuccessors } from './images/successors.ts';
import { readListeners } from './listeners.ts';
import { LISTERS } from './listers.ts';
import { readLoadBalancers } from './load-balancers.ts';
import {
  readEndpointGroups,
  readEndpointPolicySupport,
  readVpcEndpoint,
  readVpcEndpoints,
} from './network/endpoints.ts';
import { readPrivateZones, readVpc, readVpcSubnets } from './network/vpc.ts';
import { type OpenOptions, openAccount } from './open.ts';
import { readPullThroughCache } from './pull-through-cache.ts';
import { readRepository } from './repository.ts';
import { readLifecyclePolicy, readRepositoryScanning } from './repository-settings.ts';
import { readRunningImages } from './running-images.ts';
import { readSecurityGroups } from './security-groups.ts';
import { readService } from './service.ts';
import { readStandaloneTasks } from './standalone-tasks.ts';
import { readSubnets } from './subnets.ts';
import { readTaskNeeds } from './task-needs.ts';
import { readLogBucketPolicy, readTrailBucket } from './trail-bucket.ts';
import { readTrail, readTrails } from './trails.ts';
import { readUsageAlarms } from './usage-alarms.ts';

export interface SdkFactsOptions extends OpenOptions {
  readonly partition: string;
  /** Twelve digits. What lies in another account is not read. */
  readonly account: string;
}

/** Reads each fact from the live account. A fact without a reader does not compile. */
const READERS: { readonly [F in ReadFactName]: Reader<F> } = {
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
  imageRepositories: readImageRepositories,
  fileSystem: readFileSystem,
  fileSystemPolicy: readFileSystemPolicy,
  accessPoints: readAccessPoints,
  familyImages: readFamilyImages,
  principal: readPrincipal,
  roleTrust: readRoleTrust,
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

/**
 * The live account through the AWS SDK, read-only. Denied, throttled (after the SDK's retries), unsupported and absent
 * are readings; it throws for credentials that are not valid and for faults of ours.
 */
export function sdkFacts(options: SdkFactsOptions): FactSource {
  const account = openAccount(options);
  return {
    read: (fact, resource, context) => read(fact, resource, context, account, options),
    list: (type, page) => list(type, page, account, options),
    expect: (arns) => groupImages(arns, account),
  };
}

/** Images of one repository are described by one call. */
function groupImages(arns: readonly Arn[], { groups }: LiveAccount): void {
  const images = arns.filter((arn) => resourceOf(arn)?.type === 'AWS::ECR::Image');
  for (const together of Map.groupBy(images, repositoryOfImage).values())
    groups.images.put(together, IMAGES_AT_ONCE);
}

async function read<F extends ReadFactName>(
  fact: F,
  resource: Resource,
  context: ReadContext,
  account: LiveAccount,
  { account: own, partition }: SdkFactsOptions,
): Promise<Reading<FactValues[F]>> {
  const place = placeOf(resource.arn);
  if (place.account !== own || place.partition !== partition)
    return { unavailable: 'elsewhere', what: `account ${place.account || 'not said'}` };
  try {
    return await READERS[fact](resource, context, account);
  } catch (error) {
    return failureOf(error);
  }
}

/** What is in no region is listed with the first. */
const isGlobal = (type: ResourceType): boolean => type.startsWith('AWS::IAM::');

/** One region after the other; `page` is the region and where its list goes on: `eu-west-1 TOKEN`. */
async function list(
  type: ResourceType,
  page: string | undefined,
  account: LiveAccount,
  { account: own, partition, regions }: SdkFactsOptions,
): Promise<Listing> {
  const [region, inner] = page === undefined ? [regions[0]] : splitPage(page);
  if (region === undefined) return { items: [] };
  const place: Place = { partition, account: own, region };
  const listing = await listIn(type, place, inner, account);
  const { next, ...rest } = listing;
  const after = isGlobal(type) ? undefined : regions[regions.indexOf(region) + 1];
  if (next !== undefined) return { ...rest, next: `${region} ${next}` };
  return { ...rest, ...(after !== undefined && { next: after }) };
}

async function listIn(
  type: ResourceType,
  place: Place,
  page: string | undefined,
  account: LiveAccount,
): Promise<Listing> {
  if (!isListed(type)) return { items: [] };
  try {
    return await LISTERS[type](place, page, account);
  } catch (error) {
    const failure = failureOf(error);
    return { items: [], ...('unavailable' in failure && { unavailable: failure }) };
  }
}

function splitPage(page: string): readonly [string, string?] {
  const at = page.indexOf(' ');
  return at === -1 ? [page] : [page.slice(0, at), page.slice(at + 1)];
}
