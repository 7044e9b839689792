import { ACCOUNT, call, type Json, REGION, type Situation, situation } from './records.ts';

/** Events of EC2 and of load balancers that change what services use. */
const ec2 = (name: string, request: Json | null, response?: Json | null): Json =>
  call('ec2', name, request, response);
const GROUP = ['SecurityGroup security-group/sg-1a2b'];
const PREFIX_LIST = ['PrefixList prefix-list/pl-1a2b'];
const VPC = ['VPC vpc/vpc-1a2b'];
const ROUTES = ['RouteTable route-table/rtb-1a2b'];
const rules = { securityGroupRuleSet: { items: [{ groupId: 'sg-1a2b', isEgress: false }] } };

export const NETWORK_SITUATIONS: readonly Situation[] = [
  situation(
    'AuthorizeSecurityGroupIngress by id',
    ec2('AuthorizeSecurityGroupIngress', { groupId: 'sg-1a2b', ipPermissions: { items: [] } }, rules),
    GROUP,
  ),
  situation(
    'AuthorizeSecurityGroupIngress by the name of a group',
    ec2('AuthorizeSecurityGroupIngress', { groupName: 'web', cidrIp: '0.0.0.0/0' }, rules),
    GROUP,
  ),
  situation(
    'AuthorizeSecurityGroupEgress',
    ec2('AuthorizeSecurityGroupEgress', { groupId: 'sg-1a2b' }),
    GROUP,
  ),
  situation('RevokeSecurityGroupIngress', ec2('RevokeSecurityGroupIngress', { groupId: 'sg-1a2b' }), GROUP),
  situation('RevokeSecurityGroupEgress', ec2('RevokeSecurityGroupEgress', { groupId: 'sg-1a2b' }), GROUP),
  situation(
    'ModifySecurityGroupRules wraps its request',
    ec2('ModifySecurityGroupRules', { ModifySecurityGroupRulesRequest: { GroupId: 'sg-1a2b' } }),
    GROUP,
  ),
  situation('DeleteSecurityGroup', ec2('DeleteSecurityGroup', { groupId: 'sg-1a2b' }), GROUP),
  situation('a group with an id that is none', ec2('DeleteSecurityGroup', { groupId: '../x' }), [
    'malformed: names no valid security group',
  ]),
  situation('a group without an id', ec2('AuthorizeSecurityGroupIngress', null), [
    'malformed: it names no security group',
  ]),
  situation(
    'ModifyManagedPrefixList',
    ec2('ModifyManagedPrefixList', { ModifyManagedPrefixListRequest: { PrefixListId: 'pl-1a2b' } }),
    PREFIX_LIST,
  ),
  situation(
    'RestoreManagedPrefixListVersion',
    ec2('RestoreManagedPrefixListVersion', {
      RestoreManagedPrefixListVersionRequest: { PrefixListId: 'pl-1a2b' },
    }),
    PREFIX_LIST,
  ),
  situation(
    'DeleteManagedPrefixList',
    ec2('DeleteManagedPrefixList', { prefixListId: 'pl-1a2b' }),
    PREFIX_LIST,
  ),
  situation('CreateRoute', ec2('CreateRoute', { routeTableId: 'rtb-1a2b', gatewayId: 'igw-1' }), ROUTES),
  situation('DeleteRoute', ec2('DeleteRoute', { routeTableId: 'rtb-1a2b' }), ROUTES),
  situation('ReplaceRoute', ec2('ReplaceRoute', { routeTableId: 'rtb-1a2b' }), ROUTES),
  situation(
    'ModifyInstanceMetadataOptions wraps its request',
    ec2('ModifyInstanceMetadataOptions', {
      ModifyInstanceMetadataOptionsRequest: { InstanceId: 'i-1a2b', HttpTokens: 'optional' },
    }),
    ['Instance instance/i-1a2b'],
  ),
  situation(
    'AssociateRouteTable',
    ec2('AssociateRouteTable', { routeTableId: 'rtb-1a2b', subnetId: 'subnet-1a2b' }),
    ['Subnet subnet/subnet-1a2b'],
  ),
  situation(
    'AssociateRouteTable with a gateway',
    ec2('AssociateRouteTable', { routeTableId: 'rtb-1a2b', gatewayId: 'igw-1' }),
    ['ignored: the route table of a gateway, which leads to no subnet of tasks'],
  ),
  situation(
    'CreateVpcEndpoint wraps its request: the VPC has changed',
    ec2('CreateVpcEndpoint', {
      CreateVpcEndpointRequest: { VpcId: 'vpc-1a2b', ServiceName: 'com.amazonaws.eu-west-1.ecs' },
    }),
    VPC,
  ),
  situation(
    'ModifyVpcEndpoint',
    ec2('ModifyVpcEndpoint', { ModifyVpcEndpointRequest: { VpcEndpointId: 'vpce-1a2b' } }),
    ['VPCEndpoint vpc-endpoint/vpce-1a2b'],
  ),
  situation(
    'DeleteVpcEndpoints of one',
    ec2('DeleteVpcEndpoints', {
      DeleteVpcEndpointsRequest: { VpcEndpointId: { tag: 1, content: 'vpce-1a2b' } },
    }),
    ['VPCEndpoint vpc-endpoint/vpce-1a2b'],
  ),
  situation(
    'DeleteVpcEndpoints of several',
    ec2('DeleteVpcEndpoints', {
      DeleteVpcEndpointsRequest: {
        VpcEndpointId: [
          { tag: 1, content: 'vpce-1a2b' },
          { tag: 2, content: 'vpce-3c4d' },
        ],
      },
    }),
    ['VPCEndpoint vpc-endpoint/vpce-1a2b', 'VPCEndpoint vpc-endpoint/vpce-3c4d'],
  ),
  situation('DeleteVpcEndpoints of none', ec2('DeleteVpcEndpoints', null), [
    'malformed: it names no VPC endpoint',
  ]),
  situation(
    'DeleteVpcEndpoints of what is none',
    ec2('DeleteVpcEndpoints', { DeleteVpcEndpointsRequest: { VpcEndpointId: { content: '../x' } } }),
    ['malformed: names no valid VPC endpoint'],
  ),
  situation(
    'ModifyVpcAttribute',
    ec2('ModifyVpcAttribute', { vpcId: 'vpc-1a2b', enableDnsHostnames: { value: false } }),
    VPC,
  ),
  situation(
    'AssociateVpcCidrBlock wraps its request',
    ec2('AssociateVpcCidrBlock', { AssociateVpcCidrBlockRequest: { VpcId: 'vpc-1a2b' } }),
    VPC,
  ),
  situation('DeleteVpc', ec2('DeleteVpc', { vpcId: 'vpc-1a2b' }), VPC),
];

