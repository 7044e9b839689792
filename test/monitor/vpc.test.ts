import { describe, expect, it } from 'vitest';
import { controls } from '#controls/index.ts';
import type { Arn } from '#domain/arn.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { handle } from '#monitor/handle.ts';
import { scan } from '#monitor/scan.ts';
import { startSweep } from '#monitor/sweep-run.ts';
import { recordedAccount } from '#recorded/account.ts';
import type { AccountFile } from '#recorded/account-file.ts';
import { memoryStore } from '#recorded/memory-store.ts';
import { type RecordedMonitor, recordedMonitor } from '../support/recorded-monitor.ts';
import { call, type Json } from '../support/records.ts';

const HOUR = 3_600_000;
const ACCOUNT = '123456789012';
const REGION = 'eu-west-1';
const arnIn = (service: string, path: string): Arn => `arn:aws:${service}:${REGION}:${ACCOUNT}:${path}`;
const ec2 = (path: string): Arn => arnIn('ec2', path);
const VPC = ec2('vpc/vpc-1');
const ENDPOINT = ec2('vpc-endpoint/vpce-1');
const GROUP = ec2('security-group/sg-endpoint');
const SERVICE = arnIn('ecs', 'service/shop/web');
const FAMILY = arnIn('ecs', 'task-definition/web');
const SECRET = arnIn('secretsmanager', 'secret:db-a1b2c3');

const service = (revision: number, name = 'web', group = 'sg-web') => ({
  service: {
    serviceName: name,
    status: 'ACTIVE',
    launchType: 'FARGATE',
    taskDefinition: `${FAMILY}:${revision}`,
    runningCount: 1,
    networkConfiguration: {
      awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: [group], assignPublicIp: 'DISABLED' },
    },
  },
});
const definition = (revision: number, secrets: readonly object[]) => ({
  taskDefinition: {
    family: 'web',
    revision,
    status: 'ACTIVE',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [{ name: 'web', image: 'web', secrets }],
  },
});
const group = (id: string, ...ingress: readonly object[]) => ({
  securityGroup: {
    GroupId: id,
    GroupName: id,
    VpcId: 'vpc-1',
    IpPermissions: ingress,
    IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  },
});
const https = (more: object) => ({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, ...more });
const fromTasks = https({ UserIdGroupPairs: [{ GroupId: 'sg-web' }] });
const fromWorld = https({ IpRanges: [{ CidrIp: '0.0.0.0/0' }] });
const endpoint = (State = 'available') => ({
  vpcEndpoint: {
    VpcId: 'vpc-1',
    ServiceName: `com.amazonaws.${REGION}.secretsmanager`,
    VpcEndpointType: 'Interface',
    State,
    PrivateDnsEnabled: true,
    SubnetIds: ['subnet-1'],
    Groups: [{ GroupId: 'sg-endpoint' }],
    PolicyDocument: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
  },
  endpointService: { VpcEndpointPolicySupported: true },
});
const resources: AccountFile['resources'] = {
  [arnIn('ecs', 'cluster/shop')]: { cluster: { clusterName: 'shop', status: 'ACTIVE' } },
  [SERVICE]: service(1),
  [`${FAMILY}:1`]: definition(1, []),
  [`${FAMILY}:2`]: definition(2, [{ name: 'DB', valueFrom: SECRET }]),
  [VPC]: {
    vpc: { VpcId: 'vpc-1', OwnerId: ACCOUNT, CidrBlock: '10.0.0.0/16' },
    dns: { EnableDnsSupport: { Value: true }, EnableDnsHostnames: { Value: true } },
  },
  [ec2('subnet/subnet-1')]: {
    subnet: {
      SubnetId: 'subnet-1',
      VpcId: 'vpc-1',
      OwnerId: ACCOUNT,
      AvailabilityZone: `${REGION}a`,
      CidrBlock: '10.0.1.0/24',
    },
  },
  [ec2('route-table/rtb-1')]: {
    routeTable: { RouteTableId: 'rtb-1', VpcId: 'vpc-1', Associations: [{ Main: true }], Routes: [] },
  },
  [ec2('security-group/sg-web')]: group('sg-web'),
  [GROUP]: group('sg-endpoint', fromTasks),
  [ec2('vpc-endpoint/vpce-0')]: {
    vpcEndpoint: { VpcId: 'vpc-1', ServiceName: `com.amazonaws.${REGION}.ec2messages` },
  },
};
const with_ = (more: AccountFile['resources']): AccountFile => ({
  version: 1,
  resources: { ...resources, ...more },
});

