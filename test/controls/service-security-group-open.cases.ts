import type { Unavailable } from '#domain/reading.ts';
import type { SecurityGroup, SecurityGroupRule, ServiceGroups, Subnets } from '#domain/security-group.ts';
import type { LoadBalancer, LoadBalancers, ServiceNetwork } from '#domain/service.ts';
import { groupsOf, network, rule, securityGroup, service, subnet } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const WORLD = { cidrs: ['0.0.0.0/0'] };
const web = network('service');
const PRIVATE: Subnets = { 'subnet-a': subnet('subnet-a'), 'subnet-b': subnet('subnet-b') };
const PUBLIC: Subnets = { ...PRIVATE, 'subnet-b': subnet('subnet-b', { public: true }) };
const denied = (what: string): Unavailable => ({ unavailable: 'denied', what });
const throttled = (what: string): Unavailable => ({ unavailable: 'throttled', what });

const balancer = (says: Partial<LoadBalancer>): LoadBalancer => ({
  arn: 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/front/1',
  name: 'front',
  kind: 'network',
  scheme: 'internet-facing',
  securityGroups: [],
  ...says,
});
const behind = (...balancers: readonly LoadBalancer[]): LoadBalancers => ({
  facing: balancers.length > 0 ? 'internet' : 'none',
  internetFacing: balancers.map(({ name }) => name),
  balancers,
  unread: [],
});

interface Says {
  readonly networks?: readonly ServiceNetwork[];
  readonly subnets?: Subnets | Unavailable;
  readonly groups?: Partial<ServiceGroups>;
  readonly loadBalancers?: LoadBalancers | Unavailable;
  readonly ports?: readonly number[];
}
const withGroups = (groups: readonly SecurityGroup[], says: Says = {}): Given => {
  const { networks = [web], subnets = PRIVATE, loadBalancers = behind(), ports = [] } = says;
  return {
    facts: {
      service: service(networks, { balancedPorts: ports }),
      securityGroups: groupsOf(networks, groups, says.groups),
      subnets,
      loadBalancers,
    },
  };
};
const given = (rules: readonly SecurityGroupRule[], says: Says = {}): Given =>
  withGroups([securityGroup('sg-web', ...rules)], says);
const ssh = rule({ from: 22, to: 22, ...WORLD });
const port = (from: number, to = from): SecurityGroupRule => rule({ from, to, ...WORLD });
const everything = rule({ protocol: 'all', from: 0, to: 65_535, ...WORLD });
const addressed = network('service', { assignPublicIp: 'ENABLED' });
const viaList = rule({ prefixLists: ['pl-1'] });

