import { type Fields, fieldsOf, readInteger, textOf, unresolved } from '#domain/normalise/fields.ts';
import { toSecurityGroupRule } from '#domain/normalise/security-group.ts';
import { isUnreadable } from '#domain/readable.ts';
import type { SecurityGroupRule } from '#domain/security-group.ts';

/** Rules in a list of a template, or the one that stands in its place; of what is not known, one that may let in anybody. */
export const rulesIn = (raw: unknown): readonly SecurityGroupRule[] => {
  if (raw === undefined || raw === null) return [];
  const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  return items.map(ruleOf);
};

const ADDRESSES = ['CidrIp', 'CidrIpv6', 'SourcePrefixListId', 'DestinationPrefixListId'] as const;

/** A rule, inline or as a resource of its own: the same properties. */
export function ruleOf(raw: unknown): SecurityGroupRule {
  const fields = fieldsOf(raw) ?? {};
  const whole =
    unresolved(raw) ?? ADDRESSES.map((name) => unresolved(fields[name])).find((why) => why !== undefined);
  const rule = toSecurityGroupRule({
    IpProtocol: fields['IpProtocol'],
    FromPort: portOf(fields, 'FromPort'),
    ToPort: portOf(fields, 'ToPort'),
    IpRanges: [{ CidrIp: fields['CidrIp'] }],
    Ipv6Ranges: [{ CidrIpv6: fields['CidrIpv6'] }],
    UserIdGroupPairs: [{ GroupId: groupOf(fields) }],
    PrefixListIds: [
      { PrefixListId: fields['SourcePrefixListId'] },
      { PrefixListId: fields['DestinationPrefixListId'] },
    ],
  });
  const why = whole ?? (rule.cidrs.some(isWide) ? unknownPorts(fields) : undefined);
  // Which ports it opens is not known, so nothing is said of them.
  return why === undefined ? rule : { ...rule, cidrs: [], prefixLists: [], unreadable: why };
}

const portOf = (fields: Fields, name: string): number | undefined => {
  const port = readInteger(fields, name);
  return isUnreadable(port) ? undefined : port;
};

/** A group that is not known is no address: its members are not the world. */
const groupOf = (fields: Fields): string | undefined => {
  const named = fields['SourceSecurityGroupId'] ?? fields['DestinationSecurityGroupId'];
  return textOf(named) ?? unresolved(named);
};

const unknownPorts = (fields: Fields): string | undefined =>
  ['IpProtocol', 'FromPort', 'ToPort']
    .map((name) => unresolved(fields[name]))
    .find((why) => why !== undefined);

/** A block that alone may be the world: a /8 of IPv4, a /16 of IPv6, or wider. */
function isWide(cidr: string): boolean {
  const prefix = Number(cidr.split('/')[1] ?? '128');
  return cidr.includes(':') ? prefix <= 16 : prefix <= 8;
}
