import { expect } from 'vitest';
import { toService } from '#domain/normalise/service.ts';
import type { ReadContext } from '#domain/ports.ts';
import { endpoint, fargate, use } from '../../support/vpc.ts';
import { ACCOUNT, CLUSTER, FAMILY, json, service, VPC, VPC_ENDPOINT, vpcEndpoints } from './account.ts';
import type { Situation } from './trail.ts';

const some = (match: object): unknown => expect.objectContaining(match);
const known = (says: Partial<ReadContext['known']>): Partial<ReadContext> => ({ known: says });
const mine = { ...endpoint('ssm'), owner: ACCOUNT };
const around = known({ vpcEndpoint: { ...mine, groups: ['sg-1'] }, vpcUse: use(fargate(['ssm'])) });
const running = (more: object) =>
  known({ service: toService(service({ taskDefinition: `${FAMILY}:5`, ...more })) });
const GONE = { xml: '<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>' };
const sharedBy = (account: string): Partial<ReadContext> => ({
  users: [
    {
      used: VPC,
      user: fargate([]).arn,
      features: [`shared-by:${account}`],
      confirmedAt: '2026-01-01T00:00:00.000Z',
    },
  ],
});

export const VPC_SITUATIONS: readonly Situation[] = [
  {
    name: 'a VPC and whether names are answered in it',
    fact: 'vpc',
    reading: some({
      value: { id: 'vpc-1', owner: ACCOUNT, cidrs: ['10.0.0.0/16'], dnsSupport: true, dnsHostnames: true },
    }),
  },
  {
    name: 'one that is gone',
    fact: 'vpc',
    answers: { 'ec2:DescribeVpcs': GONE },
    reading: { missing: true },
  },
  {
    name: 'one that another account shares and EC2 does not show',
    fact: 'vpc',
    answers: { 'ec2:DescribeVpcs': GONE },
    context: sharedBy('999988887777'),
    reading: { unavailable: 'elsewhere', what: 'account 999988887777' },
  },
  {
    name: 'that of an endpoint',
    fact: 'vpc',
    arn: VPC_ENDPOINT,
    context: known({ vpcEndpoint: mine }),
    reading: some({ value: some({ id: 'vpc-1' }) }),
  },
  {
    name: 'none without its endpoint',
    fact: 'vpc',
    arn: VPC_ENDPOINT,
    reading: { unavailable: 'unreadable', what: 'the endpoint itself' },
  },
  {
    name: 'all subnets of a VPC with their routes',
    fact: 'vpcSubnets',
    reading: some({
      value: { 'subnet-1': some({ zone: 'eu-west-1a', routeTable: 'rtb-1', leads: 'internet' }) },
    }),
  },
  {
    name: 'endpoints that ECS uses',
    fact: 'vpcEndpoints',
    reading: some({
      value: [some({ id: 'vpce-1', service: 'ssm', state: 'available', privateDns: true, groups: ['sg-1'] })],
      settling: false,
    }),
  },
  {
    name: 'one on its way is worth another look',
    fact: 'vpcEndpoints',
    answers: { 'ec2:DescribeVpcEndpoints': vpcEndpoints('Pending') },
    reading: some({ value: [some({ state: 'pending' })], settling: true }),
  },
  {
    name: 'one that is deleted and one of another service are not shown',
    fact: 'vpcEndpoints',
    answers: { 'ec2:DescribeVpcEndpoints': vpcEndpoints('deleted') },
    reading: some({ value: [] }),
  },
  {
    name: 'one of another service is not shown',
    fact: 'vpcEndpoints',
    answers: { 'ec2:DescribeVpcEndpoints': vpcEndpoints('available', 'sqs') },
    reading: some({ value: [] }),
  },
  {
    name: 'the zones that answer in a VPC',
    fact: 'privateZones',
    reading: some({ value: ['ssm.eu-west-1.amazonaws.com.'] }),
  },
  {
    name: 'an endpoint',
    fact: 'vpcEndpoint',
    reading: some({ value: some({ id: 'vpce-1', vpc: 'vpc-1', policy: '{}' }), settling: false }),
  },
  {
    name: 'an endpoint that is gone',
    fact: 'vpcEndpoint',
    answers: { 'ec2:DescribeVpcEndpoints': vpcEndpoints('deleted') },
    reading: { missing: true },
  },
  {
    name: 'its groups and the lists of their rules',
    fact: 'endpointGroups',
    context: around,
    reading: some({
      value: { groups: { 'sg-1': some({ name: 'web' }) }, prefixLists: { 'pl-1': ['192.0.2.0/24'] } },
    }),
  },
  {
    name: 'whether its service takes policies',
    fact: 'endpointPolicySupport',
    context: around,
    reading: some({ value: { supported: true } }),
  },
  {
    name: 'a service that EC2 does not describe',
    fact: 'endpointPolicySupport',
    context: around,
    answers: { 'ec2:DescribeVpcEndpointServices': { xml: '<DescribeVpcEndpointServicesResponse/>' } },
    reading: {
      unavailable: 'unreadable',
      what: 'whether com.amazonaws.eu-west-1.ssm supports endpoint policies',
    },
  },
  {
    name: 'what a revision has fetched, and the VPCs of the instances',
    fact: 'taskNeeds',
    context: running({ launchType: 'EC2', clusterArn: CLUSTER }),
    answers: {
      'ecs:DescribeTaskDefinition': json({
        taskDefinition: {
          taskDefinitionArn: `${FAMILY}:5`,
          family: 'web',
          revision: 5,
          containerDefinitions: [{ name: 'web', image: 'web', secrets: [{ name: 'DB', valueFrom: '/db' }] }],
        },
      }),
    },
    reading: { value: { fetches: ['ssm'], unread: [], execKey: undefined, hostVpcs: ['vpc-1'] } },
  },
  {
    name: 'a cluster without instances is in no VPC',
    fact: 'taskNeeds',
    context: running({ launchType: 'EC2', clusterArn: CLUSTER }),
    answers: { 'ecs:ListContainerInstances': json({}) },
    reading: { value: some({ hostVpcs: [] }) },
  },
  {
    name: 'the key of its sessions, where ECS Exec is on',
    fact: 'taskNeeds',
    context: running({ launchType: 'FARGATE', clusterArn: CLUSTER, enableExecuteCommand: true }),
    answers: {
      'ecs:DescribeClusters': json({
        clusters: [
          { clusterArn: CLUSTER, configuration: { executeCommandConfiguration: { kmsKeyId: 'key-1' } } },
        ],
      }),
    },
    reading: { value: some({ execKey: true, hostVpcs: [] }) },
  },
  {
    name: 'definitions that may not be read',
    fact: 'taskNeeds',
    context: running({ launchType: 'FARGATE' }),
    answers: { 'ecs:DescribeTaskDefinition': { error: 'AccessDeniedException' } },
    reading: { unavailable: 'denied', what: 'ecs:DescribeTaskDefinition' },
  },
];