export default {
  passes: {
    'the load balancer by its group': given([rule({ groups: ['sg-lb'] })]),
    'the addresses of the VPC': given([rule({ cidrs: ['10.0.0.0/8'] })]),
    'private addresses, however many': given([rule({ cidrs: ['10.0.0.0/8', '172.16.0.0/12', 'fc00::/7'] })]),
    'an office': given([rule({ cidrs: ['192.0.2.0/24', '2001:db8::/48'] })]),
    'no rule at all': given([]),
    'a prefix list of a few ranges': given([viaList], {
      groups: { prefixLists: { 'pl-1': ['120.52.22.96/27'] } },
    }),
    'a prefix list that is gone lets nobody in': given([viaList]),
    'the port of a network load balancer without groups: its clients keep their addresses': given(
      [port(8080)],
      {
        loadBalancers: behind(balancer({})),
        ports: [8080],
        subnets: PUBLIC,
      },
    ),
    'its load balancers may not be read, and nothing is open': given([rule({ groups: ['sg-lb'] })], {
      loadBalancers: denied('elasticloadbalancing:DescribeLoadBalancers'),
      ports: [8080],
    }),
  },
  fails: {
    'one port to everybody, with a public address': {
      ...given([ssh], { networks: [addressed] }),
      reasons: ['open-to-world tcp 22 world'],
      severity: 'HIGH',
    },
    'in a public subnet': {
      ...given([ssh], { subnets: PUBLIC }),
      reasons: ['open-to-world tcp 22 world'],
      severity: 'HIGH',
    },
    'in private subnets': {
      ...given([ssh]),
      reasons: ['open-to-world tcp 22 world'],
      severity: 'MEDIUM',
    },
    'whether they are public may not be read': {
      ...given([ssh], { subnets: denied('ec2:DescribeRouteTables') }),
      reasons: ['open-to-world tcp 22 world'],
      severity: 'HIGH',
    },
    "subnets of another account, whose routes are its owner's": {
      ...given([ssh], {
        subnets: {
          'subnet-a': subnet('subnet-a', {
            owner: '999988887777',
            public: { unavailable: 'elsewhere', what: 'the route tables of account 999988887777' },
          }),
        },
      }),
      reasons: ['open-to-world tcp 22 world'],
      severity: 'HIGH',
    },
    'all protocols, said once': {
      ...given([everything, ssh]),
      reasons: ['open-to-world all world'],
      severity: 'MEDIUM',
    },
    'IPv6 only': {
      ...given([rule({ from: 22, to: 22, cidrs: ['::/0'] })]),
      reasons: ['open-to-world tcp 22 world'],
      severity: 'MEDIUM',
    },
    'the whole internet in two halves': {
      ...given([
        rule({ from: 22, to: 22, cidrs: ['0.0.0.0/1'] }),
        rule({ from: 20, to: 30, cidrs: ['128.0.0.0/1'] }),
      ]),
      reasons: ['open-to-world tcp 20-30 world'],
      severity: 'MEDIUM',
    },
    'the internet in 256 parts of two groups': {
      ...withGroups(
        [0, 1].map((half) =>
          securityGroup(
            `sg-${half}`,
            rule({ cidrs: Array.from({ length: 128 }, (_, index) => `${half * 128 + index}.0.0.0/15`) }),
          ),
        ),
        { networks: [network('service', { securityGroups: ['sg-0', 'sg-1'] })] },
      ),
      reasons: ['open-to-world tcp 443 world'],
      severity: 'MEDIUM',
    },
    'a prefix list that holds the world': {
      ...given([viaList], { groups: { prefixLists: { 'pl-1': ['0.0.0.0/0'] } } }),
      reasons: ['open-to-world tcp 443 world'],
      severity: 'MEDIUM',
    },
    'ports that touch are one run, others not': {
      ...given([port(80, 81), port(82), port(443), rule({ ...port(53), protocol: 'udp' })]),
      reasons: ['open-to-world tcp 443 world', 'open-to-world tcp 80-82 world', 'open-to-world udp 53 world'],
      severity: 'MEDIUM',
    },
    'pings alone': {
      ...given([rule({ protocol: 'icmp', from: 0, to: 65_535, ...WORLD })], { subnets: PUBLIC }),
      reasons: ['open-to-world icmp world'],
      severity: 'LOW',
    },
    'another protocol': {
      ...given([rule({ protocol: '50', from: 0, to: 65_535, ...WORLD })]),
      reasons: ['open-to-world 50 world'],
      severity: 'MEDIUM',
    },
    'the port behind an application load balancer, past its certificate': {
      ...given([port(8080)], {
        loadBalancers: behind(balancer({ kind: 'application', securityGroups: ['sg-lb'] })),
        ports: [8080],
      }),
      reasons: ['open-to-world tcp 8080 world'],
      severity: 'MEDIUM',
    },
    'more than the port of a network load balancer': {
      ...given([port(8079, 8081)], { loadBalancers: behind(balancer({})), ports: [8080] }),
      reasons: ['open-to-world tcp 8079 world', 'open-to-world tcp 8081 world'],
      severity: 'MEDIUM',
    },
    'the port of an internal network load balancer': {
      ...given([port(8080)], { loadBalancers: behind(balancer({ scheme: 'internal' })), ports: [8080] }),
      reasons: ['open-to-world tcp 8080 world'],
      severity: 'MEDIUM',
    },
    'the default group of the VPC, where the service names none': {
      ...withGroups([securityGroup('sg-default', ssh)], {
        networks: [network('service', { securityGroups: [] })],
        groups: { networks: [{ path: web.path, groups: ['sg-default'] }] },
      }),
      reasons: ['open-to-world tcp 22 world'],
      severity: 'MEDIUM',
    },
    'a group that is gone does not hide another': {
      ...withGroups([securityGroup('sg-web', ssh)], {
        networks: [network('service', { securityGroups: ['sg-gone', 'sg-web'] })],
      }),
      reasons: ['open-to-world tcp 22 world'],
      severity: 'MEDIUM',
    },
    'a task set of its own': {
      ...withGroups([securityGroup('sg-web'), securityGroup('sg-blue', ssh)], {
        networks: [web, network('task-set', { securityGroups: ['sg-blue'], assignPublicIp: 'ENABLED' })],
      }),
      reasons: ['open-to-world tcp 22 world'],
      severity: 'HIGH',
    },
  },
  notApplicable: {
    'bridge and host mode': { ...given([ssh], { networks: [] }), why: /awsvpc/ },
  },
  notAvailable: {
    'groups that may not be read': {
      facts: {
        service: service([web]),
        securityGroups: groupsOf([web], [], {
          networks: [
            { path: web.path, groups: { unavailable: 'elsewhere', what: 'the default group of account 9' } },
          ],
        }),
        subnets: PRIVATE,
        loadBalancers: behind(),
      },
      why: /another account's: the default group/,
    },
    'a group deleted meanwhile': { ...withGroups([]), why: /sg-web, which is not there/ },
    'a prefix list that may not be read': {
      ...given([viaList], { groups: { prefixLists: { 'pl-1': denied('ec2:GetManagedPrefixListEntries') } } }),
      why: /access denied/,
    },
    'how bad it is could not be read this time': {
      ...given([ssh], { subnets: throttled('ec2:DescribeSubnets') }),
      why: /this time/,
    },
    'a load balancer that cannot be read may be one whose clients are meant to come in': {
      ...given([port(8080)], {
        loadBalancers: throttled('elasticloadbalancing:DescribeLoadBalancers'),
        ports: [8080],
      }),
      why: /whether its load balancers let their clients through/,
    },
  },
  worse: {
    before: given([ssh], { networks: [addressed] }),
    after: given([ssh, port(3389)], { networks: [addressed] }),
  },
} satisfies Cases;
