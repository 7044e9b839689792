import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { answersFor, ENDPOINT_SERVICES, endpointServiceOf } from '#domain/endpoint-service.ts';
import type { FactValues } from '#domain/facts.ts';
import { toService } from '#domain/normalise/service.ts';
import { toSubnet } from '#domain/normalise/subnets.ts';
import { toPrivateZones, toVpc, toVpcEndpoint } from '#domain/normalise/vpc.ts';
import { type Resource, resourceOf } from '#domain/resource.ts';
import type { TaskNeeds } from '#domain/task-needs.ts';
import type { Edge, Use } from '#domain/use.ts';
import { USES } from '#domain/uses.ts';
import { type VpcUser, vpcFeatures, vpcUse, wantersOf } from '#domain/vpc.ts';
import { containerInstance, host, NOW, subnet } from '../support/facts.ts';
import { hostileJson } from '../support/hostile-json.ts';
import {
  ENDPOINT,
  endpoint,
  fargate,
  groupsAround,
  instance,
  onInstances,
  SUBNETS,
  use,
  VPC,
  vpc,
} from '../support/vpc.ts';

describe('an endpoint is told by the whole name of its service', () => {
  test.each([
    ['com.amazonaws.eu-west-1.ecs', 'eu-west-1', 'ecs'],
    ['com.amazonaws.eu-west-1.ecr.dkr', 'eu-west-1', 'ecr.dkr'],
    ['com.amazonaws.us-gov-west-1.kms-fips', 'us-gov-west-1', 'kms'],
    ['cn.com.amazonaws.cn-north-1.ecr.api', 'cn-north-1', 'ecr.api'],
    ['com.amazonaws.cn-northwest-1.ssm', 'cn-northwest-1', 'ssm'],
    ['eu.amazonaws.eusc-de-east-1.ecr.dkr', 'eusc-de-east-1', 'ecr.dkr'],
    ['com.amazonaws.eu-west-1.ec2messages', 'eu-west-1', undefined],
    ['com.amazonaws.eu-west-1.ecs', 'us-east-1', undefined],
    ['cn.com.amazonaws.eu-west-1.ecs', 'eu-west-1', undefined],
    ['com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b', 'eu-west-1', undefined],
    ['com.amazonaws.eu-west-1.s3-global.accesspoint', 'eu-west-1', undefined],
  ] as const)('%s in %s', (name, region, service) => {
    expect(endpointServiceOf(name, region)).toBe(service);
  });

  test.each([
    ['secretsmanager.eu-west-1.amazonaws.com.', 'secretsmanager', 'eu-west-1', true],
    ['Secretsmanager.eu-west-1.amazonaws.com', 'secretsmanager', 'eu-west-1', true],
    ['eu-west-1.amazonaws.com.', 'ssm', 'eu-west-1', true],
    ['dkr.ecr.eu-west-1.amazonaws.com.', 'ecr.dkr', 'eu-west-1', true],
    ['ecr.eu-west-1.amazonaws.com.', 'ecr.api', 'eu-west-1', true],
    ['ecs-t.eu-west-1.amazonaws.com.', 'ecs-telemetry', 'eu-west-1', true],
    ['ecs.eu-west-1.amazonaws.com.', 'ecs-agent', 'eu-west-1', false],
    ['kms.cn-north-1.amazonaws.com.cn.', 'kms', 'cn-north-1', true],
    ['ssm.us-east-1.amazonaws.com.', 'ssm', 'eu-west-1', false],
    ['m.eu-west-1.amazonaws.com.', 'ssm', 'eu-west-1', false],
  ] as const)('a zone %s answers for %s of %s: %s', (zone, service, region, expected) => {
    expect(answersFor(zone, service, region)).toBe(expected);
  });
});

