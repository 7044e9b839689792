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
