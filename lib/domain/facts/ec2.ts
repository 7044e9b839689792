import type { ServiceGroups, Subnets } from '#domain/security-group.ts';
import type { FactSpec } from './spec.ts';

/** What is read of the networks that tasks run in. */
export interface Ec2Facts {
  readonly securityGroups: ServiceGroups;
  readonly subnets: Subnets;
}

export const EC2_FACTS = {
  securityGroups: {
    actions: ['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:GetManagedPrefixListEntries'],
    bulk: [],
    needs: ['service'],
    reads: ['AWS::EC2::SecurityGroup', 'AWS::EC2::PrefixList'],
    readsUsers: false,
    identifies: false,
  },
  subnets: {
    actions: ['ec2:DescribeSubnets', 'ec2:DescribeRouteTables'],
    bulk: [],
    needs: ['service'],
    reads: ['AWS::EC2::Subnet', 'AWS::EC2::RouteTable'],
    readsUsers: false,
    identifies: false,
    shape: 2,
  },
} as const satisfies Record<keyof Ec2Facts, FactSpec>;
