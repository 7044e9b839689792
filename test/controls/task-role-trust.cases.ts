import type { Unavailable } from '#domain/reading.ts';
import type { TaskDefinition } from '#domain/task-definition.ts';
import type { NamedRole } from '#domain/task-roles.ts';
import { container, family, revision, taskDefinition } from '../support/facts.ts';
import { role, user } from '../support/principals.ts';
import type { Cases, Given } from './cases.ts';

const ROLE = 'arn:aws:iam::123456789012:role/team/web';
const PULL = 'arn:aws:iam::123456789012:role/pull';
const withTrust = (document: unknown): NamedRole =>
  role('team/web', { trust: { name: 'trust policy', document } });
const trustOf = (Principal: unknown, more: object = {}): object => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more },
});
const trusting = (Principal: unknown, more: object = {}): NamedRole => withTrust(trustOf(Principal, more));
const tasks = { Service: 'ecs-tasks.amazonaws.com' };
const under = (Condition: object): NamedRole => trusting(tasks, { Condition });
const good = trusting(tasks);

type Roles = Partial<Pick<TaskDefinition, 'taskRole' | 'executionRole'>>;
const given = (
  rolePolicies: Readonly<Record<string, NamedRole | Unavailable>>,
  ...definitions: readonly Roles[]
): Given => ({
  facts: {
    family: family(
      (definitions.length > 0 ? definitions : [{ taskRole: ROLE, executionRole: undefined }]).map(
        (roles, index, all) =>
          revision(
            all.length - index,
            taskDefinition([container('web')], { taskRole: undefined, executionRole: undefined, ...roles }),
          ),
      ),
    ),
    rolePolicies,
  },
});
const web = (role: NamedRole | Unavailable): Given => given({ [ROLE]: role });
const fails = (each: Given, ...reasons: readonly string[]) => ({
  ...each,
  reasons,
  severity: 'HIGH' as const,
});
const encoded = encodeURIComponent(JSON.stringify(trustOf(tasks)));

export default {
  passes: {
    'ECS is trusted': web(good),
    'as IAM returns it, URL-encoded': web(withTrust(encoded)),
    'among other services': web(trusting({ Service: ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com'] })),
    'for this account': web(under({ StringEquals: { 'aws:SourceAccount': '123456789012' } })),
    'for tasks of this account': web(
      under({ ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:eu-west-1:123456789012:*' } }),
    ),
    'every action of STS': web(trusting(tasks, { Action: 'sts:*' })),
    'both roles': given({ [ROLE]: good, [PULL]: good }, { taskRole: ROLE, executionRole: PULL }),
    'a role by its name': given({ web: good }, { taskRole: 'web' }),
  },
  fails: {
    'the role does not exist': fails(web({ missing: true }), 'role-missing web'),
    'it trusts EC2 only': fails(web(trusting({ Service: 'ec2.amazonaws.com' })), 'not-trusted web'),
    'it trusts ECS itself, which is not its tasks': fails(
      web(trusting({ Service: 'ecs.amazonaws.com' })),
      'not-trusted web',
    ),
    'it trusts the account': fails(web(trusting({ AWS: '123456789012' })), 'not-trusted web'),
    'another action': fails(
      web(trusting(tasks, { Action: 'sts:AssumeRoleWithWebIdentity' })),
      'not-trusted web',
    ),
    'for another account': fails(
      web(under({ StringEquals: { 'aws:SourceAccount': '444455556666' } })),
      'not-trusted web',
    ),
    'with an external id, which ECS does not send': fails(
      web(under({ StringEquals: { 'sts:ExternalId': '42' } })),
      'not-trusted web',
    ),
    'a Deny': fails(
      web(
        withTrust({
          Statement: [
            { Effect: 'Allow', Principal: tasks, Action: '*' },
            { Effect: 'Deny', Principal: '*', Action: '*' },
          ],
        }),
      ),
      'not-trusted web',
    ),
    'the execution role': fails(
      given({ [PULL]: { missing: true } }, { executionRole: PULL }),
      'role-missing pull',
    ),
    'in an older revision that still runs': fails(
      given({ [ROLE]: good, [PULL]: { missing: true } }, { taskRole: ROLE }, { taskRole: PULL }),
      'role-missing pull',
    ),
  },
  notApplicable: { 'no roles': { ...given({}, {}), why: /names no role/ } },
  notAvailable: {
    'a role of another account': {
      ...web({ unavailable: 'elsewhere', what: 'role web' }),
      why: /its task role was not read \(another account's: role web\)/,
    },
    'a role that may not be read': {
      ...web({ unavailable: 'denied', what: 'iam:GetRole' }),
      why: /access denied: iam:GetRole/,
    },
    'a role that is not known before deployment': {
      ...given({}, { taskRole: { unreadable: 'Ref Role is not known before deployment' } }),
      why: /its task role cannot be read \(Ref Role/,
    },
    'a trust policy that is none': {
      ...web(withTrust('{}')),
      why: /its trust policy cannot be read \(Statement is missing\)/,
    },
    'a role without a trust policy': {
      ...web(user('web')),
      why: /its trust policy is not said/,
    },
    'a role that was not asked for': { ...given({}, { taskRole: ROLE }), why: /was not read/ },
    'a condition on what is not known': {
      ...web(under({ StringEquals: { 'aws:PrincipalTag/x': 'y' } })),
      why: /depends on aws:PrincipalTag\/x/,
    },
  },
  worse: {
    before: given({ [ROLE]: { missing: true } }, { taskRole: ROLE }),
    after: given(
      { [ROLE]: { missing: true }, [PULL]: { missing: true } },
      { taskRole: ROLE, executionRole: PULL },
    ),
  },
} satisfies Cases;
