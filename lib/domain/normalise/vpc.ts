import { endpointServiceOf } from '#domain/endpoint-service.ts';
import type { Place } from '#domain/resource.ts';
import type { PrivateZones, Vpc, VpcEndpoint } from '#domain/vpc.ts';
import { type Fields, fieldsOf, objectsOf, readBoolean, textOf, textsOf } from './fields.ts';

/** A VPC as DescribeVpcs answers, with what DescribeVpcAttribute says of names in it. Never throws. */
export function toVpc(raw: unknown, attributes: unknown): Vpc {
  const fields = fieldsOf(raw) ?? {};
  const said = fieldsOf(attributes) ?? {};
  const associated = (list: string, key: string, state: string): readonly string[] =>
    objectsOf(fields[list])
      .filter((each) => fieldsOf(each[state])?.['State'] !== 'disassociated')
      .flatMap((each) => textOf(each[key]) ?? []);
  const own = textOf(fields['CidrBlock']);
  return {
    id: textOf(fields['VpcId']) ?? '',
    owner: textOf(fields['OwnerId']) ?? '',
    cidrs: [
      ...new Set([
        ...(own === undefined ? [] : [own]),
        ...associated('CidrBlockAssociationSet', 'CidrBlock', 'CidrBlockState'),
        ...associated('Ipv6CidrBlockAssociationSet', 'Ipv6CidrBlock', 'Ipv6CidrBlockState'),
      ]),
    ],
    dnsSupport: readBoolean(fieldsOf(said['EnableDnsSupport']) ?? {}, 'Value'),
    dnsHostnames: readBoolean(fieldsOf(said['EnableDnsHostnames']) ?? {}, 'Value'),
  };
}

/** An endpoint as DescribeVpcEndpoints answers, in a place. */
export function toVpcEndpoint(raw: unknown, { region }: Pick<Place, 'region'>): VpcEndpoint {
  const fields = fieldsOf(raw) ?? {};
  const serviceName = textOf(fields['ServiceName']) ?? '';
  const serviceRegion = textOf(fields['ServiceRegion']) ?? region;
  const service = endpointServiceOf(serviceName, serviceRegion);
  const policy = textOf(fields['PolicyDocument']);
  return {
    id: textOf(fields['VpcEndpointId']) ?? '',
    vpc: textOf(fields['VpcId']) ?? '',
    owner: textOf(fields['OwnerId']) ?? '',
    serviceName,
    ...(service && { service }),
    region: serviceRegion,
    kind: textOf(fields['VpcEndpointType']) ?? '',
    state: (textOf(fields['State']) ?? '').toLowerCase(),
    privateDns: readBoolean(fields, 'PrivateDnsEnabled'),
    onlyForResolver: dnsOf(fields)['PrivateDnsOnlyForInboundResolverEndpoint'] === true,
    addressType: (textOf(fields['IpAddressType']) ?? 'ipv4').toLowerCase(),
    subnets: textsOf(fields['SubnetIds']).toSorted(),
    groups: objectsOf(fields['Groups'])
      .flatMap((each) => textOf(each['GroupId']) ?? [])
      .sort(),
    routeTables: textsOf(fields['RouteTableIds']).toSorted(),
    ...(policy !== undefined && { policy }),
    managed: fields['RequesterManaged'] === true,
  };
}

const dnsOf = (fields: Fields): Fields => fieldsOf(fields['DnsOptions']) ?? {};

/** What an endpoint that is on its way from one state to another will soon have left. */
export const isOnItsWay = ({ state }: VpcEndpoint): boolean => state === 'pending' || state === 'deleting';
/** DescribeVpcEndpoints still shows what is deleted, for a while. */
export const isDeleted = ({ state }: VpcEndpoint): boolean => state === 'deleted';

/** The private zones of a VPC as ListHostedZonesByVPC answers; one that an AWS service made (for an endpoint, a file system) is left out. */
export const toPrivateZones = (raw: unknown): PrivateZones =>
  objectsOf(raw)
    .filter(({ Owner }) => textOf(fieldsOf(Owner)?.['OwningService']) === undefined)
    .flatMap(({ Name }) => textOf(Name) ?? [])
    .sort();

/** Whether a service takes policies on its endpoints, as DescribeVpcEndpointServices answers. */
export const toPolicySupport = (raw: unknown, serviceName: string) => {
  const found = objectsOf(raw).find((each) => each['ServiceName'] === serviceName);
  return found ? readBoolean(found, 'VpcEndpointPolicySupported') : undefined;
};
