/** What is known of a type of resource, in one place: a new type is an entry here. */
interface TypeSpec {
  /** What people call it. */
  readonly words: string;
  /** Service and kind of its ARN, `ecs cluster`; none for what `resourceOf` tells apart by more than that. */
  readonly arn: readonly string[];
  /** What of the ARN people know it by: all behind the kind and a slash or colon, the last part of that, or the account. */
  readonly name: 'path' | 'colon' | 'last' | 'account';
  /**
   * How it comes to be looked at. `listed`: the account lists it. `used`: because something of ECS uses it, and again by
   * every sweep that finds it in our state. `never`: no control is about it, but others use and read it, so a change to
   * one looks at its users.
   */
  readonly known: 'listed' | 'used' | 'never';
  /** Users have a lower one than what they use: when a family or repository is judged, all its users are known. */
  readonly stage: number;
  /**
   * Its page in the console: `{name}`, `{account}`, `{cluster}`, `{repository}` and `{digest}` are filled in; `#` is where
   * the page's own part begins. None where there is no page, or its address is not verified.
   */
  readonly page?: string;
}

const only = (words: string, ...arn: readonly string[]) =>
  ({ words, arn, name: 'path', known: 'never', stage: 0 }) as const satisfies TypeSpec;

const TYPES = {
  'AWS::ECS::Cluster': {
    words: 'ECS cluster',
    arn: ['ecs cluster'],
    name: 'path',
    known: 'listed',
    stage: 1,
    page: 'ecs/v2/clusters/{name}/services',
  },
  'AWS::ECS::Service': {
    words: 'ECS service',
    arn: ['ecs service'],
    name: 'last',
    known: 'listed',
    stage: 0,
    page: 'ecs/v2/clusters/{cluster}/services/{name}/health',
  },
  'AWS::ECS::TaskDefinition': {
    words: 'task definition',
    arn: ['ecs task-definition', 'ecs daemon-task-definition'],
    name: 'path',
    known: 'listed',
    stage: 2,
    page: 'ecs/v2/task-definitions/{name}',
  },
  'AWS::ECS::ContainerInstance': {
    words: 'container instance',
    arn: ['ecs container-instance'],
    name: 'last',
    known: 'listed',
    stage: 0,
    page: 'ecs/v2/clusters/{cluster}/infrastructure',
  },
  'AWS::ECS::CapacityProvider': only('capacity provider', 'ecs capacity-provider'),
  'AWS::ECR::Repository': {
    words: 'ECR repository',
    arn: ['ecr repository'],
    name: 'path',
    known: 'listed',
    stage: 4,
    page: 'ecr/repositories/private/{account}/{name}',
  },
  'AWS::ECR::Registry': {
    words: 'ECR registry',
    arn: ['ecr registry'],
    name: 'account',
    known: 'listed',
    stage: 5,
    page: 'ecr/repositories',
  },
  'AWS::ECR::Image': {
    words: 'ECR image',
    arn: [],
    name: 'path',
    known: 'used',
    stage: 3,
    page: 'ecr/repositories/private/{account}/{repository}/_/image/{digest}/details',
  },
  'AWS::KMS::Key': only('KMS key', 'kms key'),
  // Pages of IAM are in no region, and their addresses are not verified.
  'AWS::IAM::Role': { words: 'IAM role', arn: ['iam role'], name: 'last', known: 'listed', stage: 5 },
  'AWS::IAM::User': { words: 'IAM user', arn: ['iam user'], name: 'last', known: 'listed', stage: 5 },
  'AWS::IAM::Group': { words: 'IAM group', arn: ['iam group'], name: 'last', known: 'listed', stage: 5 },
  'AWS::IAM::ManagedPolicy': {
    words: 'IAM policy',
    arn: ['iam policy'],
    name: 'last',
    known: 'never',
    stage: 0,
  },
  'AWS::CloudTrail::Trail': {
    words: 'trail',
    arn: ['cloudtrail trail'],
    name: 'path',
    known: 'listed',
    stage: 0,
    page: 'cloudtrailv2/home',
  },
  'AWS::S3::Bucket': only('bucket'),
  'AWS::EFS::FileSystem': {
    words: 'EFS file system',
    arn: ['elasticfilesystem file-system'],
    name: 'path',
    known: 'used',
    stage: 3,
    page: 'efs/home/file-systems/{name}',
  },
  'AWS::EFS::AccessPoint': {
    words: 'EFS access point',
    arn: ['elasticfilesystem access-point'],
    name: 'path',
    known: 'used',
    stage: 3,
  },
  'AWS::EC2::VPC': {
    words: 'VPC',
    arn: ['ec2 vpc'],
    name: 'path',
    known: 'used',
    stage: 2,
    page: 'vpcconsole/home#VpcDetails:VpcId={name}',
  },
  'AWS::EC2::VPCEndpoint': {
    words: 'VPC endpoint',
    arn: ['ec2 vpc-endpoint'],
    name: 'path',
    known: 'used',
    stage: 3,
    page: 'vpcconsole/home#EndpointDetails:vpcEndpointId={name}',
  },
  'AWS::::Account': { words: 'account', arn: ['iam root'], name: 'account', known: 'listed', stage: 6 },
  'AWS::CloudWatch::Alarm': { ...only('alarm'), name: 'colon' },
  'AWS::EC2::Instance': only('EC2 instance', 'ec2 instance'),
  'AWS::EC2::PrefixList': only('prefix list', 'ec2 prefix-list'),
  'AWS::EC2::RouteTable': only('route table', 'ec2 route-table'),
  'AWS::EC2::SecurityGroup': only('security group', 'ec2 security-group'),
  'AWS::EC2::Subnet': only('subnet', 'ec2 subnet'),
  'AWS::ElasticLoadBalancing::LoadBalancer': only('load balancer'),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': only('load balancer', 'elasticloadbalancing loadbalancer'),
  'AWS::ElasticLoadBalancingV2::TargetGroup': only('target group', 'elasticloadbalancing targetgroup'),
  'AWS::SNS::Topic': only('topic'),
} as const satisfies Readonly<Record<string, TypeSpec>>;

