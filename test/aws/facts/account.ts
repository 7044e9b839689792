import type { FactName } from '#domain/facts.ts';
import { ALARM_ANSWERS } from './alarms.ts';
import { BENCH_ANSWERS } from './docker-bench.ts';
import type { Answer, Answers, Request } from './endpoint.ts';
import { IAM_ANSWERS, ROLE, USER, WHOLE_ACCOUNT } from './iam-answers.ts';
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
export const ELB = `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}`;
export const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const GROUP = `${ELB}:targetgroup/web/1`;

export const INSTANCE = `${ECS}:container-instance/shop/c1`;

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
          xml: `<DescribeLoadBalancersResponse><DescribeLoadBalancersResult><LoadBalancerDescriptions><member><LoadBalancerName>old</LoadBalancerName><Scheme>${classicScheme}</Scheme><ListenerDescriptions><member><Listener><Protocol>SSL</Protocol><LoadBalancerPort>8443</LoadBalancerPort></Listener><PolicyNames><member>classic-tls</member></PolicyNames></member></ListenerDescriptions></member></LoadBalancerDescriptions></DescribeLoadBalancersResult></DescribeLoadBalancersResponse>`,
        };

export const CLASSIC = `${ELB}:loadbalancer/old`;

const LISTENER = `${ELB}:listener/app/front/2`;
const action = (group: string): string =>
  `<member><Type>forward</Type><TargetGroupArn>${group}</TargetGroupArn></member>`;
/** HTTP redirects by default; HTTPS sends to the service. */
const LISTENERS: Answer = {
  xml: `<DescribeListenersResponse><DescribeListenersResult><Listeners><member><ListenerArn>${LISTENER}/80</ListenerArn><Protocol>HTTP</Protocol><Port>80</Port><DefaultActions><member><Type>redirect</Type></member></DefaultActions></member><member><ListenerArn>${LISTENER}/443</ListenerArn><Protocol>HTTPS</Protocol><Port>443</Port><SslPolicy>old</SslPolicy><DefaultActions>${action(GROUP)}</DefaultActions></member></Listeners></DescribeListenersResult></DescribeListenersResponse>`,
};
/** A rule that sends to a target group. */
export const rules = (group: string): Answer => ({
  xml: `<DescribeRulesResponse><DescribeRulesResult><Rules><member><RuleArn>${ELB}:listener-rule/app/front/2/80/1</RuleArn><Actions>${action(group)}</Actions></member></Rules></DescribeRulesResult></DescribeRulesResponse>`,
});
const TLS_POLICIES: Answer = {
  xml: '<DescribeSSLPoliciesResponse><DescribeSSLPoliciesResult><SslPolicies><member><Name>old</Name><SslProtocols><member>TLSv1</member><member>TLSv1.2</member></SslProtocols></member></SslPolicies></DescribeSSLPoliciesResult></DescribeSSLPoliciesResponse>',
};
const CLASSIC_POLICIES: Answer = {
  xml: '<DescribeLoadBalancerPoliciesResponse><DescribeLoadBalancerPoliciesResult><PolicyDescriptions><member><PolicyName>classic-tls</PolicyName><PolicyTypeName>SSLNegotiationPolicyType</PolicyTypeName><PolicyAttributeDescriptions><member><AttributeName>Protocol-TLSv1</AttributeName><AttributeValue>true</AttributeValue></member></PolicyAttributeDescriptions></member></PolicyDescriptions></DescribeLoadBalancerPoliciesResult></DescribeLoadBalancerPoliciesResponse>',
};

interface Group {
  readonly id: string;
  readonly name: string;
}
const groupXml = ({ id, name }: Group): string =>
  `<item><groupId>${id}</groupId><groupName>${name}</groupName><vpcId>vpc-1</vpcId><ownerId>${ACCOUNT}</ownerId>` +
  '<ipPermissions><item><ipProtocol>tcp</ipProtocol><fromPort>443</fromPort><toPort>443</toPort>' +
  '<ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges><ipv6Ranges><item><cidrIpv6>::/0</cidrIpv6></item></ipv6Ranges>' +
  '<groups><item><groupId>sg-9</groupId></item></groups><prefixListIds><item><prefixListId>pl-1</prefixListId></item></prefixListIds>' +
  '</item></ipPermissions>' +
  '<ipPermissionsEgress><item><ipProtocol>-1</ipProtocol><ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges></item></ipPermissionsEgress></item>';

