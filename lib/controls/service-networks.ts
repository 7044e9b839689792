import { isUnreadable } from '#domain/readable.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import type { Subnets } from '#domain/security-group.ts';
import type { Service, ServiceNetwork } from '#domain/service.ts';

/** Whose tasks a network is, for messages. */
export const PLACES: Readonly<Record<ServiceNetwork['at'], string>> = {
  service: 'tasks of the service',
  deployment: 'tasks of a deployment',
  'task-set': 'tasks of a task set',
};
const ORDER = Object.keys(PLACES);

/** The networks of a service. A deployment repeats that of its service: each is judged once, where it stands first. */
export function distinctNetworks({ networks }: Service): readonly ServiceNetwork[] {
  const known = new Map<string, ServiceNetwork>();
  for (const network of networks.toSorted(
    (a, b) => ORDER.indexOf(a.at) - ORDER.indexOf(b.at) || (a.path < b.path ? -1 : 1),
  )) {
    const { assignPublicIp, subnets, securityGroups, subnetsUnreadable, securityGroupsUnreadable } = network;
    const unread = [subnetsUnreadable, securityGroupsUnreadable];
    const key = JSON.stringify([assignPublicIp, subnets.toSorted(), securityGroups.toSorted(), ...unread]);
    if (!known.has(key)) known.set(key, network);
  }
  return [...known.values()];
}

/**
 * Whether the internet has a way to a network's tasks: a public address, or a subnet that leads to an internet gateway.
 * `unknown`: it may have. `not now`: the reads were throttled, and a later look will know.
 */
export type Reach = 'yes' | 'no' | 'unknown' | 'not now';

export function canBeReached(network: ServiceNetwork, subnets: Subnets | Unavailable): Reach {
  if (network.assignPublicIp === 'ENABLED') return 'yes';
  if (isUnavailable(subnets)) return subnets.unavailable === 'throttled' ? 'not now' : 'unknown';
  const found = network.subnets.map((id) => subnets[id]?.public);
  if (found.includes(true)) return 'yes';
  const isKnown =
    found.length > 0 && found.every((each) => each === false) && network.subnetsUnreadable === undefined;
  return isKnown && !isUnreadable(network.assignPublicIp) ? 'no' : 'unknown';
}
