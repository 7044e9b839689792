import type { PrincipalRecord } from '#domain/identity.ts';
import type { Unavailable } from '#domain/reading.ts';
import { allow, deny, document, group, membership, role, roleOf, user } from '../support/holders.ts';
import type { Cases, Given } from './cases.ts';

const taskRole = (
  name: string,
  statements: object | readonly object[],
  says: Partial<PrincipalRecord> = {},
) => roleOf('ecs-tasks.amazonaws.com', statements, { name, ...says });
const ADMIN = taskRole('admin-task', allow('*'));
const WEB = taskRole('web-task', allow('s3:GetObject'));
const IAM = taskRole('iam-task', allow('iam:*'));
const HOPPER = taskRole('hopper', allow('sts:AssumeRole'));
const ALL = [ADMIN, WEB, IAM, HOPPER];

const given = (principal: PrincipalRecord, roles: readonly PrincipalRecord[] | Unavailable = ALL): Given => ({
  facts: { principal, passableRoles: 'unavailable' in roles ? roles : { roles } },
  arn: principal.arn,
});
const fails = (each: Given, ...roles: readonly string[]) => ({
  ...each,
  reasons: roles.map((name) => `runs-as ${name}`),
  severity: 'HIGH' as const,
});

const RUN = allow('ecs:RunTask');
const DEPLOY = allow(['ecs:RegisterTaskDefinition', 'ecs:UpdateService']);
const TASKS = 'ecs-tasks.amazonaws.com';
const arn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const pass = (...names: readonly string[]) => allow('iam:PassRole', { Resource: names.map(arn) });
const passWhen = (Condition: object) => allow('iam:PassRole', { Condition });
const denied: Unavailable = { unavailable: 'denied', what: 'iam:GetAccountAuthorizationDetails' };

export default {
  passes: {
    'a pipeline that passes its own task role': given(role([DEPLOY, pass('web-task')])),
    'roles of a path, none of them mighty': given(
      role([RUN, allow('iam:PassRole', { Resource: 'arn:aws:iam::*:role/web-*' })]),
    ),
    'no PassRole': given(role([DEPLOY, RUN])),
    'PassRole to another service': given(
      role([RUN, passWhen({ StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } })]),
    ),
    'no way to start a task': given(role([allow('ecs:RegisterTaskDefinition'), pass('admin-task')])),
    'a way to start, none to say what runs': given(role([allow('ecs:UpdateService'), pass('admin-task')])),
    'a Deny of the mighty role': given(
      role([RUN, pass('admin-task', 'web-task'), deny('iam:PassRole', { Resource: arn('admin-task') })]),
    ),
    'a boundary without PassRole': given(
      role([RUN, pass('admin-task')], { boundary: document(allow('ecs:*')) }),
    ),
    'who may give themselves policies anyway': given(role([RUN, pass('iam-task'), allow('iam:Put*')])),
    'its own role': given(role([RUN, pass('hopper'), allow('sts:AssumeRole')], { name: 'hopper' })),
    'roles with a tag that the mighty one has not': given(
      role([RUN, passWhen({ StringEquals: { 'iam:ResourceTag/for': 'web' } })]),
    ),
    'nothing to run, though roles were not read': given(user(allow('s3:*')), denied),
    'a user whose group may: the group is told of': given(
      user([], { groups: [membership([RUN, pass('admin-task')])] }),
    ),
  },
  fails: {
    'RunTask as an administrator': fails(given(role([RUN, pass('admin-task')])), 'admin-task'),
    'a new revision of a service': fails(given(user([DEPLOY, pass('admin-task')])), 'admin-task'),
    'of one service': fails(
      given(
        role([
          allow('ecs:RegisterTaskDefinition'),
          allow('ecs:UpdateService', { Resource: 'arn:aws:ecs:*:*:service/prod/web' }),
          pass('iam-task'),
        ]),
      ),
      'iam-task',
    ),
    'a role that takes any role': fails(given(role([RUN, pass('hopper')])), 'hopper'),
    'one mighty role among others': fails(given(group([RUN, pass('web-task', 'admin-task')])), 'admin-task'),
    'a daemon': fails(
      given(role([allow(['ecs:RegisterDaemonTaskDefinition', 'ecs:CreateDaemon']), pass('admin-task')])),
      'admin-task',
    ),
    'a role by its tag': fails(
      given(role([RUN, passWhen({ StringEquals: { 'iam:ResourceTag/for': 'web' } })]), [
        taskRole('tagged', allow('*'), { tags: { for: 'web' } }),
      ]),
      'tagged',
    ),
    'any role': fails(given(role([RUN, allow('iam:PassRole')]), [WEB]), '*'),
    'any role, to tasks': fails(
      given(role([RUN, passWhen({ StringLike: { 'iam:PassedToService': TASKS } })]), [WEB]),
      '*',
    ),
    'any role of the account, mighty ones by name': fails(
      given(role([RUN, allow('iam:PassRole', { Resource: 'arn:*:iam::*:role/*' })])),
      '*',
      'admin-task',
      'iam-task',
      'hopper',
    ),
    'any role, though none were read': fails(given(role([RUN, allow('iam:PassRole')]), denied), '*'),
    'what a user and its group may together': fails(
      given(user(pass('admin-task'), { groups: [membership(RUN)] })),
      'admin-task',
    ),
    'with MFA': fails(
      given(role([RUN, passWhen({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })]), [WEB]),
      '*',
    ),
  },
  notApplicable: {
    'an administrator': { ...given(role(allow('*'))), why: /administrator, see iam-ecs-full-access/ },
  },
  notAvailable: {
    'roles that were not read': {
      ...given(role([RUN, pass('admin-task')]), denied),
      why: /roles that tasks can have were not read \(access denied/,
    },
    'a role that was not read in full': {
      ...given(role([RUN, pass('dark')]), [taskRole('dark', [], { unread: ['policy/x'] })]),
      why: /what role dark may do was not read in full/,
    },
    'its own policies were not read': {
      ...given(role([], { unread: ['policy/x'] })),
      why: /not read: policy\/x/,
    },
  },
  worse: {
    before: given(role([RUN, pass('iam-task')])),
    after: given(role([RUN, pass('iam-task', 'admin-task')])),
  },
} satisfies Cases;