/** What a finding can be about: CloudFormation's type names, and ours for what CloudFormation has no name for; and what those use. */
export type ResourceType = keyof typeof TYPES;
type Of<Known extends TypeSpec['known']> = {
  [T in ResourceType]: (typeof TYPES)[T]['known'] extends Known ? T : never;
}[ResourceType];
/** Types that an account lists: each adapter says how. */
export type ListedType = Of<'listed'>;

export const RESOURCE_TYPES = Object.keys(TYPES) as readonly ResourceType[];
export const typeSpec = (type: ResourceType): TypeSpec => TYPES[type];

/** The same for each type. */
export const eachType = <T>(value: T): Readonly<Record<ResourceType, T>> =>
  Object.fromEntries(RESOURCE_TYPES.map((type) => [type, value])) as Record<ResourceType, T>;

export const isOnlyUsed = (type: ResourceType): boolean => TYPES[type].known === 'never';
export const isListed = (type: ResourceType): type is ListedType => TYPES[type].known === 'listed';

/** Users before what they use; within a stage by name. */
export const USERS_FIRST: readonly ResourceType[] = RESOURCE_TYPES.toSorted(
  (a, b) => TYPES[a].stage - TYPES[b].stage || (a < b ? -1 : 1),
);

/** The type of an ARN by its service and kind, `ecs cluster`. */
export const typeOfKind = (kind: string): ResourceType | undefined => BY_KIND.get(kind);
const BY_KIND: ReadonlyMap<string, ResourceType> = new Map(
  RESOURCE_TYPES.flatMap((type) => TYPES[type].arn.map((kind) => [kind, type] as const)),
);
