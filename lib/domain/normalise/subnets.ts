import type { Unavailable } from '#domain/reading.ts';
import type { Subnet, SubnetLeads } from '#domain/security-group.ts';
import { type Fields, fieldsOf, objectsOf, textOf } from './fields.ts';

/**
 * A subnet (DescribeSubnets) with the route tables of its VPC (DescribeRouteTables). It has the table it is associated
 * with, else the VPC's main one; it is public when a route of that leads to an internet gateway. Never throws.
 */
export function toSubnet(raw: unknown, routeTables: readonly unknown[]): Subnet {
  const fields = fieldsOf(raw) ?? {};
  const id = textOf(fields['SubnetId']) ?? '';
  const vpc = textOf(fields['VpcId']) ?? '';
  const owner = textOf(fields['OwnerId']) ?? '';
  const table = tableOf(id, vpc, objectsOf(routeTables));
  const tableId = textOf(table?.['RouteTableId']);
  const ipv6 = objectsOf(fields['Ipv6CidrBlockAssociationSet']).flatMap(
    (each) => textOf(each['Ipv6CidrBlock']) ?? [],
  );
  const unread: Unavailable = {
    unavailable: 'elsewhere',
    what: `the route tables of account ${owner || 'not said'}`,
  };
  return {
    id,
    vpc,
    owner,
    zone: textOf(fields['AvailabilityZone']) ?? '',
    cidrs: [...[textOf(fields['CidrBlock'])].filter((each) => each !== undefined), ...ipv6],
    ...(tableId !== undefined && { routeTable: tableId }),
    public: table ? objectsOf(table['Routes']).some(leadsOut) : unread,
    leads: table ? leadsTo(objectsOf(table['Routes'])) : unread,
  };
}

function tableOf(subnet: string, vpc: string, tables: readonly Fields[]): Fields | undefined {
  const holds = (wanted: (association: Fields) => boolean): Fields | undefined =>
    tables.find((table) => table['VpcId'] === vpc && objectsOf(table['Associations']).some(wanted));
  return holds(({ SubnetId }) => SubnetId === subnet) ?? holds(({ Main }) => Main === true);
}

/** `igw-…` is an internet gateway; `eigw-…` lets out only. A route whose target is gone is a black hole. */
const leadsOut = ({ GatewayId, State }: Fields): boolean =>
  textOf(GatewayId)?.startsWith('igw-') === true && State !== 'blackhole';

/** What takes packets out by an address of its own: a NAT gateway, a machine that does the same, or for IPv6 an egress-only gateway. */
const isNat = ({
  NatGatewayId,
  InstanceId,
  NetworkInterfaceId,
  EgressOnlyInternetGatewayId,
  GatewayId,
}: Fields) =>
  [NatGatewayId, InstanceId, NetworkInterfaceId, EgressOnlyInternetGatewayId].some(
    (each) => textOf(each) !== undefined,
  ) || textOf(GatewayId)?.startsWith('eigw-') === true;

/** A route that is as good as one to everywhere: `0.0.0.0/0`, its halves, and the same of IPv6. */
const isWide = ({ DestinationCidrBlock, DestinationIpv6CidrBlock }: Fields): boolean =>
  /\/[01]$/.test(textOf(DestinationCidrBlock) ?? textOf(DestinationIpv6CidrBlock) ?? '');

/** The best way out that the routes give. */
function leadsTo(routes: readonly Fields[]): SubnetLeads {
  const wide = routes.filter((route) => isWide(route) && route['State'] !== 'blackhole');
  if (wide.some(isNat)) return 'nat';
  if (wide.some(leadsOut)) return 'internet';
  return wide.length > 0 ? 'network' : 'nowhere';
}
