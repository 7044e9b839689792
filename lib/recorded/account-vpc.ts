import type { Arn } from '#domain/arn.ts';
import { type Fields, fieldsOf } from '#domain/normalise/fields.ts';
import { prefixListsIn, toSecurityGroup } from '#domain/normalise/security-group.ts';
import { toSubnet } from '#domain/normalise/subnets.ts';
import {
  isDeleted,
  isOnItsWay,
  toPolicySupport,
  toPrivateZones,
  toVpc,
  toVpcEndpoint,
} from '#domain/normalise/vpc.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnreadable } from '#domain/readable.ts';
import { isUnavailable, type Reading, type Unavailable } from '#domain/reading.ts';
import { ec2Arn, nameOf, placeOf, resourceOf } from '#domain/resource.ts';
import type { EndpointGroups, Subnets } from '#domain/security-group.ts';
import { groupsAround, type PrivateZones, sharedBy, type Vpc, type VpcEndpoint } from '#domain/vpc.ts';
import { describeAll, prefixListsFrom, routeTablesIn } from './account-network.ts';
import { descriptionOf, entryOf, type Recorded } from './recorded.ts';

const UNREAD: Unavailable = { unavailable: 'unreadable', what: 'the endpoint itself' };

/** The VPC that is looked at, or that the endpoint looked at lies in. */
function vpcIn(arn: Arn, { known }: ReadContext): string | Unavailable {
  const resource = resourceOf(arn);
  if (resource?.type === 'AWS::EC2::VPC') return nameOf(resource);
  return known.vpcEndpoint?.vpc ?? UNREAD;
}

/** A VPC with its DNS attributes, `EnableDnsSupport` and `EnableDnsHostnames` under `dns`. */
export function readVpc(arn: Arn, recorded: Recorded, context: ReadContext): Reading<Vpc> {
  const id = vpcIn(arn, context);
  if (typeof id !== 'string') return id;
  const own = ec2Arn(placeOf(arn), 'vpc', id);
  const found = descriptionOf(recorded, own, 'vpc');
  if (isUnavailable(found)) return found;
  const owner = sharedBy(context.users);
  if (!found)
    return owner === undefined ? { missing: true } : { unavailable: 'elsewhere', what: `account ${owner}` };
  const dns = entryOf(recorded, own, 'dns');
  if (isUnavailable(dns)) return dns;
  return { value: toVpc(found.value, dns?.value) };
}

/** All recorded subnets of a VPC, with the route tables that hold for them. */
export function readVpcSubnets(arn: Arn, recorded: Recorded, context: ReadContext): Reading<Subnets> {
  const id = vpcIn(arn, context);
  if (typeof id !== 'string') return id;
  const subnets = allOf('subnet', 'AWS::EC2::Subnet', recorded);
  if (isUnavailable(subnets)) return subnets;
  const tables = routeTablesIn(recorded);
  if (isUnavailable(tables)) return tables;
  const found = subnets
    .filter(({ fields }) => fields['VpcId'] === id)
    .map(({ fields }) => toSubnet(fields, tables));
  return { value: Object.fromEntries(found.map((each) => [each.id, each])) };
}

/** The recorded endpoints of a VPC that ECS uses. */
export function readVpcEndpoints(
  arn: Arn,
  recorded: Recorded,
  context: ReadContext,
): Reading<readonly VpcEndpoint[]> {
  const id = vpcIn(arn, context);
  if (typeof id !== 'string') return id;
  const all = allOf('vpcEndpoint', 'AWS::EC2::VPCEndpoint', recorded);
  if (isUnavailable(all)) return all;
  const endpoints = all
    .map(({ arn: own, fields }) => endpointOf(own, fields))
    .filter((each) => each.vpc === id && each.service !== undefined && !isDeleted(each))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return { value: endpoints, settling: endpoints.some(isOnItsWay) };
}

/** The private zones of a VPC under `hostedZones`, as ListHostedZonesByVPC answers; none where that is not recorded. */
export function readPrivateZones(arn: Arn, recorded: Recorded, context: ReadContext): Reading<PrivateZones> {
  const id = vpcIn(arn, context);
  if (typeof id !== 'string') return id;
  const zones = entryOf(recorded, ec2Arn(placeOf(arn), 'vpc', id), 'hostedZones');
  return isUnavailable(zones) ? zones : { value: toPrivateZones(zones?.value) };
}

export function readVpcEndpoint(arn: Arn, recorded: Recorded): Reading<VpcEndpoint> {
  const found = descriptionOf(recorded, arn, 'vpcEndpoint');
  if (!found || isUnavailable(found)) return found ?? { missing: true };
  const endpoint = endpointOf(arn, found.value);
  return isDeleted(endpoint) ? { missing: true } : { value: endpoint, settling: isOnItsWay(endpoint) };
}

const endpointOf = (arn: Arn, fields: Fields): VpcEndpoint =>
  toVpcEndpoint({ ...fields, VpcEndpointId: nameOf({ type: 'AWS::EC2::VPCEndpoint', arn }) }, placeOf(arn));

/** The groups of an endpoint and of the tasks that reach it, and the prefix lists that their rules name. */
export function readEndpointGroups(
  arn: Arn,
  recorded: Recorded,
  { known: { vpcEndpoint, vpcUse } }: ReadContext,
): Reading<EndpointGroups> {
  if (!vpcEndpoint || !vpcUse) return UNREAD;
  const described = describeAll(
    arn,
    'security-group',
    'securityGroup',
    groupsAround(vpcEndpoint, vpcUse),
    recorded,
  );
  if (isUnavailable(described)) return described;
  const groups = described.map(toSecurityGroup);
  return {
    value: {
      groups: Object.fromEntries(groups.map((each) => [each.id, each])),
      prefixLists: prefixListsFrom(arn, prefixListsIn(groups), recorded),
    },
  };
}

/** Whether the service takes policies: `endpointService` of the endpoint, as DescribeVpcEndpointServices describes it. */
export function readEndpointPolicySupport(
  arn: Arn,
  recorded: Recorded,
  { known: { vpcEndpoint } }: ReadContext,
): Reading<{ readonly supported: boolean }> {
  if (!vpcEndpoint) return UNREAD;
  const { serviceName } = vpcEndpoint;
  const entry = entryOf(recorded, arn, 'endpointService');
  if (isUnavailable(entry)) return entry;
  const supported = toPolicySupport([{ ServiceName: serviceName, ...fieldsOf(entry?.value) }], serviceName);
  return supported === undefined || isUnreadable(supported)
    ? { unavailable: 'unreadable', what: `whether ${serviceName} supports endpoint policies` }
    : { value: { supported } };
}

/** Everything recorded under a key; one that may not be read hides them all, as in a live account. */
function allOf(
  key: string,
  type: 'AWS::EC2::Subnet' | 'AWS::EC2::VPCEndpoint',
  recorded: Recorded,
): readonly { readonly arn: Arn; readonly fields: Fields }[] | Unavailable {
  const found: { readonly arn: Arn; readonly fields: Fields }[] = [];
  for (const arn of recorded.keys()) {
    if (resourceOf(arn)?.type !== type) continue;
    const description = descriptionOf(recorded, arn, key);
    if (isUnavailable(description)) return description;
    if (description) found.push({ arn, fields: description.value });
  }
  return found;
}
