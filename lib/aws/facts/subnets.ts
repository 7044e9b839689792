import { earliest } from '#domain/instant.ts';
import { type Fields, objectsOf } from '#domain/normalise/fields.ts';
import { toSubnet } from '#domain/normalise/subnets.ts';
import type { ReadContext } from '#domain/ports.ts';
import { placeOf } from '#domain/resource.ts';
import type { LiveAccount, Reader } from './account.ts';
import { pagesOf } from './pool.ts';
import type { Shared } from './shelf.ts';

/** The subnets of all of a service's networks, each with the route table that holds for it. */
export const readSubnets: Reader<'subnets'> = async ({ arn }, context, account) => {
  const { service } = context.known;
  if (!service) return { unavailable: 'unreadable', what: 'the service whose subnets these are' };
  const { region } = placeOf(arn);
  const ids = [...new Set(service.networks.flatMap(({ subnets }) => subnets))].sort();
  const { value: found, readAt } = await describedSubnets(region, ids, context, account);
  const mine = ids.map((id) => found.get(id)).filter((raw) => raw !== undefined);
  const vpcs = [...new Set(mine.map((raw) => String(raw['VpcId'])))].sort();
  const tables = await routeTablesOf(region, vpcs, context, account);
  const all = vpcs.flatMap((vpc) => tables.value.get(vpc) ?? []);
  const subnets = mine.map((raw) => toSubnet(raw, all));
  return {
    value: Object.fromEntries(subnets.map((subnet) => [subnet.id, subnet])),
    readAt: earliest(readAt, tables.readAt),
  };
};

/** Subnets by id as EC2 describes them; those that are gone are left out. */
export async function describedSubnets(
  region: string,
  ids: readonly string[],
  context: ReadContext,
  account: LiveAccount,
): Promise<Shared<ReadonlyMap<string, Fields>>> {
  const read = async (filters: object): Promise<ReadonlyMap<string, Fields>> => {
    const ec2 = await account.ec2(region);
    const found = await pagesOf(async (token) => {
      const page = await ec2.describeSubnets({ MaxResults: 1_000, ...filters, ...from(token) });
      return { items: objectsOf(page.Subnets), next: page.NextToken };
    });
    return new Map(found.map((raw) => [String(raw['SubnetId']), raw]));
  };
  return account.pools.subnets.get(region, ids, context, {
    some: (named) => read({ Filters: [{ Name: 'subnet-id', Values: [...named] }] }),
    all: () => read({}),
  });
}

const from = (token: string | undefined) => (token === undefined ? {} : { NextToken: token });

/** The route tables of VPCs, by VPC. */
export async function routeTablesOf(
  region: string,
  vpcs: readonly string[],
  context: ReadContext,
  account: LiveAccount,
): Promise<Shared<ReadonlyMap<string, readonly Fields[]>>> {
  const read = async (filters: object): Promise<ReadonlyMap<string, readonly Fields[]>> => {
    const ec2 = await account.ec2(region);
    const found = await pagesOf(async (token) => {
      const page = await ec2.describeRouteTables({ MaxResults: 100, ...filters, ...from(token) });
      return { items: objectsOf(page.RouteTables), next: page.NextToken };
    });
    return Map.groupBy(found, (table) => String(table['VpcId']));
  };
  return account.pools.routeTables.get(region, vpcs, context, {
    some: (named) => read({ Filters: [{ Name: 'vpc-id', Values: [...named] }] }),
    all: () => read({}),
  });
}
