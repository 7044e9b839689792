import type { Aws } from './aws.ts';

/** The subnet of the emulator's default VPC that services of most scenarios are in; it leads nowhere. */
export const SUBNET = 'subnet-00000001';

/** A VPC of its own with two isolated subnets, a group of tasks and one for endpoints. */
export interface Network {
  readonly vpc: string;
  readonly subnets: readonly string[];
  readonly tasks: string;
  readonly doors: string;
}

/** Makes a VPC `PREFIX.0.0/16` whose names are answered. */
export async function newNetwork(aws: Aws, prefix: string): Promise<Network> {
  const make = async (
    action: string,
    tag: string,
    parameters: Readonly<Record<string, string>>,
  ): Promise<string> => {
    const id = new RegExp(`<${tag}>([^<]+)<`).exec(await aws.query('ec2', action, parameters))?.[1];
    if (id === undefined) throw new Error(`${action} made nothing`);
    return id;
  };
  const vpc = await make('CreateVpc', 'vpcId', { CidrBlock: `${prefix}.0.0/16` });
  for (const attribute of ['EnableDnsSupport', 'EnableDnsHostnames'])
    await aws.query('ec2', 'ModifyVpcAttribute', { VpcId: vpc, [`${attribute}.Value`]: 'true' });
  const subnets: string[] = [];
  for (const zone of ['a', 'b'])
    subnets.push(
      await make('CreateSubnet', 'subnetId', {
        VpcId: vpc,
        CidrBlock: `${prefix}.${subnets.length + 1}.0/24`,
        AvailabilityZone: `us-east-1${zone}`,
      }),
    );
  const group = (GroupName: string): Promise<string> =>
    make('CreateSecurityGroup', 'groupId', { VpcId: vpc, GroupName, GroupDescription: GroupName });
  return { vpc, subnets, tasks: await group('tasks'), doors: await group('endpoints') };
}

/** A group of the emulator's default VPC that lets anybody in on port 80. */
export async function openGroup(aws: Aws, GroupName: string): Promise<string> {
  const made = await aws.query('ec2', 'CreateSecurityGroup', { GroupName, GroupDescription: GroupName });
  const id = /<groupId>([^<]+)</.exec(made)?.[1] ?? '';
  await aws.query('ec2', 'AuthorizeSecurityGroupIngress', {
    GroupId: id,
    'IpPermissions.1.IpProtocol': 'tcp',
    'IpPermissions.1.FromPort': '80',
    'IpPermissions.1.ToPort': '80',
    'IpPermissions.1.IpRanges.1.CidrIp': '0.0.0.0/0',
  });
  return id;
}
