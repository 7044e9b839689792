import type { TagAuthorization } from '#domain/credentials.ts';
import type { PrincipalRecord } from '#domain/identity.ts';
import type { Unavailable } from '#domain/reading.ts';
import { allow, deny, document, group, membership, role, user } from '../support/holders.ts';
import type { Cases, Given } from './cases.ts';

const given = (
  principal: PrincipalRecord,
  tagAuthorization: TagAuthorization | Unavailable = { 'eu-west-1': 'on' },
): Given => ({ facts: { principal, tagAuthorization }, arn: principal.arn });
const fails = (each: Given, ...reasons: readonly string[]) => ({
  ...each,
  reasons,
  severity: 'LOW' as const,
});

const tagged = (Action: string | readonly string[] = 'ecs:UpdateService', key = 'team') =>
  allow(Action, { Condition: { StringEquals: { [`aws:ResourceTag/${key}`]: 'web' } } });
const TAG = allow('ecs:TagResource');

export default {
  passes: {
    'a service': given(role(allow('ecs:UpdateService', { Resource: 'arn:aws:ecs:*:*:service/prod/web' }))),
    'a tag': given(role(tagged())),
    'the tag of the principal': given(
      role(
        allow('ecs:*', {
          Condition: { StringEquals: { 'ecs:ResourceTag/team': '${aws:PrincipalTag/team}' } },
        }),
      ),
    ),
    'what cannot be limited': given(role(allow(['ecs:DeregisterTaskDefinition', 'ecs:PutAccountSetting']))),
    'tags while something is created': given(
      role([
        tagged(),
        allow('ecs:TagResource', { Condition: { StringEquals: { 'ecs:CreateAction': 'RunTask' } } }),
      ]),
    ),
    'no such tag': given(
      role([
        tagged(),
        deny('ecs:TagResource', { Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } } }),
        deny('ecs:TagResource', { Condition: { Null: { 'aws:ResourceTag/team': 'true' } } }),
        TAG,
      ]),
    ),
    'tags of what has the tag already': given(role([tagged(['ecs:UpdateService', 'ecs:TagResource'])])),
    'a Deny of what has no tag': given(
      role([
        allow('ecs:UpdateService'),
        deny('ecs:*', { Condition: { Null: { 'aws:ResourceTag/team': 'true' } } }),
      ]),
    ),
    'reads only': given(user(allow('ecs:Describe*'))),
    'a boundary that binds': given(role(allow('ecs:*'), { boundary: document(tagged('ecs:*')) })),
    'a user whose group may: the group is told of': given(
      user([], { groups: [membership(allow('ecs:UpdateService'))] }),
    ),
  },
  fails: {
    'on everything': fails(given(role(allow('ecs:UpdateService'))), 'unbound -'),
    'with a tag in the request only': fails(
      given(role(allow('ecs:RunTask', { Condition: { StringEquals: { 'aws:RequestTag/team': 'web' } } }))),
      'unbound -',
    ),
    'all but what is protected': fails(
      given(
        group(allow('ecs:*', { Condition: { StringNotEquals: { 'aws:ResourceTag/protected': 'yes' } } })),
      ),
      'unbound -',
    ),
    'a tag that it may set: tagging everything is a write, too': fails(
      given(role([tagged(), TAG])),
      'unbound -',
      'own-tag team',
    ),
    'a tag that it may set under a condition that it meets': fails(
      given(
        role([
          tagged(),
          allow('ecs:TagResource', {
            Condition: { StringEquals: { 'aws:RequestTag/team': ['web', 'shop'] } },
          }),
        ]),
      ),
      'unbound -',
      'own-tag team',
    ),
    'while the setting was not read': fails(
      given(role(allow('ecs:UpdateService')), { unavailable: 'denied', what: 'ecs:ListAccountSettings' }),
      'unbound -',
    ),
  },
  notApplicable: { 'an administrator': { ...given(user(allow('*'))), why: /administrator/ } },
  notAvailable: {
    'a policy that was not read': {
      ...given(role([], { unread: ['policy/x'] })),
      why: /not read: policy\/x/,
    },
  },
  worse: {
    before: given(role([tagged(), TAG])),
    after: given(role([tagged(), tagged('ecs:StopTask', 'env'), TAG])),
  },
} satisfies Cases;
