import { partitionOf } from './partition.ts';

/** The services that ECS and its tasks reach by VPC endpoints, as the last part of an endpoint service's name has them. */
export const ENDPOINT_SERVICES = [
  'ecs',
  'ecs-agent',
  'ecs-telemetry',
  'ecr.api',
  'ecr.dkr',
  's3',
  'secretsmanager',
  'ssm',
  'ssmmessages',
  'kms',
  'logs',
] as const;
export type EndpointService = (typeof ENDPOINT_SERVICES)[number];

/** What the agent of ECS on an instance talks to (ECS developer guide, "Interface VPC endpoints"). */
export const AGENT_SERVICES: readonly EndpointService[] = ['ecs', 'ecs-agent', 'ecs-telemetry'];

/**
 * The service of ECS behind an endpoint, told by its whole name in a region: `com.amazonaws.eu-west-1.ecs`, in China also
 * `cn.com.amazonaws.…`; one for FIPS counts as the same. Undefined for all others: `ec2messages` is not `ec2`.
 */
export const endpointServiceOf = (name: string, region: string): EndpointService | undefined => {
  const prefix = partitionOf(region)?.endpointPrefixes.find((each) => name.startsWith(`${each}.${region}.`));
  const service = prefix && name.slice(prefix.length + region.length + 2).replace(/-fips$/, '');
  return ENDPOINT_SERVICES.find((each) => each === service);
};

/** Names before the region in a service's host where they are not the service's own (`ecr.api` turned round: `api.ecr`). */
const HOSTS: Partial<Record<EndpointService, readonly string[]>> = {
  'ecs-agent': ['ecs-agent', 'ecs-a'],
  'ecs-telemetry': ['ecs-telemetry', 'ecs-t'],
};

/** Whether a private zone answers for the name by which tasks call a service: `ssm.eu-west-1.amazonaws.com`, or all above it. */
export const answersFor = (zone: string, service: EndpointService, region: string): boolean => {
  const suffix = partitionOf(region)?.dnsSuffix ?? '';
  const name = zone.toLowerCase().replace(/\.$/, '');
  const names = HOSTS[service] ?? [service.split('.').toReversed().join('.')];
  return names.some((each) => `.${each}.${region}.${suffix}`.endsWith(`.${name}`));
};
