import type { VPCRegion } from '@aws-sdk/client-route-53';
import type { LiveAccount, Reader } from '#aws/facts/account.ts';
import { pagesOf } from '#aws/facts/pool.ts';
import { routeTablesOf } from '#aws/facts/subnets.ts';
import { earliest } from '#domain/instant.ts';
import { type Fields, fieldsOf, objectsOf } from '#domain/normalise/fields.ts';
import { toSubnet } from '#domain/normalise/subnets.ts';
import { toPrivateZones, toVpc } from '#domain/normalise/vpc.ts';
import type { ReadContext } from '#domain/ports.ts';
import type { Unavailable } from '#domain/reading.ts';
import { nameOf, placeOf, type Resource } from '#domain/resource.ts';
import { type PrivateZones, sharedBy, type Vpc } from '#domain/vpc.ts';

/** The VPC that is looked at, or that the endpoint looked at lies in. */
export function vpcIn(resource: Resource, { known }: ReadContext): string | Unavailable {
  if (resource.type === 'AWS::EC2::VPC') return nameOf(resource);
  return known.vpcEndpoint?.vpc ?? { unavailable: 'unreadable', what: 'the endpoint itself' };
}

/** A VPC with its DNS attributes. One that another account shares and EC2 does not show is that account's. */
export const readVpc: Reader<'vpc'> = async (resource, context, account) => {
  const id = vpcIn(resource, context);
  if (typeof id !== 'string') return id;
  const { region } = placeOf(resource.arn);
  const found = await account.shelves.vpcs.get(`${region} ${id}`, context, () => vpcOf(region, id, account));
  if (found.value) return { value: found.value, readAt: found.readAt };
  const owner = sharedBy(context.users);
  return owner === undefined ? { missing: true } : { unavailable: 'elsewhere', what: `account ${owner}` };
};

async function vpcOf(region: string, id: string, account: LiveAccount): Promise<Vpc | undefined> {
  const ec2 = await account.ec2(region);
  const { Vpcs } = await ec2.describeVpcs({ Filters: [{ Name: 'vpc-id', Values: [id] }] });
  const [raw] = objectsOf(Vpcs);
  if (!raw) return undefined;
  // One call tells one attribute (API reference).
  const support = await ec2.describeVpcAttribute({ VpcId: id, Attribute: 'enableDnsSupport' });
  const names = await ec2.describeVpcAttribute({ VpcId: id, Attribute: 'enableDnsHostnames' });
  return toVpc(raw, { ...fieldsOf(support), EnableDnsHostnames: names.EnableDnsHostnames });
}

/** All subnets of a VPC, with the route tables that hold for them: as many calls for three as for three hundred, but for pages. */
export const readVpcSubnets: Reader<'vpcSubnets'> = async (resource, context, account) => {
  const id = vpcIn(resource, context);
  if (typeof id !== 'string') return id;
  const { region } = placeOf(resource.arn);
  const read = async (filters: object): Promise<ReadonlyMap<string, readonly Fields[]>> => {
    const ec2 = await account.ec2(region);
    const found = await pagesOf(async (token) => {
      const page = await ec2.describeSubnets({
        MaxResults: 1_000,
        ...filters,
        ...(token !== undefined && { NextToken: token }),
      });
      return { items: objectsOf(page.Subnets), next: page.NextToken };
    });
    return Map.groupBy(found, (raw) => String(raw['VpcId']));
  };
  const subnets = await account.pools.vpcSubnets.get(region, [id], context, {
    some: (named) => read({ Filters: [{ Name: 'vpc-id', Values: [...named] }] }),
    all: () => read({}),
  });
  const tables = await routeTablesOf(region, [id], context, account);
  const found = (subnets.value.get(id) ?? []).map((raw) => toSubnet(raw, tables.value.get(id) ?? []));
  return {
    value: Object.fromEntries(found.map((each) => [each.id, each])),
    readAt: earliest(subnets.readAt, tables.readAt),
  };
};

/** The private zones that answer in a VPC; Route 53 is one for all regions. */
export const readPrivateZones: Reader<'privateZones'> = async (resource, context, account) => {
  const id = vpcIn(resource, context);
  if (typeof id !== 'string') return id;
  const { region } = placeOf(resource.arn);
  return account.shelves.privateZones.get(`${region} ${id}`, context, async (): Promise<PrivateZones> => {
    const route53 = await account.route53(region);
    const zones = await pagesOf(async (token) => {
      const page = await route53.listHostedZonesByVpc({
        VPCId: id,
        // The SDK lists the regions that it knew when it was made; there may be newer ones.
        VPCRegion: region as VPCRegion,
        ...(token !== undefined && { NextToken: token }),
      });
      return { items: objectsOf(page.HostedZoneSummaries), next: page.NextToken };
    });
    return toPrivateZones(zones);
  });
};
