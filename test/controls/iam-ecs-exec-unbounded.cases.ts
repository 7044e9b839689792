import type { PrincipalRecord } from '#domain/identity.ts';
import { allow, deny, document, group, membership, role, user } from '../support/holders.ts';
import type { Cases, Given } from './cases.ts';

const given = (principal: PrincipalRecord): Given => ({ facts: { principal }, arn: principal.arn });
const fails = (principal: PrincipalRecord) => ({
  ...given(principal),
  reasons: ['exec-everywhere -'],
  severity: 'HIGH' as const,
});

const EXEC = 'ecs:ExecuteCommand';
const on = (...Resource: readonly string[]) => role(allow(EXEC, { Resource }));
const under = (Condition: object) => role(allow(EXEC, { Condition }));
const CLUSTERS = 'arn:aws:ecs:*:*:cluster/*';
const TASKS = 'arn:aws:ecs:*:*:task/*';
const PROD = 'arn:aws:ecs:eu-west-1:123456789012:cluster/prod';

export default {
  passes: {
    'other writes': given(role(allow('ecs:Update*'))),
    'one cluster and its tasks': given(on(PROD, 'arn:aws:ecs:eu-west-1:123456789012:task/prod/*')),
    'one cluster, any task': given(on(PROD, TASKS)),
    'any cluster, tasks of one': given(on(CLUSTERS, 'arn:aws:ecs:eu-west-1:123456789012:task/prod/*')),
    'within a cluster': given(under({ ArnEquals: { 'ecs:cluster': PROD } })),
    'one container': given(under({ StringEquals: { 'ecs:container-name': 'debug' } })),
    'tasks with a tag': given(under({ StringEquals: { 'aws:ResourceTag/env': 'dev' } })),
    'tasks with a tag, as ECS calls it': given(under({ StringLike: { 'ecs:ResourceTag/env': 'd*' } })),
    'a Deny': given(role([allow('ecs:*'), deny(EXEC)])),
    'a boundary without it': given(role(allow(EXEC), { boundary: document(allow('ecs:Describe*')) })),
    'a user whose group may: the group is told of': given(user([], { groups: [membership(allow(EXEC))] })),
  },
  fails: {
    everywhere: fails(role(allow(EXEC))),
    'among others': fails(user(allow('ecs:E*'))),
    'of a group': fails(group(allow(EXEC))),
    'all clusters and tasks': fails(on(CLUSTERS, TASKS)),
    'all of a region': fails(on('arn:aws:ecs:eu-west-1:123456789012:*')),
    'all tasks, where no cluster is named': fails(on(TASKS)),
    'with MFA': fails(under({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })),
    'all but what is marked': fails(under({ StringNotEquals: { 'aws:ResourceTag/env': 'prod' } })),
    'all of ECS': fails(role(allow('ecs:*'))),
  },
  notApplicable: {
    'an administrator': { ...given(role(allow('*'))), why: /administrator, see iam-ecs-full-access/ },
    'a service-linked role': {
      ...given(role(allow(EXEC), { path: '/aws-service-role/x.amazonaws.com/' })),
      why: /service-linked/,
    },
  },
  notAvailable: {
    'a policy that was not read': {
      ...given(role([], { unread: ['arn:aws:iam::123456789012:policy/team'] })),
      why: /not read/,
    },
  },
  worse: { cannotGetWorse: 'everything is everything; what was narrow and is wide is a finding' },
} satisfies Cases;
