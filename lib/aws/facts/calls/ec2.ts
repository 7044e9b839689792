import {
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
  DescribeInstancesCommand,
  type DescribeInstancesCommandInput,
  DescribeRouteTablesCommand,
  type DescribeRouteTablesCommandInput,
  DescribeSecurityGroupsCommand,
  type DescribeSecurityGroupsCommandInput,
  DescribeSubnetsCommand,
  type DescribeSubnetsCommandInput,
  DescribeVpcAttributeCommand,
  type DescribeVpcAttributeCommandInput,
  DescribeVpcEndpointServicesCommand,
  type DescribeVpcEndpointServicesCommandInput,
  DescribeVpcEndpointsCommand,
  type DescribeVpcEndpointsCommandInput,
  DescribeVpcsCommand,
  type DescribeVpcsCommandInput,
  EC2Client,
  type EC2ClientConfig,
  GetManagedPrefixListEntriesCommand,
  type GetManagedPrefixListEntriesCommandInput,
} from '@aws-sdk/client-ec2';
import type { Call } from './call.ts';

/** The calls of EC2 that facts make; each named by its own IAM action. */
export function ec2Calls(config: EC2ClientConfig, call: Call) {
  const client = new EC2Client(config);
  return {
    describeImages: (input: DescribeImagesCommandInput) =>
      call('ec2:DescribeImages', () => client.send(new DescribeImagesCommand(input))),
    describeInstances: (input: DescribeInstancesCommandInput) =>
      call('ec2:DescribeInstances', () => client.send(new DescribeInstancesCommand(input))),
    describeRouteTables: (input: DescribeRouteTablesCommandInput) =>
      call('ec2:DescribeRouteTables', () => client.send(new DescribeRouteTablesCommand(input))),
    describeSecurityGroups: (input: DescribeSecurityGroupsCommandInput) =>
      call('ec2:DescribeSecurityGroups', () => client.send(new DescribeSecurityGroupsCommand(input))),
    describeSubnets: (input: DescribeSubnetsCommandInput) =>
      call('ec2:DescribeSubnets', () => client.send(new DescribeSubnetsCommand(input))),
    describeVpcAttribute: (input: DescribeVpcAttributeCommandInput) =>
      call('ec2:DescribeVpcAttribute', () => client.send(new DescribeVpcAttributeCommand(input))),
    describeVpcEndpointServices: (input: DescribeVpcEndpointServicesCommandInput) =>
      call('ec2:DescribeVpcEndpointServices', () =>
        client.send(new DescribeVpcEndpointServicesCommand(input)),
      ),
    describeVpcEndpoints: (input: DescribeVpcEndpointsCommandInput) =>
      call('ec2:DescribeVpcEndpoints', () => client.send(new DescribeVpcEndpointsCommand(input))),
    describeVpcs: (input: DescribeVpcsCommandInput) =>
      call('ec2:DescribeVpcs', () => client.send(new DescribeVpcsCommand(input))),
    getManagedPrefixListEntries: (input: GetManagedPrefixListEntriesCommandInput) =>
      call('ec2:GetManagedPrefixListEntries', () =>
        client.send(new GetManagedPrefixListEntriesCommand(input)),
      ),
  };
}
