import { expect, test } from 'vitest';
import { testSituations, verdictsOf } from '../support/situations.ts';

const OPEN = 'Service service-security-group-open';
const PUBLIC = 'Service service-public-ip';
const service = (network: string, more = ''): string => `
  Service:
    Type: AWS::ECS::Service
    Properties:
      LaunchType: FARGATE
      NetworkConfiguration: {AwsvpcConfiguration: {${network}}}
      ${more}
`;
const group = (ingress: string, name = 'Group'): string => `
  ${name}: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc, SecurityGroupIngress: ${ingress}}}
`;
const VPC = `
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
`;
const ROUTES = `
  Gateway: {Type: AWS::EC2::InternetGateway}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  In: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}}
  Route:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
`;
const MINE = 'Subnets: [!Ref Subnet], SecurityGroups: [!GetAtt Group.GroupId]';
const world = (port: string): string =>
  `{IpProtocol: tcp, FromPort: ${port}, ToPort: ${port}, CidrIp: 0.0.0.0/0}`;
const NARROW = '{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/8}';
const FROM_GROUP = '{IpProtocol: tcp, FromPort: 80, ToPort: 80, SourceSecurityGroupId: !ImportValue front}';

testSituations({
  'a group of the template that lets in its network': {
    resources: VPC + group(`[${NARROW}, ${FROM_GROUP}]`) + service(`${MINE}, AssignPublicIp: DISABLED`),
    says: { [OPEN]: 'PASSED', [PUBLIC]: 'PASSED' },
  },
  'one that lets in the world': {
    resources: VPC + group(`[${NARROW}, ${world('22')}]`) + service(MINE),
    says: { [OPEN]: ['FAILED', 'open-to-world tcp 22 world'] },
  },
  'a rule in place of a list of rules': {
    resources: VPC + group(world('22')) + service(MINE),
    says: { [OPEN]: ['FAILED', 'open-to-world tcp 22 world'] },
  },
  'ports in texts': {
    resources: VPC + group(`[${world("'22'")}]`) + service(MINE),
    says: { [OPEN]: ['FAILED', 'open-to-world tcp 22 world'] },
  },
  'every protocol, by -1, from any address of IPv6': {
    resources: VPC + group("[{IpProtocol: -1, CidrIpv6: '::/0'}]") + service(MINE),
    says: { [OPEN]: ['FAILED', 'open-to-world all world'] },
  },
  'the world in two halves': {
    resources:
      VPC +
      group(
        '[{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/1}, {IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 128.0.0.0/1}]',
      ) +
      service(MINE),
    says: { [OPEN]: ['FAILED', 'open-to-world tcp 80 world'] },
  },
  'a rule that is a resource of its own': {
    resources: `${VPC}${group('[]')}${service(MINE)}
  Rule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !GetAtt Group.GroupId, IpProtocol: udp, FromPort: 53, ToPort: 53, CidrIp: 0.0.0.0/0}}`,
    says: { [OPEN]: ['FAILED', 'open-to-world udp 53 world'] },
  },
  'a rule of its own for its own members': {
    resources: `${VPC}${group('[]')}${service(MINE)}
  Rule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref Group, IpProtocol: '-1', SourceSecurityGroupId: !Ref Group}}`,
    says: { [OPEN]: 'PASSED' },
  },
  'a range that is a parameter leaves it open whom a rule lets in': {
    before: 'Parameters: {Range: {Type: String}}',
    resources:
      VPC + group('[{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: !Ref Range}]') + service(MINE),
    says: { [OPEN]: ['NOT_AVAILABLE', /Ref Range is not known/], [PUBLIC]: 'PASSED' },
  },
  'and hides no rule that lets in the world': {
    before: 'Parameters: {Range: {Type: String}}',
    resources:
      VPC +
      group(`[{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: !Ref Range}, ${world('22')}]`) +
      service(MINE),
    says: { [OPEN]: ['FAILED', 'open-to-world tcp 22 world'] },
  },
  'a range that is a parameter with a default': {
    before: 'Parameters: {Range: {Type: String, Default: 0.0.0.0/0}}',
    resources:
      VPC + group('[{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: !Ref Range}]') + service(MINE),
    says: { [OPEN]: ['FAILED', 'open-to-world tcp 80 world'] },
  },
  'the range of the VPC': {
    resources:
      VPC +
      group('[{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: !GetAtt Vpc.CidrBlock}]') +
      service(MINE),
    says: { [OPEN]: 'PASSED' },
  },
  'a port that is not known, open to the world': {
    before: 'Parameters: {Port: {Type: Number}}',
    resources: VPC + group(`[${world('!Ref Port')}]`) + service(MINE),
    says: { [OPEN]: ['NOT_AVAILABLE', /Ref Port is not known/] },
  },
  'a port that is not known, for a part of the network': {
    before: 'Parameters: {Port: {Type: Number}}',
    resources:
      VPC +
      group('[{IpProtocol: tcp, FromPort: !Ref Port, ToPort: !Ref Port, CidrIp: 10.1.0.0/16}]') +
      service(MINE),
    says: { [OPEN]: 'PASSED' },
  },
  'a prefix list of the template': {
    resources: `${VPC}${group('[{IpProtocol: tcp, FromPort: 80, ToPort: 80, SourcePrefixListId: !Ref List}]')}${service(MINE)}
  List: {Type: AWS::EC2::PrefixList, Properties: {AddressFamily: IPv4, MaxEntries: 2, PrefixListName: x, Entries: [{Cidr: 0.0.0.0/0}]}}`,
    says: { [OPEN]: ['FAILED', 'open-to-world tcp 80 world'] },
  },
  'a prefix list of AWS': {
    resources:
      VPC +
      group('[{IpProtocol: tcp, FromPort: 80, ToPort: 80, SourcePrefixListId: pl-3b927c52}]') +
      service(MINE),
    says: { [OPEN]: ['NOT_AVAILABLE', /the entries of prefix list pl-3b927c52/] },
  },
  'a group that the account has already': {
    resources: service('Subnets: [subnet-1], SecurityGroups: [sg-12345678]'),
    says: { [OPEN]: ['NOT_AVAILABLE', /sg-12345678, which the template does not make/] },
  },
  'groups that are a parameter are not taken for none': {
    before: "Parameters: {Groups: {Type: 'List<AWS::EC2::SecurityGroup::Id>'}}",
    resources: VPC + service('Subnets: [!Ref Subnet], SecurityGroups: !Ref Groups'),
    says: { [OPEN]: ['NOT_AVAILABLE', /Ref Groups is not known/] },
  },
  'one group of two that is not known hides nothing of the other': {
    resources:
      VPC +
      group(`[${world('22')}]`) +
      service('Subnets: [!Ref Subnet], SecurityGroups: [!ImportValue shared, !Ref Group]'),
    says: { [OPEN]: ['FAILED', 'open-to-world tcp 22 world'] },
  },
  'no group: the default one of a VPC of the template': {
    resources: VPC + service('Subnets: [!Ref Subnet]'),
    says: { [OPEN]: 'PASSED' },
  },
  'the default group of a VPC, opened': {
    resources: `${VPC}${service('Subnets: [!Ref Subnet]')}
  Rule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !GetAtt Vpc.DefaultSecurityGroup, IpProtocol: '-1', CidrIp: 0.0.0.0/0}}`,
    says: { [OPEN]: ['FAILED', 'open-to-world all world'] },
  },
  'the default group of a VPC that is elsewhere': {
    resources: service('Subnets: [subnet-1]'),
    says: { [OPEN]: ['NOT_AVAILABLE', /default security group of a VPC that the template does not make/] },
  },
  'a public address': {
    resources: VPC + ROUTES + group(`[${NARROW}]`) + service(`${MINE}, AssignPublicIp: ENABLED`),
    says: { [OPEN]: 'PASSED', [PUBLIC]: ['FAILED', 'public-ip service'] },
  },
  'a network load balancer without groups, whose clients come in': {
    resources: `${VPC}${ROUTES}${group(`[${world('80')}]`)}${service(
      MINE,
      'LoadBalancers: [{TargetGroupArn: !Ref Targets, ContainerName: web, ContainerPort: 80}]',
    )}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup}
  Front: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Type: network}}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: {LoadBalancerArn: !Ref Front, Port: 80, Protocol: TCP, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}`,
    says: { [OPEN]: 'PASSED' },
  },
  'a network load balancer with groups that are not known': {
    resources: `${VPC}${ROUTES}${group(`[${world('80')}]`)}${service(
      MINE,
      'LoadBalancers: [{TargetGroupArn: !Ref Targets, ContainerName: web, ContainerPort: 80}]',
    )}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup}
  Front: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Type: network, SecurityGroups: !ImportValue groups}}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: {LoadBalancerArn: !Ref Front, Port: 80, Protocol: TCP, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}`,
    says: { [OPEN]: ['FAILED', 'open-to-world tcp 80 world'] },
  },
  'a service without a network of its own': {
    resources: '  Service: {Type: AWS::ECS::Service, Properties: {LaunchType: EC2}}',
    says: { [OPEN]: 'NOT_APPLICABLE', [PUBLIC]: 'NOT_APPLICABLE' },
  },
});

const MAIN = VPC + group(`[${world('22')}]`) + service(MINE);
const ROUTED = MAIN + ROUTES;
test.each<[string, string, string]>([
  ['a subnet whose table leads to an internet gateway', ROUTED, 'HIGH'],
  ['a subnet with the main table of a VPC of the template', MAIN, 'MEDIUM'],
  [
    'a table that leads to a NAT gateway',
    ROUTED.replace('GatewayId: !Ref Gateway', 'NatGatewayId: nat-1'),
    'MEDIUM',
  ],
  ['a route to what is not known', ROUTED.replace('!Ref Gateway', '!ImportValue gateway'), 'HIGH'],
  [
    'a table of another template',
    ROUTED.replace('RouteTableId: !Ref Table}}', 'RouteTableId: rtb-1}}'),
    'HIGH',
  ],
  ['a VPC of another template', MAIN.replaceAll('!Ref Vpc', 'vpc-1'), 'HIGH'],
])('an open group in %s', async (_, resources, severity) => {
  const found = await verdictsOf(`Resources:\n${resources}`);
  expect(found.get(OPEN)?.reasons).toMatchObject([{ severity }]);
});
