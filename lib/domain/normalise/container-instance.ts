import type { ContainerInstance, Host, MachineImage } from '#domain/container-instance.ts';
import {
  fieldsOf,
  instantOf,
  objectsOf,
  readBoolean,
  readCount,
  readText,
  textOf,
  toTags,
} from './fields.ts';

/** A container instance as DescribeContainerInstances answers. Never throws. */
export function toContainerInstance(raw: unknown): ContainerInstance {
  const fields = fieldsOf(raw) ?? {};
  const instanceId = textOf(fields['ec2InstanceId']) ?? '';
  const agentVersion = textOf(fieldsOf(fields['versionInfo'])?.['agentVersion']);
  const registeredAt = instantOf(fields['registeredAt']);
  return {
    arn: textOf(fields['containerInstanceArn']) ?? '',
    status: textOf(fields['status']) ?? 'ACTIVE',
    instanceId,
    external: !instanceId.startsWith('i-'),
    agentConnected: readBoolean(fields, 'agentConnected'),
    ...(agentVersion !== undefined && { agentVersion }),
    ...(registeredAt !== undefined && { registeredAt }),
    tags: toTags(fields['tags']),
  };
}

/** An EC2 instance as DescribeInstances answers. */
export function toHost(raw: unknown): Host {
  const fields = fieldsOf(raw) ?? {};
  const options = fieldsOf(fields['MetadataOptions']) ?? {};
  const launchedAt = instantOf(fields['LaunchTime']);
  const instanceProfile = textOf(fieldsOf(fields['IamInstanceProfile'])?.['Arn']);
  const vpc = textOf(fields['VpcId']);
  const subnet = textOf(fields['SubnetId']);
  return {
    id: textOf(fields['InstanceId']) ?? '',
    managed: fieldsOf(fields['Operator'])?.['Managed'] === true,
    image: textOf(fields['ImageId']) ?? '',
    ...(launchedAt !== undefined && { launchedAt }),
    ...(instanceProfile !== undefined && { instanceProfile }),
    metadataEndpoint: readText(options, 'HttpEndpoint'),
    metadataTokens: readText(options, 'HttpTokens'),
    metadataHopLimit: readCount(options, 'HttpPutResponseHopLimit'),
    ...(vpc !== undefined && { vpc }),
    ...(subnet !== undefined && { subnet }),
    securityGroups: objectsOf(fields['SecurityGroups'])
      .flatMap((each) => textOf(each['GroupId']) ?? [])
      .sort(),
  };
}

/** An image as DescribeImages answers. */
export function toMachineImage(raw: unknown): MachineImage {
  const fields = fieldsOf(raw) ?? {};
  const createdAt = instantOf(fields['CreationDate']);
  const deprecatedAt = instantOf(fields['DeprecationTime']);
  return {
    id: textOf(fields['ImageId']) ?? '',
    name: textOf(fields['Name']) ?? '',
    ...(createdAt !== undefined && { createdAt }),
    ...(deprecatedAt !== undefined && { deprecatedAt }),
  };
}
