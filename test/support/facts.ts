import type { Arn } from '#domain/arn.ts';
import type { Cluster, ExecLogging } from '#domain/cluster.ts';
import type { ContainerInstance, Host, MachineImage } from '#domain/container-instance.ts';
import type { Family, FamilyUser, RevisionInScope } from '#domain/family.ts';
import type { FileSystem } from '#domain/file-system.ts';
import type { Instant } from '#domain/instant.ts';
import type { Unavailable } from '#domain/reading.ts';
import type { Repository } from '#domain/repository.ts';
import {
  alarmArn,
  clusterArn,
  containerInstanceArn,
  familyArn,
  fileSystemArn,
  type Place,
  repositoryArn,
  revisionArn,
  serviceArn,
} from '#domain/resource.ts';
import type { SecurityGroup, SecurityGroupRule, ServiceGroups, Subnet } from '#domain/security-group.ts';
import type { Service, ServiceNetwork } from '#domain/service.ts';
import type { Container, EfsVolume, TaskDefinition } from '#domain/task-definition.ts';
import type { AlarmWay, UsageAlarm, UsageAlarms } from '#domain/usage-alarm.ts';

/** Where everything in these tests lives unless it says otherwise. */
export const HOME: Place = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };
/** When things are judged in these tests unless they say otherwise. */
export const NOW: Instant = '2026-04-14T12:00:00.000Z';
/** A private registry of the account itself. */
export const OWN_ECR = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';

/** A container that no control finds fault with. */
export const container = (name: string, says: Partial<Container> = {}): Container => ({
  index: 0,
  name,
  image: `${OWN_ECR}/${name}:1`,
  versionConsistency: undefined,
  privileged: undefined,
  readonlyRootFilesystem: true,
  essential: true,
  firelens: false,
  writableMounts: [],
  user: '1000',
  logDriver: 'awslogs',
  logMode: undefined,
  suspects: [],
  fetched: { items: [] },
  environmentFiles: false,
  injectedKeys: [],
  namedKeys: [],
  awsSigns: [],
  addedCapabilities: { items: [] },
  devices: { items: [] },
  dockerSecurityOptions: { items: ['no-new-privileges'] },
  ulimits: { items: [] },
  portMappings: { items: [] },
  mountPoints: { items: [] },
  volumesFrom: { items: [] },
  memoryLimit: '512',
  memoryReservation: undefined,
  ...says,
});

/** A volume on EFS, encrypted in transit and with IAM authorization unless it says otherwise. */
export const efsVolume = (name: string, says: Partial<EfsVolume> = {}): EfsVolume => ({
  index: 0,
  name,
  fileSystemId: 'fs-0123456789abcdef0',
  rootDirectory: undefined,
  transitEncryption: 'ENABLED',
  iam: 'ENABLED',
  accessPointId: undefined,
  ...says,
});

/** A Linux task definition of family `web` for EC2; containers are numbered as they stand. */
export const taskDefinition = (
  containers: readonly Container[],
  says: Partial<TaskDefinition> = {},
): TaskDefinition => ({
  family: 'web',
  kind: 'task',
  containers: containers.map((each, index) => ({ ...each, index })),
  requiresCompatibilities: ['EC2'],
  operatingSystem: undefined,
  cpuArchitecture: undefined,
  networkMode: 'awsvpc',
  pidMode: undefined,
  ipcMode: undefined,
  memory: undefined,
  efsVolumes: [],
  hostVolumes: { items: [] },
  otherVolumes: { items: [] },
  taskRole: 'arn:aws:iam::123456789012:role/web',
  executionRole: 'arn:aws:iam::123456789012:role/pull',
  ...says,
});

/** A revision of family `web` and who runs it. */
export const revision = (
  number: number,
  description: TaskDefinition | Unavailable,
  users: readonly FamilyUser[] = [],
): RevisionInScope => ({
  arn: revisionArn(HOME, 'web', number),
  revision: number,
  latest: false,
  users: users.map(({ arn }) => arn),
  description,
});

/** Family `web` with the revisions in scope, newest first, and those who run any of them. */
export function family(revisions: readonly RevisionInScope[], users: readonly FamilyUser[] = []): Family {
  return {
    revisions: revisions.map((each, index) => ({ ...each, latest: index === 0 })),
    users,
    usage: users.length > 0 ? 'used' : 'unused',
  };
}

/** Family `web` of one revision with these containers, run by nobody. */
export const familyOf = (...containers: readonly Container[]): Family =>
  family([revision(1, taskDefinition(containers))]);

/** A service of cluster `shop` on EC2 that runs revisions of `web`. */
export const serviceUser = (
  name: string,
  revisions: readonly number[],
  says: Partial<FamilyUser> = {},
): FamilyUser => ({
  arn: serviceArn(HOME, 'shop', name),
  revisions,
  exposure: 'internal',
  capacity: ['EC2'],
  exec: false,
  images: [],
  imagesKnown: true,
  ...says,
});

export const FAMILY: Arn = familyArn(HOME, 'web');

/** Service `shop/web` on Fargate with these network configurations. */
export const service = (networks: readonly ServiceNetwork[], says: Partial<Service> = {}): Service => ({
  arn: serviceArn(HOME, 'shop', 'web'),
  cluster: clusterArn(HOME, 'shop'),
  status: 'ACTIVE',
  revisions: [revisionArn(HOME, 'web', 1)],
  networks,
  capacity: ['FARGATE'],
  platforms: [],
  targetGroups: [],
  classicLoadBalancers: [],
  testListenerRules: [],
  balancedPorts: [],
  executeCommand: false,
  serviceRevisions: [],
  scheduling: 'REPLICA',
  tags: {},
  ...says,
});

