import type { Arn } from '#domain/arn.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { placeOf } from '#domain/resource.ts';
import type { NetworkGroups, SecurityGroup, Subnet } from '#domain/security-group.ts';
import type { Service, ServiceNetwork } from '#domain/service.ts';

/** Why a network's groups cannot be told from the network itself. */
const UNREAD: Unavailable = { unavailable: 'unreadable', what: 'the network configuration of the service' };

/** Subnets whose VPC says which groups hold, because a network of theirs names none. */
export const subnetsWithoutGroups = ({ networks }: Service): readonly string[] =>
  networks
    .filter(({ securityGroups }) => securityGroups.length === 0)
    .flatMap(({ subnets }) => subnets.slice(0, 1));

/** The ids of all groups that a service's networks name, sorted. */
export const namedGroups = ({ networks }: Service): readonly string[] =>
  [...new Set(networks.flatMap(({ securityGroups }) => securityGroups))].sort();

/**
 * The groups in force on each network: those it names; where it names none, the default group of the VPC
 * (AwsVpcConfiguration, ECS API reference).
 */
export const groupsInForce = (
  service: Service,
  subnets: ReadonlyMap<string, Pick<Subnet, 'vpc' | 'owner'>>,
  defaults: ReadonlyMap<string, SecurityGroup>,
): readonly NetworkGroups[] =>
  service.networks.map((network) => ({
    path: network.path,
    groups:
      network.securityGroups.length > 0
        ? network.securityGroups
        : defaultOf(network, service.arn, subnets, defaults),
  }));

function defaultOf(
  { subnets: named }: ServiceNetwork,
  service: Arn,
  subnets: ReadonlyMap<string, Pick<Subnet, 'vpc' | 'owner'>>,
  defaults: ReadonlyMap<string, SecurityGroup>,
): readonly string[] | Unavailable {
  const [first] = named;
  if (first === undefined) return UNREAD;
  const subnet = subnets.get(first);
  if (!subnet) return { unavailable: 'unreadable', what: `subnet ${first}, which is not there` };
  const group = defaults.get(subnet.vpc);
  if (group) return [group.id];
  return subnet.owner !== placeOf(service).account
    ? { unavailable: 'elsewhere', what: `the default security group of account ${subnet.owner}` }
    : { unavailable: 'unreadable', what: `the default security group of ${subnet.vpc}` };
}

/** Groups in force that were read, by id. */
export const groupsById = (
  networks: readonly NetworkGroups[],
  found: ReadonlyMap<string, SecurityGroup>,
): Readonly<Record<string, SecurityGroup>> => {
  const ids = networks.flatMap(({ groups }) => (isUnavailable(groups) ? [] : groups));
  return Object.fromEntries(
    [...new Set(ids)].flatMap((id) => {
      const group = found.get(id);
      return group ? [[id, group] as const] : [];
    }),
  );
};
