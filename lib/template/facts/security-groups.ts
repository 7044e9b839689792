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
  const networks = service.networks.map((network) => groupsInForce(network, account));
  const used = new Set(networks.flatMap(({ groups }) => (isUnavailable(groups) ? [] : groups)));
  const groups = Object.fromEntries(
    [...used].map((id) => [id, groupOf(id, account)] as const).filter(isMade),
  );
  return { value: { networks, groups, prefixLists: prefixListsOf(Object.values(groups), account) } };
};

const isMade = (
  entry: readonly [string, SecurityGroup | undefined],
): entry is readonly [string, SecurityGroup] => entry[1] !== undefined;

function groupsInForce(
  { path, subnets, securityGroups: named, securityGroupsUnreadable: why }: ServiceNetwork,
  account: TemplateAccount,
): NetworkGroups {
  const isHere = (id: string): boolean => declaredGroup(id, account) !== undefined;
  if (named.length === 0 && why === undefined) {
    const id = defaultGroupOf(subnets[0], account);
    const what = 'the default security group of a VPC that the template does not make';
    return { path, groups: id === undefined ? outside(what) : [id] };
  }
  const elsewhere = named.filter((id) => !isHere(id));
  const unread: readonly Unavailable[] = [
    ...elsewhere.map((id) => outside(`security group ${id}, which the template does not make`)),
    ...(why === undefined ? [] : [{ unavailable: 'unreadable' as const, what: `securityGroups (${why})` }]),
  ];
  return { path, groups: named.filter(isHere), ...(unread.length > 0 && { unread }) };
}

/** Where a service names no group, its tasks have the default one of the VPC (API_AwsVpcConfiguration). */
function defaultGroupOf(subnet: string | undefined, account: TemplateAccount): string | undefined {
  const vpc = account.made('AWS::EC2::VPC', account.made('AWS::EC2::Subnet', subnet)?.properties['VpcId']);
  return vpc && account.names.attribute(vpc.logicalId, 'DefaultSecurityGroup');
}

/** What makes a group: itself, or the VPC whose default group it is. */
const declaredGroup = (id: string, account: TemplateAccount): Declared | undefined =>
  account.made('AWS::EC2::SecurityGroup', id) ??
  account.by('AWS::EC2::VPC', 'default group', id, ({ logicalId }) => [
    account.names.attribute(logicalId, 'DefaultSecurityGroup'),
  ])[0];

function groupOf(id: string, account: TemplateAccount): SecurityGroup | undefined {
  const declared = declaredGroup(id, account);
  if (!declared) return undefined;
  const { logicalId, type, properties } = declared;
  const isDefault = type === 'AWS::EC2::VPC';
  return {
    id,
    name: isDefault ? 'default' : (textOf(properties['GroupName']) ?? logicalId),
    vpc: isDefault ? (account.names.ref(logicalId) ?? '') : (textOf(properties['VpcId']) ?? ''),
    owner: account.place.account,
    ingress: [
      // It lets in its own members (VPC guide, "Default security groups").
      ...(isDefault ? [ruleOf({ ...EVERYTHING, SourceSecurityGroupId: id })] : []),
      ...rulesIn(properties['SecurityGroupIngress']),
      ...addedTo(id, 'Ingress', account),
    ],
    egress: [...egressIn(properties['SecurityGroupEgress']), ...addedTo(id, 'Egress', account)],
  };
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

/** Rules that are resources of their own. One of a group that is not known is not known to be of this one. */
const addedTo = (
  group: string,
  direction: 'Ingress' | 'Egress',
  account: TemplateAccount,
): readonly SecurityGroupRule[] =>
  account
    .having(`AWS::EC2::SecurityGroup${direction}`, 'GroupId', group)
    .map(({ properties }) => ruleOf(properties));

function prefixListsOf(groups: readonly SecurityGroup[], account: TemplateAccount): PrefixLists {
  return Object.fromEntries(
    prefixListsIn(groups).map((id) => {
      const list = account.made('AWS::EC2::PrefixList', id)?.properties['Entries'];
      const entries = objectsOf(list);
      const cidrs = entries.flatMap((entry) => textOf(entry['Cidr']) ?? []);
      const isKnown = unresolved(list) === undefined && cidrs.length > 0 && cidrs.length === entries.length;
      return [id, isKnown ? cidrs : outside(`the entries of prefix list ${id}`)];
    }),
  );
}
