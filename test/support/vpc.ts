import type { EndpointService } from '#domain/endpoint-service.ts';
import { containerInstanceArn, ec2Arn, serviceArn } from '#domain/resource.ts';
import type { EndpointGroups, SecurityGroup, Subnets } from '#domain/security-group.ts';
import type { Vpc, VpcEndpoint, VpcUse, VpcUser } from '#domain/vpc.ts';
import { HOME, subnet } from './facts.ts';

export const VPC = ec2Arn(HOME, 'vpc', 'vpc-1');
export const ENDPOINT = ec2Arn(HOME, 'vpc-endpoint', 'vpce-1');

/** VPC `vpc-1` of the home account, with names answered. */
export const vpc = (says: Partial<Vpc> = {}): Vpc => ({
  id: 'vpc-1',
  owner: HOME.account,
  cidrs: ['10.0.0.0/16', '2001:db8::/56'],
  dnsSupport: true,
  dnsHostnames: true,
  ...says,
});

/** Service `shop/web` on Fargate in `subnet-a` and `subnet-b`, with the group `sg-web`. */
export const fargate = (needs: readonly EndpointService[], says: Partial<VpcUser> = {}): VpcUser => ({
  arn: serviceArn(HOME, 'shop', 'web'),
  capacity: ['FARGATE'],
  networks: [{ groups: ['sg-web'], subnets: ['subnet-a', 'subnet-b'] }],
  needs,
  hostNeeds: [],
  unread: [],
  ...says,
});

/** Service `shop/batch` on instances, in bridge mode. */
export const onInstances = (hostNeeds: readonly EndpointService[], says: Partial<VpcUser> = {}): VpcUser => ({
  arn: serviceArn(HOME, 'shop', 'batch'),
  capacity: ['EC2'],
  networks: [],
  needs: [],
  hostNeeds: ['ecs', 'ecs-agent', 'ecs-telemetry', ...hostNeeds],
  unread: [],
  ...says,
});

/** A container instance of cluster `shop` in `subnet-a`, with the group `sg-host`. */
export const instance = (says: Partial<VpcUser> = {}): VpcUser => ({
  arn: containerInstanceArn(HOME, 'shop', '0f0f'),
  capacity: ['EC2'],
  networks: [{ groups: ['sg-host'], subnets: ['subnet-a'] }],
  needs: ['ecs', 'ecs-agent', 'ecs-telemetry'],
  hostNeeds: [],
  unread: [],
  ...says,
});

export const use = (...users: readonly VpcUser[]): VpcUse => ({ users });

/** An available interface endpoint `vpce-1` in both subnets, with the group `sg-endpoint`. */
export const endpoint = (service: EndpointService, says: Partial<VpcEndpoint> = {}): VpcEndpoint => ({
  id: 'vpce-1',
  vpc: 'vpc-1',
  owner: HOME.account,
  serviceName: `com.amazonaws.${HOME.region}.${service}`,
  service,
  region: HOME.region,
  kind: 'Interface',
  state: 'available',
  privateDns: true,
  onlyForResolver: false,
  addressType: 'ipv4',
  subnets: ['subnet-a', 'subnet-b'],
  groups: ['sg-endpoint'],
  routeTables: [],
  policy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
  managed: false,
  ...says,
});

const { service: _service, ...other } = endpoint('ssm');
/** The same of a service whose name only begins like one of ours. */
export const elsewhere: VpcEndpoint = { ...other, serviceName: `com.amazonaws.${HOME.region}.ec2messages` };

/** `subnet-a` and `subnet-b`, isolated, in two zones. */
export const SUBNETS: Subnets = {
  'subnet-a': subnet('subnet-a', { cidrs: ['10.0.1.0/24'], zone: 'eu-west-1a' }),
  'subnet-b': subnet('subnet-b', { cidrs: ['10.0.2.0/24'], zone: 'eu-west-1b' }),
};

/** The same subnets with something about each of them. */
export const subnetsThat = (says: Partial<Subnets[string]>): Subnets =>
  Object.fromEntries(Object.entries(SUBNETS).map(([id, each]) => [id, { ...each, ...says }]));

export const groupsAround = (
  groups: readonly SecurityGroup[],
  prefixLists: EndpointGroups['prefixLists'] = {},
): EndpointGroups => ({ groups: Object.fromEntries(groups.map((each) => [each.id, each])), prefixLists });
