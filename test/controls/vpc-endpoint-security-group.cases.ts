import type { PrefixLists, SecurityGroup, SecurityGroupRule, Subnets } from '#domain/security-group.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import type { VpcEndpoint, VpcUser } from '#domain/vpc.ts';
import { rule, securityGroup, subnet } from '../support/facts.ts';
import {
  elsewhere,
  endpoint,
  fargate,
  groupsAround,
  instance,
  onInstances,
  SUBNETS,
  use,
  vpc,
} from '../support/vpc.ts';
import type { Cases, Given } from './cases.ts';

const web = fargate(['secretsmanager']);
const api = fargate(['secretsmanager'], {
  arn: `${web.arn}-2`,
  networks: [{ groups: ['sg-api'], subnets: ['subnet-a'] }],
});
const tasksByGroup = rule({ groups: ['sg-web'] });
const inSubnets = rule({ cidrs: ['10.0.1.0/24', '10.0.2.0/24'] });
const world = rule({ cidrs: ['0.0.0.0/0'] });

interface Says {
  readonly users?: readonly VpcUser[];
  readonly endpoint?: Partial<VpcEndpoint>;
  readonly groups?: readonly SecurityGroup[];
  readonly lists?: PrefixLists;
  readonly subnets?: Subnets;
  readonly trusted?: readonly string[];
}
const given = (rules: readonly SecurityGroupRule[], says: Says = {}): Given => ({
  facts: {
    vpcEndpoint: endpoint('secretsmanager', says.endpoint),
    vpcUse: use(...(says.users ?? [web])),
    vpc: vpc(),
    vpcSubnets: says.subnets ?? SUBNETS,
    endpointGroups: groupsAround(
      [
        securityGroup('sg-endpoint', ...rules),
        securityGroup('sg-web'),
        securityGroup('sg-api'),
        securityGroup('sg-host'),
        ...(says.groups ?? []),
      ],
      says.lists,
    ),
  },
  parameters: { network: { ...DEFAULT_SETTINGS.parameters.network, trustedCidrs: says.trusted ?? [] } },
});
const unreachable = { reasons: ['unreachable tcp 443 tasks'], severity: 'HIGH' } as const;
const withGroup = (group: Partial<SecurityGroup>): Given =>
  given([tasksByGroup], { groups: [{ ...securityGroup('sg-endpoint', tasksByGroup), ...group }] });
/** Of the tasks’ group what it lets out. */
const outwards = (...egress: readonly SecurityGroupRule[]): Given =>
  given([tasksByGroup], { groups: [{ ...securityGroup('sg-web'), egress }] });
const many = Array.from({ length: 1_000 }, (_, index) =>
  rule({ cidrs: [`10.0.${index >> 6}.${(index % 64) * 4}/30`] }),
);
const sixOnly: Subnets = {
  'subnet-a': subnet('subnet-a', { cidrs: ['2001:db8:0:1::/64'] }),
  'subnet-b': subnet('subnet-b', { cidrs: ['2001:db8:0:2::/64'] }),
};
const six = rule({ cidrs: ['2001:db8:0:1::/64', '2001:db8:0:2::/64'] });

const lettingOutSix: SecurityGroup = { ...securityGroup('sg-web'), egress: [rule({ cidrs: ['::/0'] })] };

