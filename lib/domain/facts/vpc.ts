import type { EndpointGroups, Subnets } from '#domain/security-group.ts';
import type { TaskNeeds } from '#domain/task-needs.ts';
import type { PrivateZones, Vpc, VpcEndpoint, VpcUse } from '#domain/vpc.ts';
import type { FactSpec } from './spec.ts';

/** What is read of VPCs that ECS runs in, of their endpoints, and of what services need of them. */
export interface VpcFacts {
  readonly taskNeeds: TaskNeeds;
  readonly vpc: Vpc;
  readonly vpcUse: VpcUse;
  readonly vpcSubnets: Subnets;
  /** Those of services that ECS uses. */
  readonly vpcEndpoints: readonly VpcEndpoint[];
  readonly privateZones: PrivateZones;
  readonly vpcEndpoint: VpcEndpoint;
  readonly endpointGroups: EndpointGroups;
  readonly endpointPolicySupport: { readonly supported: boolean };
}

export const VPC_FACTS = {
  taskNeeds: {
    actions: [
      'ecs:DescribeTaskDefinition',
      'ecs:DescribeClusters',
      'ecs:ListContainerInstances',
      'ecs:DescribeContainerInstances',
      'ec2:DescribeInstances',
    ],
    bulk: [],
    needs: ['service'],
    // Its cluster's key for sessions of ECS Exec.
    reads: ['AWS::ECS::Cluster'],
    readsUsers: false,
    identifies: false,
  },
  vpc: {
    actions: ['ec2:DescribeVpcs', 'ec2:DescribeVpcAttribute'],
    bulk: [],
    needs: ['vpcEndpoint'],
    reads: ['AWS::EC2::VPC'],
    // They say who shares it where it does not show itself.
    readsUsers: true,
    identifies: true,
  },
  vpcUse: {
    actions: [],
    bulk: [],
    needs: ['vpcEndpoint'],
    reads: [],
    readsUsers: true,
    identifies: false,
  },
  vpcSubnets: {
    actions: ['ec2:DescribeSubnets', 'ec2:DescribeRouteTables'],
    bulk: [],
    needs: ['vpcEndpoint'],
    reads: ['AWS::EC2::Subnet', 'AWS::EC2::RouteTable'],
    readsUsers: false,
    identifies: false,
  },
  vpcEndpoints: {
    actions: ['ec2:DescribeVpcEndpoints'],
    bulk: [],
    needs: [],
    reads: ['AWS::EC2::VPCEndpoint'],
    readsUsers: false,
    identifies: false,
  },
  privateZones: {
    actions: ['route53:ListHostedZonesByVPC'],
    bulk: [],
    needs: [],
    reads: [],
    readsUsers: false,
    identifies: false,
  },
  vpcEndpoint: {
    actions: ['ec2:DescribeVpcEndpoints'],
    bulk: [],
    needs: [],
    reads: [],
    readsUsers: false,
    identifies: true,
  },
  endpointGroups: {
    actions: ['ec2:DescribeSecurityGroups', 'ec2:GetManagedPrefixListEntries'],
    bulk: [],
    needs: ['vpcEndpoint', 'vpcUse'],
    reads: ['AWS::EC2::SecurityGroup', 'AWS::EC2::PrefixList'],
    readsUsers: false,
    identifies: false,
  },
  endpointPolicySupport: {
    actions: ['ec2:DescribeVpcEndpointServices'],
    bulk: [],
    needs: ['vpcEndpoint'],
    reads: [],
    readsUsers: false,
    identifies: false,
  },
} as const satisfies Record<keyof VpcFacts, FactSpec>;
