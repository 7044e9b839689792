import { expect, test } from 'vitest';
import { DEFAULT_POLICY, protocolsOf } from '#template/facts/tls-policies.ts';
import { testSituations } from '../support/situations.ts';

const TLS = 'Service service-load-balancer-tls';
const SERVICE = `
  Service:
    Type: AWS::ECS::Service
    Properties:
      LaunchType: FARGATE
      LoadBalancers: [{TargetGroupArn: !Ref Targets, ContainerName: web, ContainerPort: 80}]
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup}
`;
const front = (properties = ''): string => `
  Front: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {${properties}}}
`;
const FORWARD = 'DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]';
const listener = (properties: string, name = 'Listener'): string => `
  ${name}:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: {LoadBalancerArn: !Ref Front, ${properties}}
`;
const HTTPS = `Port: 443, Protocol: HTTPS, ${FORWARD}`;
const MODERN = 'SslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06';
const REDIRECT =
  'Port: 80, Protocol: HTTP, DefaultActions: [{Type: redirect, RedirectConfig: {Protocol: HTTPS, StatusCode: HTTP_301}}]';
const classic = (listeners: string, more = ''): string => `
  Service:
    Type: AWS::ECS::Service
    Properties: {LaunchType: EC2, LoadBalancers: [{LoadBalancerName: !Ref Old, ContainerName: web, ContainerPort: 80}]}
  Old: {Type: AWS::ElasticLoadBalancing::LoadBalancer, Properties: {Listeners: [${listeners}]${more}}}
`;

testSituations({
  'plain HTTP from the internet': {
    resources: SERVICE + front() + listener(`Port: 80, Protocol: HTTP, ${FORWARD}`),
    says: { [TLS]: ['FAILED', 'plain-http Front HTTP 80'] },
  },
  'HTTP that only sends to HTTPS, and a modern policy': {
    resources: SERVICE + front() + listener(REDIRECT, 'Redirect') + listener(`${HTTPS}, ${MODERN}`),
    says: { [TLS]: 'PASSED' },
  },
  'a port in a text': {
    resources: SERVICE + front() + listener(`Port: '80', Protocol: HTTP, ${FORWARD}`),
    says: { [TLS]: ['FAILED', 'plain-http Front HTTP 80'] },
  },
  'no policy: the one that CloudFormation gives': {
    resources: SERVICE + front() + listener(HTTPS),
    says: { [TLS]: ['FAILED', 'old-tls Front HTTPS 443'] },
  },
  'a policy that is decided later': {
    before: 'Parameters: {Policy: {Type: String}}',
    resources: SERVICE + front() + listener(`${HTTPS}, SslPolicy: !Ref Policy`),
    says: { [TLS]: ['NOT_AVAILABLE', /TLS policy/] },
  },
  'a protocol that is decided later': {
    before: 'Parameters: {Protocol: {Type: String}}',
    resources: SERVICE + front() + listener(`Port: 80, Protocol: !Ref Protocol, ${FORWARD}`),
    says: { [TLS]: ['NOT_AVAILABLE', /listener Listener \(Ref Protocol/] },
  },
  'a rule of an HTTP listener sends to the service': {
    resources: `${SERVICE}${front()}${listener(REDIRECT)}
  Rule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !GetAtt Listener.ListenerArn
      Actions: [{Type: forward, ForwardConfig: {TargetGroups: [{TargetGroupArn: !Ref Targets}]}}]`,
    says: { [TLS]: ['FAILED', 'plain-http Front HTTP 80'] },
  },
  'a load balancer of the inside': {
    resources: SERVICE + front('Scheme: internal') + listener(`Port: 80, Protocol: HTTP, ${FORWARD}`),
    says: { [TLS]: 'NOT_APPLICABLE' },
  },
  'a scheme that is decided later': {
    before: 'Parameters: {Scheme: {Type: String}}',
    resources: SERVICE + front('Scheme: !Ref Scheme') + listener(`Port: 80, Protocol: HTTP, ${FORWARD}`),
    says: { [TLS]: ['NOT_AVAILABLE', /faces the internet is not known/] },
  },
  'a network load balancer that hands on TCP': {
    resources: SERVICE + front('Type: network') + listener(`Port: 80, Protocol: TCP, ${FORWARD}`),
    says: { [TLS]: 'NOT_APPLICABLE' },
  },
  'a target group of another template': {
    resources: SERVICE.replace('!Ref Targets', '!ImportValue targets'),
    says: { [TLS]: ['NOT_AVAILABLE', /faces the internet is not known/] },
  },
  'a classic load balancer with plain HTTP': {
    resources: classic("{Protocol: http, LoadBalancerPort: '80', InstancePort: '80'}"),
    says: { [TLS]: ['FAILED', 'plain-http Old HTTP 80'] },
  },
  'a classic one with HTTPS and no policy': {
    resources: classic("{Protocol: HTTPS, LoadBalancerPort: '443', InstancePort: '80'}"),
    says: { [TLS]: ['FAILED', 'old-tls Old HTTPS 443'] },
  },
  'a classic one with a predefined policy': {
    resources: classic(
      "{Protocol: HTTPS, LoadBalancerPort: '443', InstancePort: '80', PolicyNames: [tls]}",
      ', Policies: [{PolicyName: tls, PolicyType: SSLNegotiationPolicyType, Attributes: [{Name: Reference-Security-Policy, Value: ELBSecurityPolicy-TLS-1-2-2017-01}]}]',
    ),
    says: { [TLS]: 'PASSED' },
  },
  'a classic one with protocols of its own': {
    resources: classic(
      "{Protocol: SSL, LoadBalancerPort: '443', InstancePort: '80', PolicyNames: [tls]}",
      ', Policies: [{PolicyName: tls, PolicyType: SSLNegotiationPolicyType, Attributes: [{Name: Protocol-TLSv1.1, Value: true}]}]',
    ),
    says: { [TLS]: ['FAILED', 'old-tls Old SSL 443'] },
  },
});

test.each<[string, string | undefined]>([
  [DEFAULT_POLICY, 'TLSv1 TLSv1.1 TLSv1.2'],
  ['ELBSecurityPolicy-TLS-1-1-2017-01', 'TLSv1.1 TLSv1.2'],
  ['ELBSecurityPolicy-FS-1-2-Res-2020-10', 'TLSv1.2'],
  ['ELBSecurityPolicy-FS-2018-06', 'TLSv1 TLSv1.1 TLSv1.2'],
  ['ELBSecurityPolicy-TLS13-1-0-2021-06', 'TLSv1 TLSv1.1 TLSv1.2 TLSv1.3'],
  ['ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04', 'TLSv1.2 TLSv1.3'],
  ['ELBSecurityPolicy-TLS13-1-3-PQ-2025-09', 'TLSv1.3'],
  ['ELBSecurityPolicy-TLS14-1-4-2030-01', undefined],
  ['mine', undefined],
])('%s takes %s', (policy, protocols) => {
  expect(protocolsOf(policy)?.join(' ')).toBe(protocols);
});
