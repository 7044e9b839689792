import { objectsOf, textOf, unresolved } from '#domain/normalise/fields.ts';
import { prefixListsIn } from '#domain/normalise/security-group.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import type {
  NetworkGroups,
  PrefixLists,
  SecurityGroup,
  SecurityGroupRule,
  ServiceGroups,
} from '#domain/security-group.ts';
import type { ServiceNetwork } from '#domain/service.ts';
import type { TemplateAccount } from '#template/account.ts';
import type { Declared } from '#template/template.ts';
import { outside, type Reader } from './reader.ts';
import { ruleOf, rulesIn } from './security-group-rules.ts';

/**
 * The groups in force on each of a service's networks, those that the template makes. Rules that other templates add to
 * them are not known.
 */
export const readSecurityGroups: Reader<ServiceGroups> = (_written, account, { known: { service } }) => {
  if (!service) return outside('security groups of a service that cannot be read');
  const found = new Map(groupsOf(account).map((group) => [group.id, group]));
  const networks = service.networks.map((network) => groupsInForce(network, found, account));
  const used = networks.flatMap(({ groups }) => (isUnavailable(groups) ? [] : groups));
  const groups = Object.fromEntries([...found].filter(([id]) => used.includes(id)));
  return { value: { networks, groups, prefixLists: prefixListsOf(Object.values(groups), account) } };
};

function groupsInForce(
  { path, subnets, securityGroups: named, securityGroupsUnreadable: why }: ServiceNetwork,
  found: ReadonlyMap<string, SecurityGroup>,
  account: TemplateAccount,
): NetworkGroups {
  if (named.length === 0 && why === undefined) {
    const group = found.get(defaultGroupOf(subnets[0], account) ?? '');
    const what = 'the default security group of a VPC that the template does not make';
    return { path, groups: group ? [group.id] : outside(what) };
  }
  const elsewhere = named.filter((id) => !found.has(id));
  const unread: readonly Unavailable[] = [
    ...elsewhere.map((id) => outside(`security group ${id}, which the template does not make`)),
    ...(why === undefined ? [] : [{ unavailable: 'unreadable' as const, what: `securityGroups (${why})` }]),
  ];
  return { path, groups: named.filter((id) => found.has(id)), ...(unread.length > 0 && { unread }) };
}

/** Where a service names no group, its tasks have the default one of the VPC (API_AwsVpcConfiguration). */
function defaultGroupOf(subnet: string | undefined, account: TemplateAccount): string | undefined {
  const declared = account.ofType('AWS::EC2::Subnet').find((each) => account.isRef(subnet, each));
  const vpc = account
    .ofType('AWS::EC2::VPC')
    .find((each) => account.isRef(declared?.properties['VpcId'], each));
  return vpc && account.names.attribute(vpc.logicalId, 'DefaultSecurityGroup');
}

function groupsOf(account: TemplateAccount): readonly SecurityGroup[] {
  const own = account.ofType('AWS::EC2::SecurityGroup').map(({ logicalId, properties }): SecurityGroup => {
    const id = account.names.ref(logicalId) ?? '';
    return {
      id,
      name: textOf(properties['GroupName']) ?? logicalId,
      vpc: textOf(properties['VpcId']) ?? '',
      owner: account.place.account,
      ingress: [...rulesIn(properties['SecurityGroupIngress']), ...addedTo(id, 'Ingress', account)],
      egress: [...egressIn(properties['SecurityGroupEgress']), ...addedTo(id, 'Egress', account)],
    };
  });
  return [...own, ...account.ofType('AWS::EC2::VPC').map((vpc) => defaultGroup(vpc, account))];
}

const EVERYTHING = { IpProtocol: '-1' };
/** Without a rule of its own for what goes out, a group lets everything out (AWS::EC2::SecurityGroup). */
const egressIn = (raw: unknown): readonly SecurityGroupRule[] =>
  raw === undefined
    ? rulesIn([
        { ...EVERYTHING, CidrIp: '0.0.0.0/0' },
        { ...EVERYTHING, CidrIpv6: '::/0' },
      ])
    : rulesIn(raw);

/** It lets in its own members (VPC guide, "Default security groups"), and what rules of the template add. */
function defaultGroup({ logicalId }: Declared, account: TemplateAccount): SecurityGroup {
  const id = account.names.attribute(logicalId, 'DefaultSecurityGroup') ?? '';
  return {
    id,
    name: 'default',
    vpc: account.names.ref(logicalId) ?? '',
    owner: account.place.account,
    ingress: [ruleOf({ ...EVERYTHING, SourceSecurityGroupId: id }), ...addedTo(id, 'Ingress', account)],
    egress: [...egressIn(undefined), ...addedTo(id, 'Egress', account)],
  };
}

/** Rules that are resources of their own. One of a group that is not known is not known to be of this one. */
const addedTo = (
  group: string,
  direction: 'Ingress' | 'Egress',
  account: TemplateAccount,
): readonly SecurityGroupRule[] =>
  account
    .ofType(`AWS::EC2::SecurityGroup${direction}`)
    .filter(({ properties }) => properties['GroupId'] === group)
    .map(({ properties }) => ruleOf(properties));

function prefixListsOf(groups: readonly SecurityGroup[], account: TemplateAccount): PrefixLists {
  const declared = account.ofType('AWS::EC2::PrefixList');
  return Object.fromEntries(
    prefixListsIn(groups).map((id) => {
      const list = declared.find((each) => account.isRef(id, each))?.properties['Entries'];
      const entries = objectsOf(list);
      const cidrs = entries.flatMap((entry) => textOf(entry['Cidr']) ?? []);
      const isKnown = unresolved(list) === undefined && cidrs.length > 0 && cidrs.length === entries.length;
      return [id, isKnown ? cidrs : outside(`the entries of prefix list ${id}`)];
    }),
  );
}
