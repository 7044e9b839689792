import { describe, expect, it } from 'vitest';
import { toService } from '#domain/normalise/service.ts';
import type { Service } from '#domain/service.ts';
import { recordedAccount } from '#recorded/account.ts';

const PLACE = 'eu-west-1:111122223333';
const SERVICE = `arn:aws:ecs:${PLACE}:service/shop/web`;
const ec2 = (path: string, place = PLACE) => `arn:aws:ec2:${place}:${path}`;
type Facts = Record<string, unknown>;

const serviceWith = (securityGroups: readonly string[]): Service =>
  toService({
    serviceArn: SERVICE,
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups } },
  });
const read = (
  fact: 'securityGroups' | 'subnets',
  resources: Readonly<Record<string, Facts>>,
  service = serviceWith(['sg-1']),
) =>
  recordedAccount({ version: 1, resources }).read(
    fact,
    { type: 'AWS::ECS::Service', arn: SERVICE },
    { users: [], now: '2026-03-01T10:00:00.000Z', known: { service } },
  );
const group = (id: string, name = id, more: Facts = {}): Facts => ({
  securityGroup: { GroupId: id, GroupName: name, VpcId: 'vpc-1', ...more },
});
const subnet = (owner = '111122223333'): Facts => ({
  subnet: { SubnetId: 'subnet-1', VpcId: 'vpc-1', OwnerId: owner },
});
const denied = { $unavailable: 'denied', what: 'ec2:DescribeSecurityGroups' };

describe('the security groups of a service in a recorded account', () => {
  it('those it names; one that is not recorded is gone', async () => {
    expect(
      await read(
        'securityGroups',
        { [ec2('security-group/sg-1')]: group('sg-1') },
        serviceWith(['sg-1', 'sg-2']),
      ),
    ).toMatchObject({
      value: { networks: [{ groups: ['sg-1', 'sg-2'] }], groups: { 'sg-1': { id: 'sg-1' } } },
    });
  });

  it('the default one of the VPC where it names none', async () => {
    const resources = {
      [ec2('subnet/subnet-1')]: subnet(),
      [ec2('security-group/sg-0')]: group('sg-0', 'default'),
    };
    expect(await read('securityGroups', resources, serviceWith([]))).toMatchObject({
      value: { networks: [{ groups: ['sg-0'] }], groups: { 'sg-0': { name: 'default' } } },
    });
  });

  it("none that is known in another account's VPC", async () => {
    const resources = { [ec2('subnet/subnet-1', 'eu-west-1:999988887777')]: subnet('999988887777') };
    expect(await read('securityGroups', resources, serviceWith([]))).toMatchObject({
      value: { networks: [{ groups: { unavailable: 'elsewhere' } }] },
    });
  });

  it('one that may not be read hides them all, as a live account would', async () => {
    expect(await read('securityGroups', { [ec2('security-group/sg-1')]: denied })).toEqual({
      unavailable: 'denied',
      what: 'ec2:DescribeSecurityGroups',
    });
  });

  it('with the prefix lists that they name, in whichever account they are', async () => {
    const listed = {
      IpPermissions: [
        { IpProtocol: 'tcp', PrefixListIds: [{ PrefixListId: 'pl-1' }, { PrefixListId: 'pl-2' }] },
      ],
    };
    const resources = {
      [ec2('security-group/sg-1')]: group('sg-1', 'web', listed),
      [ec2('prefix-list/pl-1', 'eu-west-1:aws')]: { entries: [{ Cidr: '192.0.2.0/24' }] },
      [ec2('prefix-list/pl-2')]: { entries: denied },
    };
    expect(await read('securityGroups', resources)).toMatchObject({
      value: { prefixLists: { 'pl-1': ['192.0.2.0/24'], 'pl-2': { unavailable: 'denied' } } },
    });
  });
});

describe('the subnets of a service in a recorded account', () => {
  const table = (association: Facts, gateway: string): Facts => ({
    routeTable: {
      RouteTableId: 'rtb-1',
      VpcId: 'vpc-1',
      Associations: [association],
      Routes: [{ GatewayId: gateway, State: 'active' }],
    },
  });
  it.each([
    ['public by a table of its own', table({ SubnetId: 'subnet-1' }, 'igw-1'), true],
    ['private by the main one', table({ Main: true }, 'nat-1'), false],
    ['private behind a gateway that lets out only', table({ Main: true }, 'eigw-1'), false],
  ])('%s', async (_name, routes, expected) => {
    const resources = { [ec2('subnet/subnet-1')]: subnet(), [ec2('route-table/rtb-1')]: routes };
    expect(await read('subnets', resources)).toMatchObject({ value: { 'subnet-1': { public: expected } } });
  });

  it('nobody knows which without a route table', async () => {
    expect(await read('subnets', { [ec2('subnet/subnet-1')]: subnet() })).toMatchObject({
      value: { 'subnet-1': { public: { unavailable: 'elsewhere' } } },
    });
  });

  it('one that is gone is left out', async () => {
    expect(await read('subnets', {})).toEqual({ value: {} });
  });
});