export const securityGroups = (...groups: readonly Group[]): Answer => ({
  xml: `<DescribeSecurityGroupsResponse><securityGroupInfo>${groups.map(groupXml).join('')}</securityGroupInfo></DescribeSecurityGroupsResponse>`,
});

export const subnets = (owner = ACCOUNT): Answer => ({
  xml: `<DescribeSubnetsResponse><subnetSet><item><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId><ownerId>${owner}</ownerId><availabilityZone>eu-west-1a</availabilityZone><cidrBlock>10.0.1.0/24</cidrBlock><ipv6CidrBlockAssociationSet><item><ipv6CidrBlock>2001:db8::/64</ipv6CidrBlock></item></ipv6CidrBlockAssociationSet></item></subnetSet></DescribeSubnetsResponse>`,
});

export const routeTables = (association: string, gateway: string): Answer => ({
  xml: `<DescribeRouteTablesResponse><routeTableSet><item><routeTableId>rtb-1</routeTableId><vpcId>vpc-1</vpcId><associationSet><item>${association}</item></associationSet><routeSet><item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><gatewayId>${gateway}</gatewayId><state>active</state></item></routeSet></item></routeTableSet></DescribeRouteTablesResponse>`,
});

export const VPC = `arn:aws:ec2:eu-west-1:${ACCOUNT}:vpc/vpc-1`;
export const VPC_ENDPOINT = `arn:aws:ec2:eu-west-1:${ACCOUNT}:vpc-endpoint/vpce-1`;
const vpcs = (owner = ACCOUNT): Answer => ({
  xml: `<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-1</vpcId><ownerId>${owner}</ownerId><cidrBlock>10.0.0.0/16</cidrBlock></item></vpcSet></DescribeVpcsResponse>`,
});
export const vpcEndpoints = (state: string, service = 'ssm'): Answer => ({
  xml: `<DescribeVpcEndpointsResponse><vpcEndpointSet><item><vpcEndpointId>vpce-1</vpcEndpointId><vpcEndpointType>Interface</vpcEndpointType><vpcId>vpc-1</vpcId><serviceName>com.amazonaws.eu-west-1.${service}</serviceName><state>${state}</state><privateDnsEnabled>true</privateDnsEnabled><requesterManaged>false</requesterManaged><ownerId>${ACCOUNT}</ownerId><subnetIdSet><item>subnet-1</item></subnetIdSet><groupSet><item><groupId>sg-1</groupId></item></groupSet><policyDocument>{}</policyDocument></item></vpcEndpointSet></DescribeVpcEndpointsResponse>`,
});

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
  ...IAM_ANSWERS,
  ...ALARM_ANSWERS,
  ...BENCH_ANSWERS,
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
  'elasticloadbalancing:DescribeListeners': LISTENERS,
  'elasticloadbalancing:DescribeRules': rules(GROUP),
  'elasticloadbalancing:DescribeSSLPolicies': TLS_POLICIES,
  'elasticloadbalancing:DescribeLoadBalancerPolicies': CLASSIC_POLICIES,
  'ecs:ListContainerInstances': json({ containerInstanceArns: [INSTANCE] }),
  'ecs:DescribeContainerInstances': json({
    containerInstances: [
      {
        containerInstanceArn: INSTANCE,
        ec2InstanceId: 'i-1',
        status: 'ACTIVE',
        agentConnected: true,
        versionInfo: { agentVersion: '1.99.0' },
        registeredAt: Date.parse('2026-04-01T00:00:00Z') / 1000,
        tags: [{ key: 'owner', value: 'me' }],
      },
    ],
  }),
  'ec2:DescribeInstances': {
    xml: '<DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceId>i-1</instanceId><vpcId>vpc-1</vpcId><subnetId>subnet-1</subnetId><groupSet><item><groupId>sg-1</groupId></item></groupSet><imageId>ami-1</imageId><launchTime>2026-04-01T00:00:00.000Z</launchTime><operator><managed>true</managed></operator><metadataOptions><httpEndpoint>enabled</httpEndpoint><httpTokens>optional</httpTokens><httpPutResponseHopLimit>2</httpPutResponseHopLimit></metadataOptions></item></instancesSet></item></reservationSet></DescribeInstancesResponse>',
  },
  'ec2:DescribeImages': {
    xml: '<DescribeImagesResponse><imagesSet><item><imageId>ami-1</imageId><name>ecs</name><creationDate>2026-03-01T00:00:00.000Z</creationDate><deprecationTime>2028-03-01T00:00:00.000Z</deprecationTime></item></imagesSet></DescribeImagesResponse>',
  },
  'ec2:DescribeSecurityGroups': securityGroups({ id: 'sg-1', name: 'web' }),
  'ec2:DescribeSubnets': subnets(),
  'ec2:DescribeRouteTables': routeTables('<subnetId>subnet-1</subnetId>', 'igw-1'),
  'ec2:DescribeVpcs': vpcs(),
  'ec2:DescribeVpcAttribute': ({ input }) => ({
    xml: `<DescribeVpcAttributeResponse><vpcId>vpc-1</vpcId><${String(input['Attribute'])}><value>true</value></${String(input['Attribute'])}></DescribeVpcAttributeResponse>`,
  }),
  'ec2:DescribeVpcEndpoints': vpcEndpoints('available'),
  'ec2:DescribeVpcEndpointServices': {
    xml: '<DescribeVpcEndpointServicesResponse><serviceDetailSet><item><serviceName>com.amazonaws.eu-west-1.ssm</serviceName><vpcEndpointPolicySupported>true</vpcEndpointPolicySupported></item></serviceDetailSet></DescribeVpcEndpointServicesResponse>',
  },
  'route53:ListHostedZonesByVPC': {
    xml: '<ListHostedZonesByVPCResponse><HostedZoneSummaries><HostedZoneSummary><HostedZoneId>Z1</HostedZoneId><Name>ssm.eu-west-1.amazonaws.com.</Name><Owner><OwningAccount>123456789012</OwningAccount></Owner></HostedZoneSummary></HostedZoneSummaries><MaxItems>100</MaxItems></ListHostedZonesByVPCResponse>',
  },
  'ec2:GetManagedPrefixListEntries': {
    xml: '<GetManagedPrefixListEntriesResponse><entrySet><item><cidr>192.0.2.0/24</cidr></item></entrySet></GetManagedPrefixListEntriesResponse>',
  },
  'ecr:DescribeRepositories': json({ repositories: [repository()] }),
  'ecr:ListTagsForResource': json({ tags: [{ Key: 'owner', Value: 'me' }] }),
  'ecr:BatchGetRepositoryScanningConfiguration': json({
    scanningConfigurations: [{ repositoryName: 'team/api', scanFrequency: 'SCAN_ON_PUSH' }],
  }),
  'kms:DescribeKey': json({
    KeyMetadata: { Arn: KEY, KeyManager: 'CUSTOMER', KeyState: 'Enabled', Origin: 'AWS_KMS' },
  }),
  'kms:GetKeyRotationStatus': json({ KeyRotationEnabled: false }),
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
  listeners: SERVICE,
  securityGroups: SERVICE,
  subnets: SERVICE,
  cluster: CLUSTER,
  standaloneTasks: CLUSTER,
  execUse: CLUSTER,
  containerInstance: INSTANCE,
  host: INSTANCE,
  machineImage: INSTANCE,
  bridgedTasks: INSTANCE,
  repository: REPOSITORY,
  repositoryScanning: REPOSITORY,
  encryptionKey: REPOSITORY,
  lifecyclePolicy: REPOSITORY,
  pullThroughCache: FAMILY,
  imageRepositories: FAMILY,
  ecrAccess: REPOSITORY,
  usageAlarms: SERVICE,
  dockerBench: CLUSTER,
  trails: ACCOUNT_IN_REGION,
  trail: TRAIL,
  trailBucket: TRAIL,
  logBucketPolicy: TRAIL,
  fileSystem: FILE_SYSTEM,
  fileSystemPolicy: FILE_SYSTEM,
  accessPoints: FAMILY,
  principal: ROLE,
  roleTrust: ROLE,
  credentials: USER,
  rootCredentials: WHOLE_ACCOUNT,
  organization: ROLE,
  tagAuthorization: ROLE,
  passableRoles: ROLE,
  accountPrincipals: TRAIL,
  rolePolicies: FAMILY,
  hostRole: INSTANCE,
  taskNeeds: SERVICE,
  vpc: VPC,
  vpcSubnets: VPC,
  vpcEndpoints: VPC,
  privateZones: VPC,
  vpcEndpoint: VPC_ENDPOINT,
  endpointGroups: VPC_ENDPOINT,
  endpointPolicySupport: VPC_ENDPOINT,
};