const elb = (name: string, request: Json | null, response?: Json | null): Json =>
  call('elasticloadbalancing', name, request, response);
const elbArn = (path: string): string => `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:${path}`;
const BALANCER = ['LoadBalancer loadbalancer/app/front/0a1b'];
const CLASSIC = ['LoadBalancer loadbalancer/old'];
const TARGETS = ['TargetGroup targetgroup/web/2c3d'];
const listenerArn = elbArn('listener/app/front/0a1b/4e5f');
const ruleArn = elbArn('listener-rule/app/front/0a1b/4e5f/6a7b');
const forward = [{ type: 'forward', targetGroupArn: elbArn('targetgroup/web/2c3d') }];
const weighted = [
  {
    type: 'forward',
    forwardConfig: {
      targetGroups: [
        { targetGroupArn: elbArn('targetgroup/web/2c3d') },
        { targetGroupArn: elbArn('targetgroup/green/8c9d') },
      ],
    },
  },
];

export const BALANCER_SITUATIONS: readonly Situation[] = [
  situation(
    'CreateListener says to whom it sends',
    elb('CreateListener', {
      loadBalancerArn: elbArn('loadbalancer/app/front/0a1b'),
      defaultActions: forward,
    }),
    [...BALANCER, ...TARGETS],
  ),
  situation(
    'ModifyListener to another policy',
    elb('ModifyListener', { listenerArn, sslPolicy: 'ELBSecurityPolicy-2016-08' }),
    BALANCER,
  ),
  situation('DeleteListener', elb('DeleteListener', { listenerArn }), BALANCER),
  situation('CreateRule to several target groups', elb('CreateRule', { listenerArn, actions: weighted }), [
    ...BALANCER,
    ...TARGETS,
    'TargetGroup targetgroup/green/8c9d',
  ]),
  situation('ModifyRule', elb('ModifyRule', { ruleArn, actions: forward }), [...BALANCER, ...TARGETS]),
  situation('DeleteRule', elb('DeleteRule', { ruleArn }), BALANCER),
  situation(
    'SetRulePriorities',
    elb('SetRulePriorities', { rulePriorities: [{ ruleArn, priority: 1 }] }),
    BALANCER,
  ),
  situation(
    'SetSecurityGroups',
    elb('SetSecurityGroups', { loadBalancerArn: elbArn('loadbalancer/app/front/0a1b'), securityGroups: [] }),
    BALANCER,
  ),
  situation(
    'DeleteTargetGroup',
    elb('DeleteTargetGroup', { targetGroupArn: elbArn('targetgroup/web/2c3d') }),
    TARGETS,
  ),
  situation(
    'DeleteLoadBalancer',
    elb('DeleteLoadBalancer', { loadBalancerArn: elbArn('loadbalancer/app/front/0a1b') }),
    BALANCER,
  ),
  situation(
    'DeleteLoadBalancer of the older generation',
    elb('DeleteLoadBalancer', { loadBalancerName: 'old' }),
    CLASSIC,
  ),
  ...[
    'ApplySecurityGroupsToLoadBalancer',
    'CreateLoadBalancerListeners',
    'CreateLoadBalancerPolicy',
    'DeleteLoadBalancerListeners',
    'SetLoadBalancerPoliciesOfListener',
  ].map((name) => situation(name, elb(name, { loadBalancerName: 'old' }), CLASSIC)),
  situation('a listener of nobody', elb('DeleteListener', { listenerArn: elbArn('listener/x') }), [
    'malformed: names no valid load balancer',
  ]),
  situation('a listener without an ARN', elb('DeleteListener', null), [
    'malformed: it names no load balancer',
  ]),
];
