import type { FactName } from '#domain/facts.ts';
import type { Answer, Answers, Request } from './endpoint.ts';
import { ACCOUNT_IN_REGION, TRAIL, TRAIL_ANSWERS } from './trail.ts';

/** An account in which everything that a fact may need to ask for is there. */

export const ACCOUNT = '111122223333';
const ECS = `arn:aws:ecs:eu-west-1:${ACCOUNT}`;
export const CLUSTER = `${ECS}:cluster/shop`;
export const SERVICE = `${ECS}:service/shop/web`;
export const FAMILY = `${ECS}:task-definition/web`;
export const DAEMON = `${ECS}:daemon-task-definition/agent`;
export const REPOSITORY = `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/team/api`;
export const REGISTRY = `arn:aws:ecr:eu-west-1:${ACCOUNT}:registry`;
const ELB = `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}`;
export const GROUP = `${ELB}:targetgroup/web/1`;

export const json = (value: unknown): Answer => ({ json: value });

export const definition = (revision: number, more: object = {}) => ({
  taskDefinition: {
    taskDefinitionArn: `${FAMILY}:${revision}`,
    family: 'web',
    revision,
    status: 'ACTIVE',
    containerDefinitions: [{ name: 'app', image: `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/team/api:1` }],
    ...more,
  },
  tags: [{ key: 'owner', value: `of ${revision}` }],
});

const describeTaskDefinition = ({ input }: Request): Answer => {
  const revision = /:(\d+)$/.exec(String(input['taskDefinition']))?.[1];
  return json(definition(revision === undefined ? 7 : Number(revision)));
};

export const service = (more: object = {}) => ({
  serviceArn: SERVICE,
  serviceName: 'web',
  clusterArn: CLUSTER,
  status: 'ACTIVE',
  taskDefinition: `${FAMILY}:7`,
  launchType: 'FARGATE',
  loadBalancers: [{ targetGroupArn: GROUP }, { loadBalancerName: 'old' }],
  tags: [{ key: 'owner', value: 'me' }],
  ...more,
});

export const targetGroups = (...arns: readonly string[]): Answer => ({
  xml: `<DescribeTargetGroupsResponse><DescribeTargetGroupsResult><TargetGroups><member><TargetGroupArn>${GROUP}</TargetGroupArn><LoadBalancerArns>${arns.map((arn) => `<member>${arn}</member>`).join('')}</LoadBalancerArns></member></TargetGroups></DescribeTargetGroupsResult></DescribeTargetGroupsResponse>`,
});

export const BALANCER = `${ELB}:loadbalancer/app/front/2`;
/** Both generations have an action of this name; only the newer asks by ARN. */
export const balancers =
  (scheme: string, classicScheme: string) =>
  ({ input }: Request): Answer =>
    Object.keys(input).some((key) => key.startsWith('LoadBalancerArns'))
      ? {
          xml: `<DescribeLoadBalancersResponse><DescribeLoadBalancersResult><LoadBalancers><member><LoadBalancerArn>${BALANCER}</LoadBalancerArn><LoadBalancerName>front</LoadBalancerName><Scheme>${scheme}</Scheme></member></LoadBalancers></DescribeLoadBalancersResult></DescribeLoadBalancersResponse>`,
        }
      : {
          xml: `<DescribeLoadBalancersResponse><DescribeLoadBalancersResult><LoadBalancerDescriptions><member><LoadBalancerName>old</LoadBalancerName><Scheme>${classicScheme}</Scheme></member></LoadBalancerDescriptions></DescribeLoadBalancersResult></DescribeLoadBalancersResponse>`,
        };

export const repository = (name = 'team/api') => ({
  repositoryName: name,
  repositoryArn: `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/${name}`,
  imageTagMutability: 'IMMUTABLE',
});

export const FILE_SYSTEM = `arn:aws:elasticfilesystem:eu-west-1:${ACCOUNT}:file-system/fs-0123456789abcdef0`;
export const fileSystem = (FileSystemId: string, more: object = {}) => ({
  FileSystemId,
  OwnerId: ACCOUNT,
  LifeCycleState: 'available',
  Encrypted: true,
  Tags: [{ Key: 'owner', Value: 'me' }],
  ...more,
});
export const accessPoint = (AccessPointId: string, more: object = {}) => ({
  AccessPointId,
  FileSystemId: 'fs-0123456789abcdef0',
  RootDirectory: { Path: '/web' },
  PosixUser: { Uid: 1000, Gid: 1000 },
  ...more,
});