/** A network configuration of a service, private unless it says otherwise. */
export const network = (at: ServiceNetwork['at'], says: Partial<ServiceNetwork> = {}): ServiceNetwork => ({
  at,
  assignPublicIp: 'DISABLED',
  subnets: ['subnet-a', 'subnet-b'],
  securityGroups: ['sg-web'],
  path: at === 'service' ? 'networkConfiguration' : `${at}s[0].networkConfiguration`,
  ...says,
});

/** Sessions of ECS Exec logged to an encrypted log group, unless it says otherwise. */
export const execLogging = (says: Partial<ExecLogging> = {}): ExecLogging => ({
  mode: 'OVERRIDE',
  logGroup: '/ecs/exec',
  logGroupEncrypted: true,
  bucket: undefined,
  bucketEncrypted: undefined,
  ...says,
});

/** A connected container instance of cluster `shop`, on EC2. */
export const containerInstance = (says: Partial<ContainerInstance> = {}): ContainerInstance => ({
  arn: containerInstanceArn(HOME, 'shop', 'abc'),
  status: 'ACTIVE',
  instanceId: 'i-1',
  external: false,
  agentConnected: true,
  agentVersion: '1.99.0',
  tags: {},
  ...says,
});

/** Its EC2 instance, which demands tokens. */
export const host = (says: Partial<Host> = {}): Host => ({
  id: 'i-1',
  managed: false,
  image: 'ami-1',
  metadataEndpoint: 'enabled',
  metadataTokens: 'required',
  metadataHopLimit: 1,
  securityGroups: [],
  ...says,
});

/** The image of that. */
export const machineImage = (says: Partial<MachineImage> = {}): MachineImage => ({
  id: 'ami-1',
  name: 'al2023-ami-ecs-hvm',
  ...says,
});

/** A rule of a security group: tcp 443 to nobody, unless it says otherwise. */
export const rule = (says: Partial<SecurityGroupRule> = {}): SecurityGroupRule => ({
  protocol: 'tcp',
  from: 443,
  to: 443,
  cidrs: [],
  groups: [],
  prefixLists: [],
  ...says,
});

/** A security group with these rules inwards, and everything let out. */
export const securityGroup = (id: string, ...ingress: readonly SecurityGroupRule[]): SecurityGroup => ({
  id,
  name: id,
  vpc: 'vpc-1',
  owner: HOME.account,
  ingress,
  egress: [rule({ protocol: 'all', from: 0, to: 65_535, cidrs: ['0.0.0.0/0'] })],
});

/** The groups of a service's networks, as they name them. */
export const groupsOf = (
  networks: readonly ServiceNetwork[],
  groups: readonly SecurityGroup[],
  says: Partial<ServiceGroups> = {},
): ServiceGroups => ({
  networks: networks.map(({ path, securityGroups }) => ({ path, groups: securityGroups })),
  groups: Object.fromEntries(groups.map((group) => [group.id, group])),
  prefixLists: {},
  ...says,
});

/** A subnet of the home account, private unless it says otherwise. */
export const subnet = (id: string, says: Partial<Subnet> = {}): Subnet => ({
  id,
  vpc: 'vpc-1',
  owner: HOME.account,
  zone: 'eu-west-1a',
  cidrs: ['10.0.0.0/24'],
  routeTable: 'rtb-1',
  public: false,
  leads: 'nowhere',
  ...says,
});

/** Cluster `shop` with Container Insights. */
export const cluster = (says: Partial<Cluster> = {}): Cluster => ({
  arn: clusterArn(HOME, 'shop'),
  name: 'shop',
  status: 'ACTIVE',
  containerInsights: 'enabled',
  execLogging: execLogging(),
  tags: {},
  ...says,
});

/** Repository `team/api`, immutable unless it says otherwise. */
export const repository = (says: Partial<Repository> = {}): Repository => ({
  arn: repositoryArn(HOME, 'team/api'),
  name: 'team/api',
  tagMutability: 'IMMUTABLE',
  exclusionFilters: [],
  encryption: 'KMS',
  tags: {},
  ...says,
});

/** File system `fs-0123456789abcdef0`, encrypted and mounted by family `web` unless it says otherwise. */
export const fileSystem = (says: Partial<FileSystem> = {}): FileSystem => ({
  arn: fileSystemArn(HOME, 'fs-0123456789abcdef0'),
  encrypted: true,
  users: [FAMILY],
  tags: {},
  ...says,
});

/** The ARN of a repository of the home account. */
export const repositoryNamed = (name: string): Arn => repositoryArn(HOME, name);

/** An alarm on the CPU of service `shop/web`, above 80 percent, that tells somebody. */
export const usageAlarm = (says: Partial<UsageAlarm> = {}): UsageAlarm => ({
  arn: alarmArn(HOME, 'web-cpu'),
  name: 'web-cpu',
  measure: 'cpu',
  of: 'service',
  namespace: 'AWS/ECS',
  reserved: false,
  raises: 'above',
  threshold: 80,
  percent: true,
  ways: [alarmWay()],
  ...says,
});

/** The alarm's own actions, which reach somebody. */
export const alarmWay = (says: Partial<AlarmWay> = {}): AlarmWay => ({
  arn: alarmArn(HOME, 'web-cpu'),
  enabled: true,
  topics: [],
  reaches: true,
  ...says,
});

/** The same on CPU and on memory. */
export const bothAlarms = (says: Partial<UsageAlarm> = {}): UsageAlarms => ({
  alarms: [usageAlarm(says), usageAlarm({ name: 'web-memory', measure: 'memory', ...says })],
});
