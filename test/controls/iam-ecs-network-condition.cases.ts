import type { PrincipalRecord } from '#domain/identity.ts';
import { allow, deny, document, group, membership, role, roleOf, user } from '../support/holders.ts';
import type { Cases, Given } from './cases.ts';

const given = (principal: PrincipalRecord, requireNetworkCondition = true): Given => ({
  facts: { principal },
  parameters: { requireNetworkCondition },
  arn: principal.arn,
});
const fails = (principal: PrincipalRecord) => ({
  ...given(principal),
  reasons: ['from-anywhere -'],
  severity: 'LOW' as const,
});
const UPDATE = allow('ecs:UpdateService');
const from = (Condition: object) => user(allow('ecs:*', { Condition }));
const OFFICE = '198.51.100.0/24';
const DENY_OUTSIDE = deny('*', {
  Condition: { NotIpAddress: { 'aws:SourceIp': OFFICE }, Bool: { 'aws:ViaAWSService': 'false' } },
});

export default {
  passes: {
    'from an address of ours': given(from({ IpAddress: { 'aws:SourceIp': OFFICE } })),
    'a Deny from elsewhere': given(user([UPDATE, DENY_OUTSIDE])),
    'through an endpoint of ours': given(from({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } })),
    'from a VPC of ours': given(from({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } })),
    'no writes': given(user(allow('ecs:List*'))),
    'a boundary that binds': given(
      user(UPDATE, {
        boundary: document(allow('*', { Condition: { IpAddress: { 'aws:SourceIp': OFFICE } } })),
      }),
    ),
    'a user whose group may: the group is told of': given(user([], { groups: [membership(UPDATE)] })),
  },
  fails: {
    'no condition': fails(user(UPDATE)),
    'of a group': fails(group(UPDATE)),
    'a role that people take': fails(role(UPDATE)),
    'a role of Identity Center': fails(role(UPDATE, { path: '/aws-reserved/sso.amazonaws.com/eu-west-1/' })),
    'from any address': fails(from({ IpAddress: { 'aws:SourceIp': ['0.0.0.0/0', '::/0'] } })),
    'from all but one address': fails(from({ NotIpAddress: { 'aws:SourceIp': '203.0.113.9/32' } })),
    'through any endpoint': fails(from({ StringLike: { 'aws:SourceVpce': '*' } })),
    'with MFA': fails(from({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })),
  },
  notApplicable: {
    'unless it is asked for': { ...given(user(UPDATE), false), why: /requireNetworkCondition is not set/ },
    'a role of a service': { ...given(roleOf('ecs-tasks.amazonaws.com', UPDATE)), why: /no user may take/ },
    'an administrator': { ...given(user(allow('*'))), why: /administrator/ },
  },
  notAvailable: {
    'a trust policy that is none': {
      ...given(role(UPDATE, { trust: { name: 'trust policy', document: '{' } })),
      why: /trust policy cannot be read/,
    },
    'a policy that was not read': {
      ...given(user([], { unread: ['policy/x'] })),
      why: /not read: policy\/x/,
    },
  },
  worse: { cannotGetWorse: 'anywhere is anywhere; which actions it is for is evidence' },
} satisfies Cases;
