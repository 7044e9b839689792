import { earliest } from '#domain/instant.ts';
import { objectsOf, textOf } from '#domain/normalise/fields.ts';
import { prefixListsIn, toSecurityGroup } from '#domain/normalise/security-group.ts';
import {
  groupsById,
  groupsInForce,
  namedGroups,
  subnetsWithoutGroups,
} from '#domain/normalise/service-groups.ts';
import { toSubnet } from '#domain/normalise/subnets.ts';
import type { ReadContext } from '#domain/ports.ts';
import type { Unavailable } from '#domain/reading.ts';
import { placeOf } from '#domain/resource.ts';
import type { PrefixLists, SecurityGroup } from '#domain/security-group.ts';
import type { LiveAccount, Reader } from './account.ts';
import { settle } from './failure.ts';
import { chunks, pagesOf } from './pool.ts';
import type { Shared } from './shelf.ts';
import { describedSubnets } from './subnets.ts';

/** The groups in force on each of a service's networks, and the prefix lists that they name. */
export const readSecurityGroups: Reader<'securityGroups'> = async ({ arn }, context, account) => {
  const { service } = context.known;
  if (!service) return { unavailable: 'unreadable', what: 'the service whose security groups these are' };
  const { region } = placeOf(arn);
  const named = await securityGroupsOf(region, namedGroups(service), context, account);
  const nameless = subnetsWithoutGroups(service);
  const subnets = await describedSubnets(region, nameless, context, account);
  const placed = new Map(
    nameless.flatMap((id) => {
      const raw = subnets.value.get(id);
      return raw ? [[id, toSubnet(raw, [])] as const] : [];
    }),
  );
  const defaults = await defaultGroupsOf(
    region,
    [...new Set([...placed.values()].map(({ vpc }) => vpc))],
    context,
    account,
  );
  const networks = groupsInForce(service, placed, defaults.value);
  const byVpc = [...defaults.value.values()].map((group) => [group.id, group] as const);
  const groups = groupsById(networks, new Map([...named.value, ...byVpc]));
  const lists = await prefixListsOf(region, prefixListsIn(Object.values(groups)), context, account);
  return {
    value: { networks, groups, prefixLists: lists.value },
    readAt: earliest(named.readAt, subnets.readAt, defaults.readAt, lists.readAt),
  };
};

/** Security groups by id; those that are gone are left out. */
export function securityGroupsOf(
  region: string,
  ids: readonly string[],
  context: ReadContext,
  account: LiveAccount,
): Promise<Shared<ReadonlyMap<string, SecurityGroup>>> {
  return account.pools.securityGroups.get(region, ids, context, {
    some: (named) => groupsWhere(region, 'group-id', named, account),
    all: () => groupsWhere(region, undefined, [], account),
  });
}

/** The default group of each VPC, by VPC. */
async function defaultGroupsOf(
  region: string,
  vpcs: readonly string[],
  context: ReadContext,
  account: LiveAccount,
): Promise<Shared<ReadonlyMap<string, SecurityGroup>>> {
  return account.pools.defaultGroups.get(region, vpcs, context, {
    some: async (named) => defaultsByVpc(await groupsWhere(region, 'vpc-id', named, account)),
    all: async () => defaultsByVpc(await groupsWhere(region, 'group-name', ['default'], account)),
  });
}

const defaultsByVpc = (groups: ReadonlyMap<string, SecurityGroup>): ReadonlyMap<string, SecurityGroup> =>
  new Map([...groups.values()].filter(({ name }) => name === 'default').map((group) => [group.vpc, group]));

/** A filter of 200 values at most (EC2, "filtering resources"); a page of up to 1,000 groups. */
const VALUES_AT_ONCE = 200;

async function groupsWhere(
  region: string,
  filter: string | undefined,
  values: readonly string[],
  account: LiveAccount,
): Promise<ReadonlyMap<string, SecurityGroup>> {
  const ec2 = await account.ec2(region);
  const found = new Map<string, SecurityGroup>();
  for (const some of filter === undefined ? [[]] : chunks(values, VALUES_AT_ONCE)) {
    const groups = await pagesOf(async (token) => {
      const page = await ec2.describeSecurityGroups({
        MaxResults: 1_000,
        ...(filter !== undefined && { Filters: [{ Name: filter, Values: [...some] }] }),
        ...(token !== undefined && { NextToken: token }),
      });
      return { items: objectsOf(page.SecurityGroups), next: page.NextToken };
    });
    for (const raw of groups) found.set(String(raw['GroupId']), toSecurityGroup(raw));
  }
  return found;
}

/** The address ranges of prefix lists; a list that may not be read says so by itself, one that is gone is left out. */
export async function prefixListsOf(
  region: string,
  ids: readonly string[],
  context: ReadContext,
  account: LiveAccount,
): Promise<Shared<PrefixLists>> {
  const lists: Record<string, readonly string[] | Unavailable> = {};
  let readAt = context.now;
  for (const id of ids) {
    const list = await settle(() =>
      account.shelves.prefixLists.get(`${region} ${id}`, context, () => entriesOf(region, id, account)),
    );
    if ('unavailable' in list) lists[id] = list;
    else if ('value' in list) {
      lists[id] = list.value;
      readAt = earliest(readAt, list.readAt);
    }
  }
  return { value: lists, readAt };
}

async function entriesOf(region: string, id: string, account: LiveAccount): Promise<readonly string[]> {
  const ec2 = await account.ec2(region);
  const entries = await pagesOf(async (token) => {
    const page = await ec2.getManagedPrefixListEntries({
      PrefixListId: id,
      MaxResults: 100,
      ...(token !== undefined && { NextToken: token }),
    });
    return { items: objectsOf(page.Entries), next: page.NextToken };
  });
  return entries.flatMap((entry) => textOf(entry['Cidr']) ?? []);
}
