import type { LiveAccount, Reader } from '#aws/facts/account.ts';
import { pagesOf } from '#aws/facts/pool.ts';
import { prefixListsOf, securityGroupsOf } from '#aws/facts/security-groups.ts';
import { earliest } from '#domain/instant.ts';
import { type Fields, objectsOf } from '#domain/normalise/fields.ts';
import { prefixListsIn } from '#domain/normalise/security-group.ts';
import { isDeleted, isOnItsWay, toPolicySupport, toVpcEndpoint } from '#domain/normalise/vpc.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnreadable } from '#domain/readable.ts';
import { nameOf, placeOf } from '#domain/resource.ts';
import { groupsAround } from '#domain/vpc.ts';
import { vpcIn } from './vpc.ts';

/** The endpoints of a VPC that ECS uses. */
export const readVpcEndpoints: Reader<'vpcEndpoints'> = async (resource, context, account) => {
  const id = vpcIn(resource, context);
  if (typeof id !== 'string') return id;
  const place = placeOf(resource.arn);
  const { value, readAt } = await account.pools.vpcEndpoints.get(place.region, [id], context, {
    some: async (named) => byVpc(await endpointsWhere(place.region, 'vpc-id', named, account)),
    all: async () => byVpc(await endpointsWhere(place.region, undefined, [], account)),
  });
  const endpoints = (value.get(id) ?? [])
    .map((raw) => toVpcEndpoint(raw, place))
    .filter((each) => each.service !== undefined && !isDeleted(each))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return { value: endpoints, readAt, settling: endpoints.some(isOnItsWay) };
};

export const readVpcEndpoint: Reader<'vpcEndpoint'> = async (resource, context, account) => {
  const place = placeOf(resource.arn);
  const id = nameOf(resource);
  const { value, readAt } = await account.pools.endpoints.get(place.region, [id], context, {
    some: async (named) => byId(await endpointsWhere(place.region, 'vpc-endpoint-id', named, account)),
    all: async () => byId(await endpointsWhere(place.region, undefined, [], account)),
  });
  const raw = value.get(id);
  const endpoint = raw && toVpcEndpoint(raw, place);
  if (!endpoint || isDeleted(endpoint)) return { missing: true };
  return { value: endpoint, readAt, settling: isOnItsWay(endpoint) };
};

const byVpc = (found: readonly Fields[]): ReadonlyMap<string, readonly Fields[]> =>
  Map.groupBy(found, (raw) => String(raw['VpcId']));
const byId = (found: readonly Fields[]): ReadonlyMap<string, Fields> =>
  new Map(found.map((raw) => [String(raw['VpcEndpointId']), raw]));

async function endpointsWhere(
  region: string,
  filter: string | undefined,
  values: readonly string[],
  account: LiveAccount,
): Promise<readonly Fields[]> {
  const ec2 = await account.ec2(region);
  return pagesOf(async (token) => {
    const page = await ec2.describeVpcEndpoints({
      MaxResults: 1_000,
      ...(filter !== undefined && { Filters: [{ Name: filter, Values: [...values] }] }),
      ...(token !== undefined && { NextToken: token }),
    });
    return { items: objectsOf(page.VpcEndpoints), next: page.NextToken };
  });
}

/** The groups of an endpoint and of the tasks that reach it, and the prefix lists that their rules name. */
export const readEndpointGroups: Reader<'endpointGroups'> = async ({ arn }, context, account) => {
  const { vpcEndpoint, vpcUse } = context.known;
  if (!vpcEndpoint || !vpcUse) return UNREAD;
  const { region } = placeOf(arn);
  const ids = groupsAround(vpcEndpoint, vpcUse);
  const found = await securityGroupsOf(region, ids, context, account);
  const groups = ids.flatMap((id) => found.value.get(id) ?? []);
  const lists = await prefixListsOf(region, prefixListsIn(groups), context, account);
  return {
    value: { groups: Object.fromEntries(groups.map((each) => [each.id, each])), prefixLists: lists.value },
    readAt: earliest(found.readAt, lists.readAt),
  };
};

/** Whether the service of an endpoint takes policies: only EC2 knows. */
export const readEndpointPolicySupport: Reader<'endpointPolicySupport'> = async (
  { arn },
  context: ReadContext,
  account,
) => {
  const { vpcEndpoint } = context.known;
  if (!vpcEndpoint) return UNREAD;
  const { serviceName, region } = vpcEndpoint;
  const { value, readAt } = await account.shelves.policySupport.get(
    `${region} ${serviceName}`,
    context,
    async () => {
      const ec2 = await account.ec2(placeOf(arn).region);
      const { ServiceDetails } = await ec2.describeVpcEndpointServices({ ServiceNames: [serviceName] });
      return toPolicySupport(ServiceDetails, serviceName);
    },
  );
  if (value === undefined || isUnreadable(value))
    return { unavailable: 'unreadable', what: `whether ${serviceName} supports endpoint policies` };
  return { value: { supported: value }, readAt };
};

const UNREAD = { unavailable: 'unreadable', what: 'the endpoint itself' } as const;
