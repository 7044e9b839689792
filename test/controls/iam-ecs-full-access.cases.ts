import type { PrincipalRecord } from '#domain/identity.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import type { Severity } from '#domain/severity.ts';
import { allow, deny, document, group, membership, role, roleOf, trust, user } from '../support/holders.ts';
import type { Cases, Given } from './cases.ts';

const given = (principal: PrincipalRecord, parameters: Given['parameters'] = {}): Given => ({
  facts: { principal },
  parameters,
  arn: principal.arn,
});
const fails = (
  principal: PrincipalRecord,
  reason: 'all-of-ecs' | 'administrator',
  severity: Severity,
  parameters: Given['parameters'] = {},
) => ({ ...given(principal, parameters), reasons: [`${reason} -`], severity });
const all = (principal: PrincipalRecord) => fails(principal, 'all-of-ecs', 'HIGH');

const ECS = allow('ecs:*');
const ADMIN = allow('*');
const FOREIGN = '999988887777';
const cluster = 'arn:aws:ecs:eu-west-1:123456789012:cluster/prod';
const under = (Condition: object) => role(allow('ecs:*', { Condition }));
const principals = (administrators: readonly string[]) => ({
  principals: { ...DEFAULT_SETTINGS.parameters.principals, administrators },
});

export default {
  passes: {
    'reads only': given(role(allow(['ecs:Describe*', 'ecs:List*']))),
    'nothing of ECS': given(role(allow('s3:*'))),
    'some writes': given(role(allow(['ecs:UpdateService', 'ecs:RegisterTaskDefinition', 'ecs:RunTask']))),
    'one service': given(role(allow('ecs:*', { Resource: 'arn:aws:ecs:*:*:service/prod/web' }))),
    'within a cluster': given(under({ ArnEquals: { 'ecs:cluster': cluster } })),
    'on what has a tag': given(under({ StringEquals: { 'aws:ResourceTag/team': 'web' } })),
    'on what has the tag of the principal': given(
      under({ StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } }),
    ),
    'a Deny of all of it': given(role([ECS, deny('ecs:*')])),
    'a Deny in another policy': given(role(ECS, { policies: [document(ECS), document(deny('*'))] })),
    'a Deny of all but what has a tag': given(
      role([ECS, deny('ecs:*', { Condition: { StringNotEquals: { 'aws:ResourceTag/team': 'web' } } })]),
    ),
    'a boundary that allows reads only': given(role(ECS, { boundary: document(allow('ecs:Describe*')) })),
    'an administrator within a boundary without ECS': given(
      user(ADMIN, { boundary: document(allow('s3:*')) }),
    ),
    'a grant that has ended': given(under({ DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } })),
    'a tag that a user does not have': given(
      user(allow('ecs:*', { Condition: { StringEquals: { 'aws:PrincipalTag/admin': 'yes' } } })),
    ),
    'a user whose group has it: the group is told of': given(user([], { groups: [membership(ECS)] })),
    'a user whose boundary leaves all of ECS of what its group of administrators gives': given(
      user([], { groups: [membership(ADMIN)], boundary: document(ECS) }),
    ),
    'no policies at all': given(role([], { policies: [] })),
    'the agent of a container instance': given(
      role(allow(['ecs:Poll', 'ecs:Submit*', 'ecs:StartTelemetrySession', 'ecs:RegisterContainerInstance'])),
    ),
  },
  fails: {
    'ecs:*': all(role(ECS)),
    'of a user': all(user(ECS)),
    'of a group': all(group(ECS)),
    'letter by letter': all(
      role('abcdefghijklmnopqrstuvwxyz'.split('').map((letter) => allow(`ECS:${letter}*`))),
    ),
    'in parts, by several policies': all(
      role([], {
        policies: [
          document(allow(['ecs:C*', 'ecs:D*', 'ecs:E*', 'ecs:P*', 'ecs:R*']), 'one'),
          document(allow(['ecs:S*', 'ecs:T*', 'ecs:U*']), 'two'),
        ],
      }),
    ),
    'all but IAM': all(role({ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' })),
    'all resources but one': all(
      role({ Effect: 'Allow', Action: 'ecs:*', NotResource: 'arn:aws:ecs:*:*:cluster/prod' }),
    ),
    'every ARN of ECS, and what is on none': all(
      role([allow('ecs:*', { Resource: 'arn:aws:ecs:*:*:*' }), allow('ecs:*AccountSetting*')]),
    ),
    'all of one region': all(
      role(allow('ecs:*', { Resource: ['arn:aws:ecs:eu-west-1:123456789012:*', '*:*'] })),
    ),
    'a Deny of one action among sixty': all(role([ECS, deny('ecs:DeleteCluster')])),
    'a Deny on what is tagged': all(
      role([ECS, deny('ecs:*', { Condition: { StringEquals: { 'aws:ResourceTag/protected': 'yes' } } })]),
    ),
    'with MFA': all(under({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })),
    'from some addresses': all(under({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } })),
    'a cluster, or with MFA from an address': all(
      role([
        allow('ecs:*', { Condition: { ArnEquals: { 'ecs:cluster': cluster } } }),
        allow('ecs:*', {
          Condition: {
            Bool: { 'aws:MultiFactorAuthPresent': 'true' },
            IpAddress: { 'aws:SourceIp': '192.0.2.0/24' },
          },
        }),
      ]),
    ),
    'a boundary that lets it': all(role(ECS, { boundary: document(allow(['ecs:*', 's3:*'])) })),
    'a tag that a user has': all(
      user(allow('ecs:*', { Condition: { StringEquals: { 'aws:PrincipalTag/admin': 'yes' } } }), {
        tags: { Admin: 'yes' },
      }),
    ),
    'a user by itself and by its group': all(user(ECS, { groups: [membership(ECS)] })),
    'a user by itself and its group together': all(
      user(allow(['ecs:C*', 'ecs:D*', 'ecs:E*', 'ecs:P*', 'ecs:R*']), {
        groups: [membership(allow(['ecs:S*', 'ecs:T*', 'ecs:U*']))],
      }),
    ),
    'read well enough though another policy was not': all(
      role(ECS, { unread: ['arn:aws:iam::aws:policy/X'] }),
    ),
    'URL-encoded': all(
      role([], {
        policies: [{ name: 'x', document: encodeURIComponent(JSON.stringify(document(ECS).document)) }],
      }),
    ),
    'an administrator that is a user': fails(user(ADMIN), 'administrator', 'CRITICAL'),
    'an administrator that is a group': fails(group(ADMIN), 'administrator', 'CRITICAL'),
    '*:*': fails(user(allow('*:*')), 'administrator', 'CRITICAL'),
    'an administrator that tasks are': fails(
      roleOf('ecs-tasks.amazonaws.com', ADMIN),
      'administrator',
      'CRITICAL',
    ),
    'an administrator that instances are': fails(
      roleOf('ec2.amazonaws.com', ADMIN),
      'administrator',
      'CRITICAL',
    ),
    'an administrator that functions are': fails(
      roleOf('lambda.amazonaws.com', ADMIN),
      'administrator',
      'CRITICAL',
    ),
    'an administrator that another account takes': fails(
      role(ADMIN, { trust: trust({ AWS: FOREIGN }) }),
      'administrator',
      'CRITICAL',
    ),
    'an administrator that everybody takes': fails(
      role(ADMIN, { trust: trust('*') }),
      'administrator',
      'CRITICAL',
    ),
    'an administrator that a trusted account takes': fails(
      role(ADMIN, { trust: trust({ AWS: FOREIGN }) }),
      'administrator',
      'MEDIUM',
      { trustedAccounts: [FOREIGN] },
    ),
    'an administrator that people of the account take': fails(role(ADMIN), 'administrator', 'MEDIUM'),
    'an administrator that a build service is': fails(
      roleOf('codebuild.amazonaws.com', ADMIN),
      'administrator',
      'MEDIUM',
    ),
    'an administrator of whose takers nothing is known': fails(
      role(ADMIN, { trust: document({}, 'trust policy') }),
      'administrator',
      'HIGH',
    ),
    'an administrator that may not delete clusters': fails(
      user([ADMIN, deny('ecs:DeleteCluster')]),
      'administrator',
      'CRITICAL',
    ),
    'an administrator on purpose': fails(
      role(ADMIN, { name: 'AWSReservedSSO_AdministratorAccess_0123456789abcdef' }),
      'administrator',
      'INFORMATIONAL',
    ),
    'an administrator on purpose by the settings': fails(
      user(ADMIN, { name: 'break-glass' }),
      'administrator',
      'INFORMATIONAL',
      principals(['break-*']),
    ),
    'all of ECS on purpose': fails(
      role(ECS, { name: 'cdk-x-cfn-exec-role-1' }),
      'all-of-ecs',
      'INFORMATIONAL',
    ),
  },
  notApplicable: {
    'a service-linked role': {
      ...given(role(ADMIN, { path: '/aws-service-role/ecs.amazonaws.com/' })),
      why: /service-linked/,
    },
  },
  notAvailable: {
    'a policy that was not read': {
      ...given(role(allow('s3:*'), { unread: ['arn:aws:iam::123456789012:policy/team'] })),
      why: /not read: arn:aws:iam::123456789012:policy\/team/,
    },
    'a policy that is none': {
      ...given(role([], { policies: [{ name: 'broken', document: '{"Version": 1}' }] })),
      why: /broken cannot be read/,
    },
    'a boundary that was not read': {
      ...given(role(ECS, { unread: ['permissions boundary arn:aws:iam::123456789012:policy/limit'] })),
      why: /permissions boundary/,
    },
    'a boundary that is none': {
      ...given(role(ECS, { boundary: { name: 'limit', document: 'x' } })),
      why: /limit cannot be read/,
    },
  },
  worse: { before: given(role(ECS)), after: given(role([ECS, ADMIN])) },
} satisfies Cases;
