import { textOf, textsOf, unresolved } from '#domain/normalise/fields.ts';
import type { Unavailable } from '#domain/reading.ts';
import type { Subnet, Subnets } from '#domain/security-group.ts';
import type { TemplateAccount } from '#template/account.ts';
import type { Declared } from '#template/template.ts';
import { outside, type Reader } from './reader.ts';

/** The subnets of all of a service's networks, those that the template makes. */
export const readSubnets: Reader<Subnets> = (_written, account, { known: { service } }) => {
  if (!service) return outside('subnets of a service that cannot be read');
  const ids = [...new Set(service.networks.flatMap(({ subnets }) => subnets))];
  const found = ids
    .map((id) => account.made('AWS::EC2::Subnet', id))
    .filter((declared) => declared !== undefined)
    .map((declared) => subnetOf(declared, account));
  return { value: Object.fromEntries(found.map((subnet) => [subnet.id, subnet])) };
};

function subnetOf({ logicalId, properties }: Declared, account: TemplateAccount): Subnet {
  const id = account.names.ref(logicalId) ?? '';
  const vpc = textOf(properties['VpcId']) ?? '';
  const [association] = account.having('AWS::EC2::SubnetRouteTableAssociation', 'SubnetId', id);
  const table = association?.properties['RouteTableId'];
  return {
    id,
    vpc,
    owner: account.place.account,
    zone: textOf(properties['AvailabilityZone']) ?? '',
    cidrs: textsOf([properties['CidrBlock'], properties['Ipv6CidrBlock']]),
    ...(typeof table === 'string' && { routeTable: table }),
    public: table === undefined ? byMainTable(vpc, account) : leadsOut(table, account),
    // Only verdicts on VPCs read it, which are looked at in the account.
    leads: outside('where a subnet leads'),
  };
}

/** The main table of a new VPC has no route out, and CloudFormation gives it none: there is no name for it. */
const byMainTable = (vpc: string, account: TemplateAccount): boolean | Unavailable =>
  account.made('AWS::EC2::VPC', vpc)
    ? false
    : outside('the route table of a subnet, which the template does not make');

/** Whether a route of the table leads to an internet gateway; one whose target is not known may. */
function leadsOut(table: unknown, account: TemplateAccount): boolean | Unavailable {
  if (!account.made('AWS::EC2::RouteTable', table))
    return outside('the route table of a subnet, which the template does not make');
  const gateways = account
    .having('AWS::EC2::Route', 'RouteTableId', table)
    .map(({ properties }) => properties['GatewayId']);
  if (gateways.some((gateway) => textOf(gateway)?.startsWith('igw-'))) return true;
  const why = gateways.map(unresolved).find((each) => each !== undefined);
  return why === undefined ? false : { unavailable: 'unreadable', what: `a route of a subnet (${why})` };
}
