import { type DefinitionInScope, definitionReason, overDefinitions } from '#controls/over-definitions.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notApplicable, notAvailable, passed } from '#domain/evaluation.ts';
import { plain } from '#domain/json.ts';
import { isUnreadable } from '#domain/readable.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';
import { placeOf } from '#domain/resource.ts';
import { type RolePolicies, roleArnOf, roleName } from '#domain/task-roles.ts';
import { contextOf } from '#policy/context.ts';
import { type Answer, decideByResource } from '#policy/decide.ts';
import { parsePolicy } from '#policy/parse.ts';

export default defineControl({
  id: 'task-role-trust',
  title: 'Roles of tasks exist and trust ECS',
  guidance: ['IAM-3'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family', 'rolePolicies'],
  parameters: [],
  why:
    'A task whose role is gone or does not trust ECS does not start, or runs without the permissions it was given; whoever ' +
    'may create a role of that name decides what it may do.',
  blindSpots: [
    'The trust policy is decided for ecs-tasks.amazonaws.com, conditions included; that it names neither aws:SourceAccount nor aws:SourceArn is no failure.',
    'What else the role trusts is judged by other controls.',
    'Roles of other accounts cannot be read.',
    'Roles given when a task is run (overrides) are not seen here.',
  ],
  remediation: {
    text: 'Create the role, or let ecs-tasks.amazonaws.com assume it, bound to your account by aws:SourceAccount.',
    cli: 'aws iam update-assume-role-policy --role-name <role> --policy-document file://trust.json',
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  TaskRoleArn: !GetAtt <task-role>.Arn\n---\nType: AWS::IAM::Role\nProperties:\n' +
      '  AssumeRolePolicyDocument:\n    Version: "2012-10-17"\n    Statement:\n      - Effect: Allow\n        Principal:\n' +
      '          Service: ecs-tasks.amazonaws.com\n        Action: sts:AssumeRole\n        Condition:\n          StringEquals:\n' +
      '            aws:SourceAccount: !Ref AWS::AccountId\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  ],
  evaluate: ({ family, rolePolicies }, { resource }) =>
    overDefinitions(family, (each) =>
      SETTINGS.map(({ setting, of, called }) =>
        judgeRole(each, { role: of(each), setting, called }, rolePolicies, resource.arn),
      ),
    ),
});

const SETTINGS = [
  {
    setting: 'taskRoleArn',
    called: 'task role',
    of: ({ definition }: DefinitionInScope) => definition.taskRole,
  },
  {
    setting: 'executionRoleArn',
    called: 'execution role',
    of: ({ definition }: DefinitionInScope) => definition.executionRole,
  },
] as const;

interface Named {
  readonly role: DefinitionInScope['definition']['taskRole'];
  readonly setting: string;
  readonly called: string;
}

function judgeRole(
  each: DefinitionInScope,
  { role, setting, called }: Named,
  roles: RolePolicies,
  family: string,
): Evaluation {
  if (role === undefined) return notApplicable('it names no role');
  const where = `revision ${each.revision.revision}: its ${called}`;
  if (isUnreadable(role)) return notAvailable(`${where} cannot be read (${role.unreadable})`);
  const found = roles[role];
  if (found === undefined) return notAvailable(`${where} was not read`);
  if (isUnavailable(found)) return notAvailable(`${where} was not read (${sayUnavailable(found)})`);
  const fails = (code: string, message: string): Evaluation =>
    failedIf([definitionReason(each, { code, subject: roleName(role), message, path: setting })]);
  if ('missing' in found) return fails('role-missing', `its ${called} ${roleName(role)} does not exist`);
  const answer = trustOf(found.trust?.document, roleArnOf(role, family), family);
  if (typeof answer === 'string') return notAvailable(`${where}: ${answer}`);
  if (answer.decision === 'DENIED')
    return fails(
      'not-trusted',
      `its ${called} ${roleName(role)} cannot be assumed by ecs-tasks.amazonaws.com`,
    );
  const open = answer.dependsOn.filter((key) => !/^aws:Source(Arn|OrgID|OrgPaths)$/i.test(key));
  return open.length === 0 ? passed() : notAvailable(`${where}: its trust depends on ${open.join(', ')}`);
}

/** Whether ECS may take the role for a task of this account; in words, where its trust policy cannot be read. */
function trustOf(document: unknown, role: string, family: string): Answer | string {
  if (document === undefined) return 'its trust policy is not said';
  const parsed = parsePolicy(document, 'trust policy', 'trust');
  if ('errors' in parsed) {
    const { path, message } = parsed.errors[0];
    return `its trust policy cannot be read (${plain(`${path} ${message}`.trim())})`;
  }
  const { account } = placeOf(family);
  const context = contextOf({ 'aws:SourceAccount': account, 'sts:ExternalId': null });
  const question = { principal: TASKS, action: 'sts:AssumeRole', resource: role, context };
  return decideByResource(question, parsed.policy);
}

const TASKS = { type: 'service', name: 'ecs-tasks.amazonaws.com' } as const;
