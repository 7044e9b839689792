import type { Arn } from '#domain/arn.ts';
import { type Fields, objectsOf, textOf } from '#domain/normalise/fields.ts';
import { prefixListsIn, toSecurityGroup } from '#domain/normalise/security-group.ts';
import {
  groupsById,
  groupsInForce,
  namedGroups,
  subnetsWithoutGroups,
} from '#domain/normalise/service-groups.ts';
import { toSubnet } from '#domain/normalise/subnets.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable, type Reading, type Unavailable } from '#domain/reading.ts';
import { ec2Arn, placeOf } from '#domain/resource.ts';
import type { PrefixLists, SecurityGroup, ServiceGroups, Subnets } from '#domain/security-group.ts';
import { descriptionOf, entryOf, type Recorded } from './recorded.ts';

const UNREAD: Unavailable = { unavailable: 'unreadable', what: 'the service itself' };

/** The groups in force on each of a service's networks. As in a live account, one that may not be read hides them all. */
export function readSecurityGroups(
  arn: Arn,
  recorded: Recorded,
  { known: { service } }: ReadContext,
): Reading<ServiceGroups> {
  if (!service) return UNREAD;
  const named = describeAll(arn, 'security-group', 'securityGroup', namedGroups(service), recorded);
  if (isUnavailable(named)) return named;
  const placed = describeAll(arn, 'subnet', 'subnet', subnetsWithoutGroups(service), recorded);
  if (isUnavailable(placed)) return placed;
  const subnets = new Map(placed.map((raw) => toSubnet(raw, [])).map((each) => [each.id, each]));
  const vpcs = new Set([...subnets.values()].map(({ vpc }) => vpc));
  const defaults = new Map(
    [...recorded.values()]
      .flatMap((facts) => objectsOf([facts['securityGroup']]).map(toSecurityGroup))
      .filter(({ name, vpc }) => name === 'default' && vpcs.has(vpc))
      .map((group) => [group.vpc, group]),
  );
  const networks = groupsInForce(service, subnets, defaults);
  const found = [...named.map(toSecurityGroup), ...defaults.values()].map(
    (group): [string, SecurityGroup] => [group.id, group],
  );
  const groups = groupsById(networks, new Map(found));
  const prefixLists = prefixListsFrom(arn, prefixListsIn(Object.values(groups)), recorded);
  return { value: { networks, groups, prefixLists } };
}

/** The address ranges of prefix lists; those that are not recorded are gone. */
export function prefixListsFrom(user: Arn, ids: readonly string[], recorded: Recorded): PrefixLists {
  const found = ids.flatMap((id) => {
    const entry = entryOf(recorded, arnOf(user, 'prefix-list', id, recorded), 'entries');
    if (!entry) return [];
    const cidrs = isUnavailable(entry)
      ? entry
      : objectsOf(entry.value).flatMap((each) => textOf(each['Cidr']) ?? []);
    return [[id, cidrs] as const];
  });
  return Object.fromEntries(found);
}

/** The subnets of all of a service's networks, each with the route table that holds for it. */
export function readSubnets(
  arn: Arn,
  recorded: Recorded,
  { known: { service } }: ReadContext,
): Reading<Subnets> {
  if (!service) return UNREAD;
  const ids = [...new Set(service.networks.flatMap(({ subnets }) => subnets))].sort();
  const described = describeAll(arn, 'subnet', 'subnet', ids, recorded);
  if (isUnavailable(described)) return described;
  const routeTables = routeTablesIn(recorded);
  if (isUnavailable(routeTables)) return routeTables;
  const subnets = described.map((raw) => toSubnet(raw, routeTables));
  return { value: Object.fromEntries(subnets.map((subnet) => [subnet.id, subnet])) };
}

/** All route tables that are recorded. */
export function routeTablesIn(recorded: Recorded): readonly Fields[] | Unavailable {
  const tables = [...recorded.entries()].flatMap(([key, facts]) =>
    facts['routeTable'] === undefined ? [] : [descriptionOf(recorded, key, 'routeTable')],
  );
  const denied = tables.find(isUnavailable);
  return denied ?? tables.flatMap((table) => (table && 'value' in table ? [table.value] : []));
}

/** What is recorded of things of EC2; those that are not are gone. */
export function describeAll(
  service: Arn,
  kind: string,
  key: string,
  ids: readonly string[],
  recorded: Recorded,
): readonly Fields[] | Unavailable {
  const found: Fields[] = [];
  for (const id of ids) {
    const description = descriptionOf(recorded, arnOf(service, kind, id, recorded), key);
    if (isUnavailable(description)) return description;
    if (description) found.push(description.value);
  }
  return found;
}

/** The ARN under which a thing of EC2 is recorded: in the service's account, else in whichever it is (a shared subnet's owner, AWS). */
function arnOf(service: Arn, kind: string, id: string, recorded: Recorded): Arn {
  const place = placeOf(service);
  const own = ec2Arn(place, kind, id);
  if (recorded.has(own)) return own;
  const tail = `:${kind}/${id}`;
  const head = `arn:${place.partition}:ec2:${place.region}:`;
  return [...recorded.keys()].find((arn) => arn.startsWith(head) && arn.endsWith(tail)) ?? own;
}