export default {
  passes: {
    'only the tasks, by their group': given([tasksByGroup]),
    'only their subnets': given([inSubnets]),
    'the whole VPC': given([rule({ cidrs: ['10.0.0.0/16'] })]),
    'their subnets by a prefix list': given([rule({ prefixLists: ['pl-1'] })], {
      lists: { 'pl-1': ['10.0.1.0/24', '10.0.2.0/24'] },
    }),
    'a thousand rules that are the VPC together': given(many),
    'a range outside that is trusted': given([rule({ cidrs: ['10.0.0.0/8'] })], { trusted: ['10.0.0.0/8'] }),
    'tasks on instances by the group of those': given([rule({ groups: ['sg-host'] })], {
      users: [onInstances(['secretsmanager']), instance()],
    }),
    'an IPv6 endpoint for tasks with IPv6 only': given([six], {
      groups: [lettingOutSix],
      subnets: sixOnly,
      endpoint: { addressType: 'ipv6' },
    }),
    'a dual-stack endpoint that lets in one of the families': given([six], {
      groups: [lettingOutSix],
      subnets: sixOnly,
      endpoint: { addressType: 'dualstack' },
    }),
    'nobody uses it: nobody is kept out': given([], { users: [fargate(['ssm'])] }),
    'the tasks’ group lets out to the endpoint’s only': outwards(rule({ groups: ['sg-endpoint'] })),
    'ICMP besides': given([
      tasksByGroup,
      rule({ protocol: 'icmp', from: 0, to: 65_535, groups: ['sg-web'] }),
    ]),
  },
  fails: {
    'another group than the tasks’': { ...given([rule({ groups: ['sg-other'] })]), ...unreachable },
    'another port': {
      ...given([rule({ from: 80, to: 80, groups: ['sg-web'] })]),
      reasons: ['other-ports tcp inside', 'unreachable tcp 443 tasks'],
      severity: 'HIGH',
    },
    'one of two services': { ...given([tasksByGroup], { users: [web, api] }), ...unreachable },
    'one of two subnets': { ...given([rule({ cidrs: ['10.0.1.0/24'] })]), ...unreachable },
    'the host’s group for tasks with one of their own': {
      ...given([rule({ groups: ['sg-host'] })], { users: [web, instance()] }),
      ...unreachable,
    },
    'the tasks’ group for what their instances fetch': {
      ...given([tasksByGroup], { users: [onInstances(['secretsmanager']), instance()] }),
      ...unreachable,
    },
    'no rule at all': { ...given([]), ...unreachable },
    'a group of tasks that lets out nothing': { ...outwards(), ...unreachable },
    'a group of tasks that lets out elsewhere': {
      ...outwards(rule({ cidrs: ['192.168.0.0/16'] })),
      ...unreachable,
    },
    'a group of tasks that lets out IPv4 only, to an IPv6 endpoint': {
      ...given([six], { subnets: sixOnly, endpoint: { addressType: 'ipv6' } }),
      ...unreachable,
    },
    'an IPv4 endpoint for tasks with IPv6 only': {
      ...given([tasksByGroup, six], { subnets: sixOnly }),
      ...unreachable,
    },
    'the default group of the VPC': {
      ...withGroup({ name: 'default' }),
      reasons: ['no-own-group -'],
      severity: 'MEDIUM',
    },
    'no group': {
      ...given([tasksByGroup], { endpoint: { groups: [] }, users: [fargate(['ssm'])] }),
      reasons: ['no-own-group -'],
      severity: 'MEDIUM',
    },
    'open to the world': { ...given([world]), reasons: ['open-to-world tcp 443 world'], severity: 'MEDIUM' },
    'open to the world by halves': {
      ...given([rule({ cidrs: ['0.0.0.0/1', '128.0.0.0/1'] })]),
      reasons: ['open-to-world tcp 443 world'],
      severity: 'MEDIUM',
    },
    'open to all of IPv6': {
      ...given([tasksByGroup, rule({ cidrs: ['::/0'] })]),
      reasons: ['open-to-world tcp 443 world'],
      severity: 'MEDIUM',
    },
    'open to the world on every protocol': {
      ...given([rule({ protocol: 'all', from: 0, to: 65_535, cidrs: ['0.0.0.0/0'] })]),
      reasons: ['open-to-world tcp 443 world', 'other-ports all world'],
      severity: 'MEDIUM',
    },
    'wider than the VPC': {
      ...given([rule({ cidrs: ['10.0.0.0/8'] })]),
      reasons: ['wider-than-vpc tcp 443 outside'],
      severity: 'MEDIUM',
    },
    'wider by a nested prefix list': {
      ...given([tasksByGroup, rule({ prefixLists: ['pl-1'] })], {
        lists: { 'pl-1': ['10.0.0.0/16', '10.0.1.0/24', '10.1.0.0/16'] },
      }),
      reasons: ['wider-than-vpc tcp 443 outside'],
      severity: 'MEDIUM',
    },
    'every port of the tasks': {
      ...given([rule({ from: 0, to: 65_535, groups: ['sg-web'] })]),
      reasons: ['other-ports tcp inside'],
      severity: 'LOW',
    },
  },
  notApplicable: {
    'a gateway': { ...given([], { endpoint: { kind: 'Gateway' } }), why: /gateway/ },
    'one that AWS keeps': { ...given([], { endpoint: { managed: true } }), why: /another AWS service/ },
    'nothing of ECS in its VPC': { ...given([], { users: [] }), why: /nothing of ECS/ },
    'of a service that ECS does not use': {
      facts: { ...given([]).facts, vpcEndpoint: elsewhere },
      why: /does not use com\.amazonaws\.eu-west-1\.ec2messages/,
    },
  },
  notAvailable: {
    'another account’s': { ...given([], { endpoint: { owner: '210987654321' } }), why: /account 2109/ },
    'a prefix list that may not be read': {
      ...given([tasksByGroup, rule({ prefixLists: ['pl-1'] })], {
        lists: { 'pl-1': { unavailable: 'denied', what: 'ec2:GetManagedPrefixListEntries' } },
      }),
      why: /GetManagedPrefixListEntries/,
    },
    'a group of its own that is gone': {
      ...given([tasksByGroup], { endpoint: { groups: ['sg-endpoint', 'sg-gone'] } }),
      why: /sg-gone cannot be read/,
    },
    'tasks whose groups are not known': {
      ...given([rule({ groups: ['sg-web'] })], {
        users: [fargate(['secretsmanager'], { networks: [{ subnets: ['subnet-a'] }] })],
      }),
      why: /not known/,
    },
    'a part of a subnet': {
      ...given([rule({ cidrs: ['10.0.1.0/25', '10.0.2.0/24'] })]),
      why: /a part of their/,
    },
    'a subnet that is not there': {
      ...given([inSubnets], { subnets: { 'subnet-a': subnet('subnet-a', { cidrs: ['10.0.1.0/24'] }) } }),
      why: /not known/,
    },
  },
  worse: { before: given([rule({ cidrs: ['10.0.0.0/8'] })]), after: given([world]) },
} satisfies Cases;
