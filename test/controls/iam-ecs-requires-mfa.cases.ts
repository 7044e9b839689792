import type { PrincipalRecord } from '#domain/identity.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { allow, deny, document, group, membership, role, roleOf, trust, user } from '../support/holders.ts';
import type { Cases, Given } from './cases.ts';

const given = (principal: PrincipalRecord, parameters: Given['parameters'] = {}): Given => ({
  facts: { principal },
  parameters,
  arn: principal.arn,
});
const fails = (principal: PrincipalRecord, ...privileges: readonly string[]) => ({
  ...given(principal),
  reasons: privileges.map((each) => `without-mfa ${each}`),
  severity: 'LOW' as const,
});
const principals = { principals: { ...DEFAULT_SETTINGS.parameters.principals, automation: ['ci-*'] } };

const UPDATE = allow('ecs:UpdateService');
const mfa = (operator: string) =>
  allow('ecs:UpdateService', { Condition: { [operator]: { 'aws:MultiFactorAuthPresent': 'true' } } });
const DENY_WITHOUT = deny('*', { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } });
const ROOT = { AWS: 'arn:aws:iam::123456789012:root' };
const withMfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };

export default {
  passes: {
    'reads only': given(user(allow('ecs:Describe*'))),
    'an Allow with MFA': given(user(mfa('Bool'))),
    'a recent MFA': given(
      user(allow('ecs:*', { Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } } })),
    ),
    'a Deny without MFA': given(user([UPDATE, DENY_WITHOUT])),
    'a Deny that asks for the key': given(
      user([
        UPDATE,
        deny('ecs:*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }),
        deny('ecs:*', { Condition: { Null: { 'aws:MultiFactorAuthPresent': 'true' } } }),
      ]),
    ),
    'a role whose trust asks for MFA': given(role(UPDATE, { trust: trust(ROOT, withMfa) })),
    'an IfExists is enough for a role: its sessions have the key': given(role(mfa('BoolIfExists'))),
    'a boundary without it': given(user(UPDATE, { boundary: document(allow('s3:*')) })),
    'a user whose group may: the group is told of': given(user([], { groups: [membership(UPDATE)] })),
  },
  fails: {
    'no condition': fails(user(UPDATE), 'change'),
    'an IfExists, which a long-term key passes': fails(user(mfa('BoolIfExists')), 'change'),
    'a Deny that a long-term key passes': fails(
      group([UPDATE, deny('*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } })]),
      'change',
    ),
    'a role that users of the account take': fails(
      role(allow(['ecs:RunTask', 'ecs:DeleteService'])),
      'delete',
      'run',
    ),
    'a role that a user takes': fails(
      role(UPDATE, { trust: trust({ AWS: 'arn:aws:iam::123456789012:user/ana' }) }),
      'change',
    ),
    'a role that is taken with MFA if there is a session': fails(
      role(UPDATE, {
        trust: trust(ROOT, { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } } }),
      }),
      'change',
    ),
    'one service': fails(
      user(allow('ecs:*', { Resource: 'arn:aws:ecs:*:*:service/prod/web' })),
      'change',
      'delete',
      'run',
    ),
    'settings of the account': fails(user(allow('ecs:Put*')), 'settings'),
  },
  notApplicable: {
    'an administrator': { ...given(user(allow('*'))), why: /administrator/ },
    'a role of a service': { ...given(roleOf('ecs-tasks.amazonaws.com', UPDATE)), why: /no user may take/ },
    'a role that roles take': {
      ...given(role(UPDATE, { trust: trust({ AWS: 'arn:aws:iam::123456789012:role/ci' }) })),
      why: /no user may take/,
    },
    'the account, but only a role of it': {
      ...given(
        role(UPDATE, {
          trust: trust(ROOT, {
            Condition: { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/ci' } },
          }),
        }),
      ),
      why: /no user may take/,
    },
    'federated people': {
      ...given(
        role(UPDATE, {
          trust: trust(
            { Federated: 'arn:aws:iam::123456789012:saml-provider/corp' },
            { Action: 'sts:AssumeRoleWithSAML' },
          ),
        }),
      ),
      why: /no user may take/,
    },
    'Identity Center': {
      ...given(role(UPDATE, { path: '/aws-reserved/sso.amazonaws.com/eu-west-1/' })),
      why: /Identity Center/,
    },
    automation: { ...given(user(UPDATE, { name: 'ci-deploy' }), principals), why: /automation/ },
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
  worse: { before: given(user(UPDATE)), after: given(user([UPDATE, allow('ecs:DeleteCluster')])) },
} satisfies Cases;