describe('what stands on an edge to a VPC', () => {
  const id = (kind: string) => fc.stringMatching(/^[0-9a-f]{1,17}$/).map((hex) => `${kind}-${hex}`);
  const services = fc
    .uniqueArray(fc.constantFrom(...ENDPOINT_SERVICES))
    .map((each) => ENDPOINT_SERVICES.filter((known) => each.includes(known)));
  const user = fc.record({
    capacity: fc.uniqueArray(fc.constantFrom('EC2', 'FARGATE', 'MANAGED_INSTANCES')),
    networks: fc.uniqueArray(
      fc.record(
        {
          groups: fc.uniqueArray(id('sg'), { minLength: 1 }),
          subnets: fc.uniqueArray(id('subnet'), { minLength: 1 }),
        },
        { requiredKeys: ['subnets'] },
      ),
      { maxLength: 3, selector: (each) => JSON.stringify(each) },
    ),
    needs: services,
    hostNeeds: services,
    unread: fc.uniqueArray(fc.constantFrom('definitions', 'secrets')),
  });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(user, (said) => {
        const edge: Edge = {
          used: VPC,
          user: fargate([]).arn,
          features: vpcFeatures(said),
          confirmedAt: NOW,
        };
        expect(vpcUse([edge], NOW).users).toEqual([{ arn: edge.user, ...said }]);
      }),
    );
  });

  it('is not of endpoints, nor of those who have not been seen for two days', () => {
    const features = vpcFeatures(fargate(['ssm']));
    const edge = (user: string, confirmedAt: string): Edge => ({ used: VPC, user, features, confirmedAt });
    expect(
      vpcUse([edge(ENDPOINT, NOW), edge(fargate([]).arn, '2020-01-01T00:00:00.000Z')], NOW).users,
    ).toEqual([]);
  });
});

test('what instances fetch comes from the networks of those of the same cluster', () => {
  const elsewhere: VpcUser = {
    ...instance(),
    arn: instance().arn.replace('/shop/', '/other/'),
    networks: [{ groups: ['sg-x'], subnets: ['subnet-x'] }],
  };
  const found = wantersOf(
    use(onInstances(['secretsmanager']), instance(), elsewhere, fargate(['ssm'])),
    'secretsmanager',
  );
  expect(found).toEqual({ users: [onInstances([]).arn], networks: instance().networks });
});

describe('a service in a VPC', () => {
  const arn = fargate([]).arn;
  const service = (more: object = {}) =>
    toService({
      serviceArn: arn,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'], securityGroups: ['sg-web'] } },
      ...more,
    });
  const needs = (says: Partial<TaskNeeds> = {}): TaskNeeds => ({
    fetches: ['secretsmanager'],
    unread: [],
    execKey: undefined,
    hostVpcs: [],
    ...says,
  });
  const usesOf = (facts: Partial<FactValues>, previous: readonly Use[] = []) => {
    const resource: Resource = { type: 'AWS::ECS::Service', arn };
    return USES['AWS::ECS::Service']
      .usesOf(facts, { resource, previous, now: NOW })
      ?.filter(({ used }) => resourceOf(used)?.type === 'AWS::EC2::VPC');
  };
  const subnets = { 'subnet-a': subnet('subnet-a') };
  const whole = { service: service(), subnets, taskNeeds: needs() };
  const onFargate = ['capacity:FARGATE', 'needs:secretsmanager', 'network:sg-web@subnet-a'];

  test.each<[string, Partial<FactValues>, readonly string[]]>([
    ['on Fargate fetches from its own subnets', whole, onFargate],
    [
      'on instances lets those fetch, and opens sessions itself',
      {
        ...whole,
        service: service({ launchType: 'EC2', enableExecuteCommand: true }),
        taskNeeds: needs({ execKey: true }),
      },
      [
        'capacity:EC2',
        'host-needs:ecs',
        'host-needs:ecs-agent',
        'host-needs:ecs-telemetry',
        'host-needs:secretsmanager',
        'needs:kms',
        'needs:ssmmessages',
        'network:sg-web@subnet-a',
      ],
    ],
    [
      'in bridge mode is where its instances are',
      {
        service: service({ launchType: 'EC2', networkConfiguration: undefined, enableExecuteCommand: true }),
        subnets: {},
        taskNeeds: needs({ hostVpcs: ['vpc-1'] }),
      },
      [
        'capacity:EC2',
        'host-needs:ecs',
        'host-needs:ecs-agent',
        'host-needs:ecs-telemetry',
        'host-needs:secretsmanager',
        'host-needs:ssmmessages',
      ],
    ],
    [
      'whose capacity is not known may be either',
      { ...whole, service: service({ launchType: 'NEW' }) },
      ['capacity:PROVIDER', 'host-needs:secretsmanager', 'needs:secretsmanager', 'network:sg-web@subnet-a'],
    ],
    [
      'in a subnet that another account shares',
      { ...whole, subnets: { 'subnet-a': subnet('subnet-a', { owner: '210987654321' }) } },
      [...onFargate, 'shared-by:210987654321'],
    ],
    [
      'has the groups that hold, not those it names',
      {
        ...whole,
        securityGroups: {
          networks: [{ path: service().networks[0]?.path ?? '', groups: ['sg-default'] }],
          groups: {},
          prefixLists: {},
        },
      },
      ['capacity:FARGATE', 'needs:secretsmanager', 'network:sg-default@subnet-a'],
    ],
    [
      'of which the definitions cannot be read says so',
      { service: service(), subnets },
      ['capacity:FARGATE', 'network:sg-web@subnet-a', 'unread:definitions'],
    ],
  ])('%s', (_name, facts, features) => {
    expect(usesOf(facts)).toEqual([{ used: VPC, features: [...features].sort() }]);
  });

  it('stays what it was while its subnets cannot be read, and needs what it did while its definitions cannot', () => {
    const previous = [{ used: VPC, features: onFargate }];
    expect(usesOf({ service: service(), taskNeeds: needs({ fetches: [] }) }, previous)).toEqual(previous);
    expect(usesOf({ service: service(), subnets }, previous)).toEqual([
      { used: VPC, features: [...onFargate, 'unread:definitions'].sort() },
    ]);
  });

  it('is in no VPC outside of EC2, nor in one with a name that is none', () => {
    const external = { launchType: 'EXTERNAL', networkConfiguration: undefined };
    expect(usesOf({ service: service(external), subnets: {}, taskNeeds: needs() })).toEqual([]);
    expect(
      usesOf({ ...whole, subnets: { 'subnet-a': subnet('subnet-a', { vpc: 'x@y+z needs:kms' }) } }),
    ).toEqual([]);
  });
});

