import { describe, expect, it } from 'vitest';
import { controls } from '#controls/index.ts';
import type { Arn } from '#domain/arn.ts';
import { balancerArn, ec2Arn, serviceArn, targetGroupArn } from '#domain/resource.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { playStory, type StoryLine } from '#monitor/story.ts';
import { recordedAccount } from '#recorded/account.ts';
import { memoryStore } from '#recorded/memory-store.ts';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '123456789012' } as const;
const WEB = serviceArn(PLACE, 'shop', 'web');
const GROUP = ec2Arn(PLACE, 'security-group', 'sg-1');
const TABLE = ec2Arn(PLACE, 'route-table', 'rtb-1');

type Facts = Readonly<Record<string, unknown>>;
const group = (...cidrs: readonly string[]): Facts => ({
  securityGroup: {
    GroupId: 'sg-1',
    GroupName: 'web',
    VpcId: 'vpc-1',
    IpPermissions: [
      { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: cidrs.map((CidrIp) => ({ CidrIp })) },
    ],
  },
});
const table = (gateway: string): Facts => ({
  routeTable: {
    RouteTableId: 'rtb-1',
    VpcId: 'vpc-1',
    Associations: [{ Main: true }],
    Routes: [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway, State: 'active' }],
  },
});
const account: Readonly<Record<Arn, Facts>> = {
  [WEB]: {
    service: {
      serviceName: 'web',
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'] } },
    },
  },
  [GROUP]: group('10.0.0.0/16'),
  [TABLE]: table('nat-1'),
  [ec2Arn(PLACE, 'subnet', 'subnet-1')]: { subnet: { SubnetId: 'subnet-1', VpcId: 'vpc-1' } },
};

const event = (minute: number, eventName: string, requestParameters: Facts, source = 'ec2'): StoryLine => ({
  event: {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::123456789012:assumed-role/network/mallory',
      sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::123456789012:role/network' } },
    },
    eventSource: `${source}.amazonaws.com`,
    eventName,
    awsRegion: PLACE.region,
    requestParameters,
    responseElements: null,
    recipientAccountId: PLACE.account,
    eventType: 'AwsApiCall',
    eventID: `event-${minute}`,
    eventTime: `2026-04-14T08:${String(minute).padStart(2, '0')}:00Z`,
  },
});

async function play(
  lines: readonly StoryLine[],
  id = 'service-security-group-open',
  resources: Readonly<Record<Arn, Facts>> = account,
) {
  const end = await playStory({
    lines,
    account: recordedAccount({ version: 1, resources }),
    settings: DEFAULT_SETTINGS,
    controls,
    store: memoryStore(),
  });
  return end.findings.find(({ controlId }) => controlId === id);
}

const becomes = (changes: Readonly<Record<Arn, Facts>>): StoryLine => ({ account: changes });
const opened = [
  becomes({ [GROUP]: group('0.0.0.0/0') }),
  event(10, 'AuthorizeSecurityGroupIngress', { groupId: 'sg-1' }),
];

describe('a change to what a service uses of the network looks at the service', () => {
  it('a group is opened: a finding of the service that names who did it', async () => {
    expect(await play([{ sweep: true }, ...opened])).toMatchObject({
      resourceArn: WEB,
      status: 'OPEN',
      severity: 'MEDIUM',
      reasons: [{ code: 'open-to-world', subject: 'tcp 22 world' }],
      changes: [{ eventName: 'AuthorizeSecurityGroupIngress' }],
    });
  });

  it('and closed again: resolved', async () => {
    const closed = [
      becomes({ [GROUP]: group('10.0.0.0/16') }),
      event(30, 'RevokeSecurityGroupIngress', { groupId: 'sg-1' }),
    ];
    expect(await play([{ sweep: true }, ...opened, ...closed])).toMatchObject({
      status: 'RESOLVED',
      resolution: 'FIXED',
    });
  });

  it('its subnets become public: the same finding is worse', async () => {
    const routed = [
      becomes({ [TABLE]: table('igw-1') }),
      event(30, 'ReplaceRoute', { routeTableId: 'rtb-1', gatewayId: 'igw-1' }),
    ];
    expect(await play([{ sweep: true }, ...opened, ...routed])).toMatchObject({
      status: 'OPEN',
      severity: 'HIGH',
    });
  });

  it('a subnet gets the table that leads out: the same', async () => {
    const PUBLIC = ec2Arn(PLACE, 'route-table', 'rtb-2');
    const { routeTable } = table('igw-1');
    const associated = {
      ...Object(routeTable),
      RouteTableId: 'rtb-2',
      Associations: [{ SubnetId: 'subnet-1' }],
    };
    const moved = [
      becomes({ [PUBLIC]: { routeTable: associated } }),
      event(30, 'AssociateRouteTable', { routeTableId: 'rtb-2', subnetId: 'subnet-1' }),
    ];
    expect(await play([{ sweep: true }, ...opened, ...moved])).toMatchObject({ severity: 'HIGH' });
  });

  it('a listener takes an older policy: TLS is judged by what that policy lets in, whatever its name', async () => {
    const BALANCER = balancerArn(PLACE, 'app/front/0a1b');
    const TARGETS = targetGroupArn(PLACE, 'web/2c3d');
    const LISTENER = BALANCER.replace('loadbalancer/', 'listener/');
    const listening = (policy: string, ...protocols: readonly string[]): Facts => ({
      loadBalancer: { Scheme: 'internet-facing', Type: 'application' },
      listeners: [
        {
          ListenerArn: `${LISTENER}/4e5f`,
          Protocol: 'HTTPS',
          Port: 443,
          SslPolicy: policy,
          DefaultActions: [{ Type: 'forward', TargetGroupArn: TARGETS }],
        },
      ],
      sslPolicies: [{ Name: policy, SslProtocols: protocols }],
    });
    const behind = {
      ...account,
      [WEB]: {
        service: { ...Object(account[WEB]?.['service']), loadBalancers: [{ targetGroupArn: TARGETS }] },
      },
      [TARGETS]: { targetGroup: { LoadBalancerArns: [BALANCER] } },
      [BALANCER]: listening('ELBSecurityPolicy-TLS13-1-2-2021-06', 'TLSv1.2', 'TLSv1.3'),
    };
    const lines = [
      { sweep: true } as const,
      becomes({ [BALANCER]: listening('ELBSecurityPolicy-looks-new', 'TLSv1', 'TLSv1.2') }),
      event(30, 'ModifyListener', { listenerArn: `${LISTENER}/4e5f` }, 'elasticloadbalancing'),
    ];
    expect(await play(lines.slice(0, 1), 'service-load-balancer-tls', behind)).toBeUndefined();
    expect(await play(lines, 'service-load-balancer-tls', behind)).toMatchObject({
      status: 'OPEN',
      reasons: [{ code: 'old-tls' }],
      changes: [{ eventName: 'ModifyListener' }],
    });
  });

  it('a group that nobody uses leads to no look', async () => {
    const other = event(10, 'AuthorizeSecurityGroupIngress', { groupId: 'sg-2' });
    expect(await play([{ sweep: true }, becomes({ [GROUP]: group('0.0.0.0/0') }), other])).toBeUndefined();
  });
});