export const PRESENT: Answers = {
  ...TRAIL_ANSWERS,
  'ecs:DescribeTaskDefinition': describeTaskDefinition,
  'ecs:DescribeDaemonTaskDefinition': json({
    daemonTaskDefinition: {
      daemonTaskDefinitionArn: `${DAEMON}:3`,
      family: 'agent',
      revision: 3,
      status: 'ACTIVE',
      containerDefinitions: [{ name: 'agent', image: 'agent:1' }],
    },
  }),
  'ecs:DescribeServices': json({ services: [service()] }),
  'ecs:DescribeClusters': json({
    clusters: [{ clusterArn: CLUSTER, clusterName: 'shop', status: 'ACTIVE' }],
  }),
  'ecs:DescribeCapacityProviders': json({
    capacityProviders: [{ name: 'big', autoScalingGroupProvider: { autoScalingGroupArn: 'arn:aws:x' } }],
  }),
  'ecs:ListTasks': json({ taskArns: [`${ECS}:task/shop/1`] }),
  'ecs:DescribeTasks': json({
    tasks: [{ taskDefinitionArn: `${FAMILY}:5`, lastStatus: 'RUNNING', group: 'family:web' }],
  }),
  'ecs:ListClusters': json({ clusterArns: [CLUSTER] }),
  'ecs:ListServices': json({ serviceArns: [SERVICE] }),
  'ecs:ListTaskDefinitionFamilies': json({ families: ['web'] }),
  'ecs:ListDaemonTaskDefinitions': json({ daemonTaskDefinitions: [{ arn: `${DAEMON}:3` }] }),
  'elasticloadbalancing:DescribeTargetGroups': targetGroups(BALANCER),
  'elasticloadbalancing:DescribeLoadBalancers': balancers('internal', 'internal'),
  'ecr:DescribeRepositories': json({ repositories: [repository()] }),
  'ecr:ListTagsForResource': json({ tags: [{ Key: 'owner', Value: 'me' }] }),
  'ecr:BatchGetRepositoryScanningConfiguration': json({
    scanningConfigurations: [{ repositoryName: 'team/api', scanFrequency: 'SCAN_ON_PUSH' }],
  }),
  'ecr:GetLifecyclePolicy': json({ lifecyclePolicyText: '{"rules":[{}]}' }),
  'ecr:DescribePullThroughCacheRules': json({ pullThroughCacheRules: [] }),
  'ecr:GetRepositoryPolicy': json({ policyText: '{"Statement":[]}' }),
  'ecr:GetRegistryPolicy': json({ registryId: ACCOUNT, policyText: '{"Statement":[]}' }),
  'ecr:DescribeRegistry': json({
    registryId: ACCOUNT,
    replicationConfiguration: {
      rules: [{ destinations: [{ region: 'us-east-1', registryId: '444455556666' }] }],
    },
  }),
  'ecr:DescribeRepositoryCreationTemplates': json({
    repositoryCreationTemplates: [{ prefix: 'prod', repositoryPolicy: '{}' }],
  }),
  'elasticfilesystem:DescribeFileSystems': json({ FileSystems: [fileSystem('fs-0123456789abcdef0')] }),
  'elasticfilesystem:DescribeFileSystemPolicy': json({ Policy: '{"Statement":[]}' }),
  'elasticfilesystem:DescribeAccessPoints': json({ AccessPoints: [accessPoint('fsap-0123456789abcdef0')] }),
};

/** What each fact is read of, in the tables. */
export const SUBJECT: { readonly [F in FactName]?: string } = {
  family: FAMILY,
  service: SERVICE,
  loadBalancers: SERVICE,
  cluster: CLUSTER,
  standaloneTasks: CLUSTER,
  execUse: CLUSTER,
  repository: REPOSITORY,
  repositoryScanning: REPOSITORY,
  lifecyclePolicy: REPOSITORY,
  pullThroughCache: FAMILY,
  imageRepositories: FAMILY,
  ecrAccess: REPOSITORY,
  trails: ACCOUNT_IN_REGION,
  trail: TRAIL,
  trailBucket: TRAIL,
  fileSystem: FILE_SYSTEM,
  fileSystemPolicy: FILE_SYSTEM,
  accessPoints: FAMILY,
};
