import type { SecurityGroup, SecurityGroupRule } from '#domain/security-group.ts';
import { type Fields, fieldsOf, objectsOf, textOf } from './fields.ts';

/** IANA's numbers where EC2 has a word; `-1` is its word for all. */
const WORDS: Readonly<Record<string, string>> = {
  '-1': 'all',
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
};
const WITH_PORTS: ReadonlySet<string> = new Set(['tcp', 'udp']);
const LAST_PORT = 65_535;

/** A security group as DescribeSecurityGroups answers. Never throws. */
export function toSecurityGroup(raw: unknown): SecurityGroup {
  const fields = fieldsOf(raw) ?? {};
  return {
    id: textOf(fields['GroupId']) ?? '',
    name: textOf(fields['GroupName']) ?? '',
    vpc: textOf(fields['VpcId']) ?? '',
    owner: textOf(fields['OwnerId']) ?? '',
    ingress: objectsOf(fields['IpPermissions']).map(toSecurityGroupRule),
    egress: objectsOf(fields['IpPermissionsEgress']).map(toSecurityGroupRule),
  };
}

/** One of `IpPermissions`. A rule whose protocol or ports cannot be read is taken for one on all of them. */
export function toSecurityGroupRule(permission: Fields): SecurityGroupRule {
  const said = permission['IpProtocol'];
  const text = typeof said === 'number' ? String(said) : (textOf(said)?.toLowerCase() ?? '-1');
  const protocol = WORDS[text] ?? text;
  const texts = (list: string, key: string): readonly string[] =>
    objectsOf(permission[list]).flatMap((each) => textOf(each[key]) ?? []);
  return {
    protocol,
    ...(WITH_PORTS.has(protocol) ? portsOf(permission) : { from: 0, to: LAST_PORT }),
    cidrs: [...texts('IpRanges', 'CidrIp'), ...texts('Ipv6Ranges', 'CidrIpv6')],
    groups: texts('UserIdGroupPairs', 'GroupId'),
    prefixLists: texts('PrefixListIds', 'PrefixListId'),
  };
}

function portsOf({ FromPort: from, ToPort: to }: Fields): { readonly from: number; readonly to: number } {
  const isPort = (port: unknown): port is number =>
    typeof port === 'number' && Number.isInteger(port) && port >= 0 && port <= LAST_PORT;
  return isPort(from) && isPort(to) && from <= to ? { from, to } : { from: 0, to: LAST_PORT };
}

/** The ids of all prefix lists that groups name, sorted. */
export const prefixListsIn = (groups: readonly SecurityGroup[]): readonly string[] =>
  [
    ...new Set(
      groups.flatMap(({ ingress, egress }) => [...ingress, ...egress].flatMap((rule) => rule.prefixLists)),
    ),
  ].sort();
