import type { PrincipalRecord } from '#domain/identity.ts';
import { allow, deny, document, group, membership, role, user } from '../support/holders.ts';
import type { Cases, Given } from './cases.ts';

const given = (principal: PrincipalRecord): Given => ({ facts: { principal }, arn: principal.arn });
const fails = (principal: PrincipalRecord) => ({
  ...given(principal),
  reasons: ['pass-any-role *'],
  severity: 'MEDIUM' as const,
});

const RUN = allow('ecs:RunTask');
const PASS = allow('iam:PassRole');
const passing = (says: object) => role([RUN, allow('iam:PassRole', says)]);
const to = (operator: string, service: string | readonly string[]) =>
  passing({ Condition: { [operator]: { 'iam:PassedToService': service } } });

export default {
  passes: {
    'named roles': given(passing({ Resource: 'arn:aws:iam::123456789012:role/web-task' })),
    'roles of a path': given(passing({ Resource: 'arn:aws:iam::*:role/tasks/*' })),
    'any role, to tasks': given(to('StringEquals', 'ecs-tasks.amazonaws.com')),
    'any role, to tasks by a pattern': given(to('StringLike', 'ecs*.amazonaws.com')),
    'any role, to several services': given(
      to('StringEquals', ['ecs-tasks.amazonaws.com', 'events.amazonaws.com']),
    ),
    'no tasks to run': given(role([PASS, allow('lambda:*')])),
    'a Deny of other services': given(
      role([
        RUN,
        PASS,
        deny('iam:PassRole', {
          Condition: { StringNotEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
        }),
      ]),
    ),
    'roles with a tag': given(passing({ Condition: { StringEquals: { 'iam:ResourceTag/for': 'tasks' } } })),
    'a boundary without it': given(role([RUN, PASS], { boundary: document(allow('ecs:*')) })),
    'a user whose group may: the group is told of': given(user([], { groups: [membership([RUN, PASS])] })),
  },
  fails: {
    'any role': fails(role([RUN, PASS])),
    'any role of any account': fails(passing({ Resource: 'arn:*:iam::*:role/*' })),
    'all roles but one': fails(
      role([RUN, { Effect: 'Allow', Action: 'iam:Pass*', NotResource: 'arn:aws:iam::*:role/admin' }]),
    ),
    'to any service by a pattern': fails(to('StringLike', '*')),
    'to all services but one': fails(to('StringNotEquals', 'ec2.amazonaws.com')),
    'to a service if one is said': fails(
      to('StringEqualsIfExists', ['*', '0nobody-named-this.amazonaws.com']),
    ),
    'with one service of ECS': fails(
      role([PASS, allow('ecs:UpdateService', { Resource: 'arn:aws:ecs:*:*:service/prod/web' })]),
    ),
    'with MFA': fails(passing({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })),
    'all of IAM': fails(group([RUN, allow('iam:*')])),
    'a user and its group together': fails(user(PASS, { groups: [membership(RUN)] })),
  },
  notApplicable: {
    'an administrator': { ...given(role(allow('*'))), why: /administrator, see iam-ecs-full-access/ },
  },
  notAvailable: {
    'a group that was not read': {
      ...given(user(RUN, { unread: ['group ops'] })),
      why: /not read: group ops/,
    },
  },
  worse: { cannotGetWorse: 'any role is every role' },
} satisfies Cases;