async function swept(more: AccountFile['resources'] = {}): Promise<RecordedMonitor> {
  const monitor = recordedMonitor(with_(more));
  await startSweep(monitor);
  await monitor.pass(HOUR);
  return monitor;
}
const verdictsOf = async ({ store }: RecordedMonitor, arn: Arn) =>
  Object.fromEntries(
    Object.entries((await store.state(arn))?.verdicts ?? {}).map(([id, { status }]) => [id, status]),
  );
const PRESENCE = 'vpc-endpoint-secrets-manager';
const DOORS = 'vpc-endpoint-security-group';

/** An event of now, and all that follows from it. */
async function happens(monitor: RecordedMonitor, source: string, name: string, request: Json): Promise<void> {
  await handle({ kind: 'event', envelope: recordOf(monitor, source, name, request) }, monitor);
  await monitor.pass(HOUR);
}
const recordOf = ({ clock }: RecordedMonitor, source: string, name: string, request: Json): Json =>
  call(source, name, request, null, {
    eventTime: clock.now(),
    awsRegion: REGION,
    recipientAccountId: ACCOUNT,
    userIdentity: {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/ops/me`,
      accountId: ACCOUNT,
    },
  });
const wrapped = (name: string, request: Json): Json => ({ [`${name}Request`]: request });

describe('a VPC that ECS runs in', () => {
  it('is found by its use, by sweeps and scans alike, and nothing else of EC2 is', async () => {
    const monitor = await swept({ [SERVICE]: service(2) });
    expect(await verdictsOf(monitor, VPC)).toEqual({
      'vpc-endpoint-ecr': 'NOT_APPLICABLE',
      'vpc-endpoint-ecs': 'NOT_APPLICABLE',
      [PRESENCE]: 'FAILED',
      'vpc-endpoint-systems-manager': 'NOT_APPLICABLE',
    });
    expect(await monitor.store.state(ec2('vpc-endpoint/vpce-0'))).toBeUndefined();
    const scanned: unknown[] = [];
    const area = { facts: recordedAccount(with_({ [SERVICE]: service(2) })), covers: () => true };
    const about = { settings: DEFAULT_SETTINGS, controls, store: memoryStore(), clock: monitor.clock };
    for await (const { resource, control, status } of scan({ areas: [area], ...about }))
      if (resource.type.startsWith('AWS::EC2::') && status === 'FAILED')
        scanned.push([resource.arn, control.id]);
    expect(scanned).toEqual([[VPC, PRESENCE]]);
  });

  it('fails when a service begins to take secrets, passes with an endpoint, and the endpoint fails when it is opened', async () => {
    const monitor = await swept();
    expect((await verdictsOf(monitor, VPC))[PRESENCE]).toBe('NOT_APPLICABLE');

    monitor.facts.apply({ [SERVICE]: service(2) });
    await happens(monitor, 'ecs', 'UpdateService', { cluster: 'shop', service: 'web' });
    expect((await verdictsOf(monitor, VPC))[PRESENCE]).toBe('FAILED');
    const [row] = (await monitor.store.findingsOf(VPC)).filter(({ controlId }) => controlId === PRESENCE);
    expect(row).toMatchObject({ status: 'OPEN', changes: [{ eventName: 'UpdateService' }] });

    monitor.facts.apply({ [ENDPOINT]: endpoint() });
    const created = { VpcId: 'vpc-1', ServiceName: `com.amazonaws.${REGION}.secretsmanager` };
    await happens(monitor, 'ec2', 'CreateVpcEndpoint', wrapped('CreateVpcEndpoint', created));
    expect((await monitor.store.finding(VPC, PRESENCE))?.status).toBe('RESOLVED');
    expect(await verdictsOf(monitor, ENDPOINT)).toEqual({
      'vpc-endpoint-policy': 'FAILED',
      'vpc-endpoint-private-dns': 'PASSED',
      [DOORS]: 'PASSED',
    });

    monitor.facts.apply({ [GROUP]: group('sg-endpoint', fromTasks, fromWorld) });
    await happens(monitor, 'ec2', 'AuthorizeSecurityGroupIngress', { groupId: 'sg-endpoint' });
    expect(await monitor.store.finding(ENDPOINT, DOORS)).toMatchObject({
      status: 'OPEN',
      severity: 'MEDIUM',
      reasons: [{ code: 'open-to-world' }],
      changes: [{ eventName: 'AuthorizeSecurityGroupIngress' }],
    });

    monitor.facts.apply({ [ENDPOINT]: null });
    await happens(
      monitor,
      'ec2',
      'DeleteVpcEndpoints',
      wrapped('DeleteVpcEndpoints', { VpcEndpointId: { content: 'vpce-1' } }),
    );
    expect((await monitor.store.finding(VPC, PRESENCE))?.status).toBe('OPEN');
    expect(await monitor.store.finding(ENDPOINT, DOORS)).toMatchObject({
      status: 'RESOLVED',
      resolution: 'DELETED',
    });
  });

  it('has its endpoint judged again when a service comes that it does not let in', async () => {
    const monitor = await swept({ [SERVICE]: service(2), [ENDPOINT]: endpoint() });
    expect((await verdictsOf(monitor, ENDPOINT))[DOORS]).toBe('PASSED');
    monitor.facts.apply({
      [arnIn('ecs', 'service/shop/api')]: service(2, 'api', 'sg-api'),
      [ec2('security-group/sg-api')]: group('sg-api'),
    });
    await happens(monitor, 'ecs', 'CreateService', { cluster: 'shop', serviceName: 'api' });
    expect(await monitor.store.finding(ENDPOINT, DOORS)).toMatchObject({
      status: 'OPEN',
      severity: 'HIGH',
      reasons: [{ code: 'unreachable', evidence: { groupsOfTasks: ['sg-api'] } }],
    });
  });

  it('is looked at again while an endpoint is pending, as no event says that it is done', async () => {
    const monitor = await swept({ [SERVICE]: service(2) });
    monitor.facts.apply({ [ENDPOINT]: endpoint('pending') });
    const request = wrapped('CreateVpcEndpoint', { VpcId: 'vpc-1' });
    const event = recordOf(monitor, 'ec2', 'CreateVpcEndpoint', request);
    await handle({ kind: 'event', envelope: event }, monitor);
    await monitor.pass(HOUR / 15);
    expect((await verdictsOf(monitor, VPC))[PRESENCE]).toBe('FAILED');
    monitor.facts.apply({ [ENDPOINT]: endpoint('Available') });
    await monitor.pass(HOUR);
    expect(await verdictsOf(monitor, VPC)).toMatchObject({ [PRESENCE]: 'PASSED' });
    expect(await verdictsOf(monitor, ENDPOINT)).toMatchObject({ 'vpc-endpoint-private-dns': 'PASSED' });
  });

  it('has routes: a subnet that gets NAT makes a missing endpoint less bad', async () => {
    const monitor = await swept({ [SERVICE]: service(2) });
    const routes = [{ DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'active' }];
    monitor.facts.apply({
      [ec2('route-table/rtb-1')]: {
        routeTable: { RouteTableId: 'rtb-1', VpcId: 'vpc-1', Associations: [{ Main: true }], Routes: routes },
      },
    });
    await happens(monitor, 'ec2', 'CreateRoute', { routeTableId: 'rtb-1' });
    expect(await monitor.store.finding(VPC, PRESENCE)).toMatchObject({ status: 'OPEN', severity: 'LOW' });
  });

  it('that another account shares is unjudged, and says whose it is', async () => {
    const owner = '210987654321';
    const monitor = await swept({
      [SERVICE]: service(2),
      [VPC]: { vpc: { VpcId: 'vpc-1', OwnerId: owner, CidrBlock: '10.0.0.0/16' } },
    });
    expect((await monitor.store.state(VPC))?.verdicts[PRESENCE]).toMatchObject({
      status: 'NOT_AVAILABLE',
      why: expect.stringContaining(owner),
    });
  });

  it('costs one look as many reads for 300 services as for three', async () => {
    const counts = new Map<number, number>();
    for (const many of [3, 300]) {
      const others = Object.fromEntries(
        Array.from({ length: many }, (_, index) => [
          arnIn('ecs', `service/shop/web-${index}`),
          service(2, `web-${index}`),
        ]),
      );
      const monitor = await swept({ ...others, [ENDPOINT]: endpoint() });
      const before = monitor.facts.reads.length;
      await monitor.change(VPC, 'again');
      await monitor.change(ENDPOINT, 'again');
      counts.set(many, monitor.facts.reads.length - before);
    }
    expect(counts.get(300)).toBe(counts.get(3));
    expect(counts.get(3)).toBeGreaterThan(5);
  });
});
