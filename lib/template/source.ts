import type { FactValues, ReadFactName } from '#domain/facts.ts';
import type { FactSource } from '#domain/ports.ts';
import type { TemplateAccount } from './account.ts';
import { readCluster, readExecUse, readStandaloneTasks } from './facts/cluster.ts';
import { readCredentials } from './facts/credentials.ts';
import { readEcrAccess } from './facts/ecr-access.ts';
import { readEncryptionKey } from './facts/encryption-key.ts';
import { readFamily } from './facts/family.ts';
import { readAccessPoints, readFileSystem, readFileSystemPolicy } from './facts/file-system.ts';
import { readImageRepositories } from './facts/image-repositories.ts';
import { readListeners } from './facts/listeners.ts';
import { readLoadBalancers } from './facts/load-balancers.ts';
import { readPullThroughCache } from './facts/pull-through-cache.ts';
import type { Reader } from './facts/reader.ts';
import { readLifecyclePolicy, readRepository, readRepositoryScanning } from './facts/repository.ts';
import { readPrincipal, readRolePolicies } from './facts/role-policies.ts';
import { readFamilyImages, readRunningImages } from './facts/running-images.ts';
import { readSecurityGroups } from './facts/security-groups.ts';
import { readService } from './facts/service.ts';
import { readSubnets } from './facts/subnets.ts';
import { readTrail, readTrailBucket } from './facts/trail.ts';
import { readUsageAlarms } from './facts/usage-alarms.ts';

const NO_INSTANCE = 'container instances register themselves; no template has them';
const NO_NETWORK = 'VPCs and their endpoints are looked at in the account, not in templates';
const NO_ACCOUNT = 'the account as a whole is looked at there, not in templates';
const NO_IMAGE = 'a template does not say what is in an image';

/**
 * How each fact is read of a template; one that no template can give says in words why. Without an entry a new fact
 * does not compile: whether a template tells it is a decision.
 */
const READERS: { readonly [F in ReadFactName]: Reader<FactValues[F]> | string } = {
  family: readFamily,
  service: readService,
  loadBalancers: readLoadBalancers,
  listeners: readListeners,
  securityGroups: readSecurityGroups,
  subnets: readSubnets,
  containerInstance: NO_INSTANCE,
  host: NO_INSTANCE,
  machineImage: NO_INSTANCE,
  bridgedTasks: NO_INSTANCE,
  cluster: readCluster,
  standaloneTasks: readStandaloneTasks,
  execUse: readExecUse,
  repository: readRepository,
  repositoryScanning: readRepositoryScanning,
  lifecyclePolicy: readLifecyclePolicy,
  pullThroughCache: readPullThroughCache,
  ecrAccess: readEcrAccess,
  image: NO_IMAGE,
  imageContent: NO_IMAGE,
  imageScan: NO_IMAGE,
  imageSuccessors: NO_IMAGE,
  imageSignatures: NO_IMAGE,
  approvedBases: NO_IMAGE,
  imageRepositories: readImageRepositories,
  fileSystem: readFileSystem,
  fileSystemPolicy: readFileSystemPolicy,
  accessPoints: readAccessPoints,
  familyImages: readFamilyImages,
  encryptionKey: readEncryptionKey,
  trail: readTrail,
  trailBucket: readTrailBucket,
  logBucketPolicy: 'who may read the log is looked at in the account, not in templates',
  trails: 'whether trails together miss an event is looked at in the account, not in templates',
  usageAlarms: readUsageAlarms,
  dockerBench: NO_INSTANCE,
  runningImages: readRunningImages,
  principal: readPrincipal,
  roleTrust: readPrincipal,
  credentials: readCredentials,
  rootCredentials: NO_ACCOUNT,
  organization: NO_ACCOUNT,
  tagAuthorization: NO_ACCOUNT,
  passableRoles: NO_ACCOUNT,
  accountPrincipals: NO_ACCOUNT,
  hostRole: NO_INSTANCE,
  rolePolicies: readRolePolicies,
  taskNeeds: NO_NETWORK,
  vpc: NO_NETWORK,
  vpcSubnets: NO_NETWORK,
  vpcEndpoints: NO_NETWORK,
  privateZones: NO_NETWORK,
  vpcEndpoint: NO_NETWORK,
  endpointGroups: NO_NETWORK,
  endpointPolicySupport: NO_NETWORK,
};

/** A template as a source of facts: what it would make, read as the account would be. */
export const templateFacts = (account: TemplateAccount): FactSource => ({
  async read(fact, { arn }, context) {
    const written = account.get(arn);
    if (!written) return { missing: true };
    const reader = READERS[fact];
    return typeof reader === 'string'
      ? { unavailable: 'unsupported', what: reader }
      : reader(written, account, context);
  },
  async list(type) {
    return { items: account.all().flatMap((each) => (each.type === type ? [each.arn] : [])) };
  },
});