test('a container instance is in the VPC of its machine, and its agent talks to ECS from there', () => {
  const facts = {
    containerInstance: containerInstance(),
    host: host({ vpc: 'vpc-1', subnet: 'subnet-a', securityGroups: ['sg-host'] }),
  };
  const resource: Resource = { type: 'AWS::ECS::ContainerInstance', arn: containerInstance().arn };
  const usesOf = (given: Partial<FactValues>, previous: readonly Use[] = []) =>
    USES['AWS::ECS::ContainerInstance'].usesOf(given, { resource, previous, now: NOW });
  const inVpc = {
    used: VPC,
    features: [
      'capacity:EC2',
      'needs:ecs',
      'needs:ecs-agent',
      'needs:ecs-telemetry',
      'network:sg-host@subnet-a',
    ],
  };
  expect(usesOf(facts)?.[1]).toEqual(inVpc);
  expect(usesOf({ containerInstance: containerInstance() }, [inVpc])?.[1]).toEqual(inVpc);
});

describe('a VPC', () => {
  const resource: Resource = { type: 'AWS::EC2::VPC', arn: VPC };
  const usesOf = (facts: Partial<FactValues>) =>
    USES['AWS::EC2::VPC'].usesOf(facts, { resource, previous: [], now: NOW });
  const facts = { vpcEndpoints: [endpoint('ssm')], vpcSubnets: SUBNETS, vpcUse: use(fargate(['ssm'])) };
  const onEndpoint = (given: Partial<FactValues>) =>
    usesOf(given)?.find(({ used }) => used === ENDPOINT)?.features;

  it('uses its endpoints, and the subnets and routes of its tasks', () => {
    expect(usesOf(facts)?.map(({ used }) => used.split(':').at(-1))).toEqual([
      'route-table/rtb-1',
      'subnet/subnet-a',
      'subnet/subnet-b',
      'vpc-endpoint/vpce-1',
    ]);
    expect(usesOf({ ...facts, vpcEndpoints: [endpoint('ssm', { owner: '210987654321' })] })).toHaveLength(3);
    expect(usesOf({ vpcUse: use() })).toBeUndefined();
  });

  it('uses an endpoint otherwise as soon as somebody else reaches it, and not for who does not', () => {
    const before = onEndpoint(facts);
    const other = fargate(['ssm'], {
      arn: `${fargate([]).arn}-2`,
      networks: [{ groups: ['sg-new'], subnets: ['subnet-a'] }],
    });
    expect(onEndpoint({ ...facts, vpcUse: use(fargate(['ssm']), other) })).not.toEqual(before);
    expect(onEndpoint({ ...facts, vpcUse: use(fargate(['ssm']), { ...other, needs: ['kms'] }) })).toEqual(
      before,
    );
  });

  it('has endpoints that use its groups, those of its tasks, and the lists that their rules name', () => {
    const list = { protocol: 'tcp', from: 443, to: 443, cidrs: [], groups: [], prefixLists: ['pl-1'] };
    const group = { id: 'sg-endpoint', name: 'x', vpc: 'vpc-1', owner: '1', ingress: [list], egress: [] };
    const of = (given: Partial<FactValues>) =>
      USES['AWS::EC2::VPCEndpoint'].usesOf(given, {
        resource: { type: 'AWS::EC2::VPCEndpoint', arn: ENDPOINT },
        previous: [],
        now: NOW,
      });
    const all = {
      vpcEndpoint: endpoint('ssm'),
      vpcUse: use(fargate(['ssm'])),
      endpointGroups: groupsAround([group]),
    };
    expect(of(all)?.map(({ used }) => used.split(':').at(-1))).toEqual([
      'prefix-list/pl-1',
      'security-group/sg-endpoint',
      'security-group/sg-web',
      'vpc/vpc-1',
    ]);
    expect(of({ vpcEndpoint: endpoint('ssm') })).toBeUndefined();
  });
});

