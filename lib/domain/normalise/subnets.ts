import type { Subnet } from '#domain/security-group.ts';
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
  return {
    id,
    vpc,
    owner,
    zone: textOf(fields['AvailabilityZone']) ?? '',
    cidrs: [...[textOf(fields['CidrBlock'])].filter((each) => each !== undefined), ...ipv6],
    ...(tableId !== undefined && { routeTable: tableId }),
    public: table
      ? objectsOf(table['Routes']).some(leadsOut)
      : { unavailable: 'elsewhere', what: `the route tables of account ${owner || 'not said'}` },
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