describe('answers of EC2', () => {
  test.each([
    ['a NAT gateway', { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1' }, 'nat'],
    [
      'a NAT instance',
      { DestinationCidrBlock: '0.0.0.0/0', InstanceId: 'i-1', NetworkInterfaceId: 'eni-1' },
      'nat',
    ],
    [
      'IPv6 that only goes out',
      { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1' },
      'nat',
    ],
    ['an internet gateway', { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1' }, 'internet'],
    ['a transit gateway', { DestinationCidrBlock: '0.0.0.0/0', TransitGatewayId: 'tgw-1' }, 'network'],
    ['half of the addresses', { DestinationCidrBlock: '128.0.0.0/1', NatGatewayId: 'nat-1' }, 'nat'],
    [
      'a black hole',
      { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'blackhole' },
      'nowhere',
    ],
    [
      'a route to a peer',
      { DestinationCidrBlock: '10.9.0.0/16', VpcPeeringConnectionId: 'pcx-1' },
      'nowhere',
    ],
  ])('%s leads a subnet there', (_name, route, leads) => {
    const table = { RouteTableId: 'rtb-1', VpcId: 'vpc-1', Associations: [{ Main: true }], Routes: [route] };
    expect(toSubnet({ SubnetId: 'subnet-1', VpcId: 'vpc-1' }, [table]).leads).toBe(leads);
  });

  it('a VPC has the ranges that are associated with it, each once', () => {
    const raw = {
      VpcId: 'vpc-1',
      OwnerId: '1',
      CidrBlock: '10.0.0.0/16',
      CidrBlockAssociationSet: [
        { CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } },
        { CidrBlock: '10.9.0.0/16', CidrBlockState: { State: 'disassociated' } },
      ],
      Ipv6CidrBlockAssociationSet: [
        { Ipv6CidrBlock: '2001:db8::/56', Ipv6CidrBlockState: { State: 'associated' } },
      ],
    };
    const dns = { EnableDnsSupport: { Value: true }, EnableDnsHostnames: { Value: false } };
    expect(toVpc(raw, dns)).toEqual(vpc({ owner: '1', dnsHostnames: false }));
  });

  it('states of endpoints are read in any case, and a service of another region by that', () => {
    const raw = {
      State: 'Available',
      ServiceName: 'com.amazonaws.us-east-1.ssm',
      ServiceRegion: 'us-east-1',
    };
    expect(toVpcEndpoint(raw, { region: 'eu-west-1' })).toMatchObject({
      state: 'available',
      service: 'ssm',
      region: 'us-east-1',
    });
  });

  it('zones that AWS made are none of ours', () => {
    const own = { Name: 'ssm.eu-west-1.amazonaws.com.', Owner: { OwningAccount: '1' } };
    expect(toPrivateZones([own, { Name: 'x.', Owner: { OwningService: 'efs.amazonaws.com' } }])).toEqual([
      own.Name,
    ]);
  });

  const NAMES = ['VpcId', 'CidrBlockAssociationSet', 'ServiceName', 'State', 'Groups', 'Owner', 'Routes'];
  it('whatever they are, nothing is thrown', () => {
    fc.assert(
      fc.property(hostileJson(NAMES), (raw) => {
        expect(toVpc(raw, raw).cidrs).toBeInstanceOf(Array);
        expect(toVpcEndpoint(raw, { region: 'eu-west-1' }).groups).toBeInstanceOf(Array);
        expect(toPrivateZones(raw)).toBeInstanceOf(Array);
        expect(toSubnet(raw, [raw]).cidrs).toBeInstanceOf(Array);
      }),
    );
  });
});
