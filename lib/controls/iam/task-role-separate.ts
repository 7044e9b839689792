import { type DefinitionInScope, definitionReason, overDefinitions } from '#controls/over-definitions.ts';
import { registerAgainWith } from '#controls/register-again.ts';
import { parseArn } from '#domain/arn.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notAvailable, passed } from '#domain/evaluation.ts';
import { isUnreadable, type Unreadable } from '#domain/readable.ts';

export default defineControl({
  id: 'task-role-separate',
  title: 'Tasks do not run with the role that starts them',
  guidance: ['IAM-3'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  parameters: [],
  why:
    'The execution role fetches images and secrets before a task starts. Where it is the task role too, the program in the ' +
    'container may fetch every secret that it may, and the agent all that the program may.',
  blindSpots: [
    'Two roles with the same permissions count as separate.',
    'Roles given when a task is run (overrides) are seen in the event only, not here.',
  ],
  remediation: {
    text: 'Make a role of its own for the tasks, with what the program needs and nothing else, register and deploy with it.',
    cli: registerAgainWith('.taskRoleArn = "<task-role-arn>"'),
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  TaskRoleArn: !GetAtt <task-role>.Arn\n' +
      '  ExecutionRoleArn: !GetAtt <execution-role>.Arn\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  ],
  evaluate: ({ family }) => overDefinitions(family, (each) => [judgeRoles(each)]),
});

function judgeRoles(each: DefinitionInScope): Evaluation {
  const { taskRole, executionRole } = each.definition;
  // Without a role there is none to share: both absent is not the same role.
  if (taskRole === undefined || executionRole === undefined) return passed();
  if (isUnreadable(taskRole) || isUnreadable(executionRole))
    return judgeUnread(each, taskRole, executionRole);
  return isSameRole(taskRole, executionRole) ? shared(each, roleName(taskRole)) : passed();
}

/** What a template makes has a name of its own there: one name is one role, two are two. */
function judgeUnread(
  each: DefinitionInScope,
  task: string | Unreadable,
  execution: string | Unreadable,
): Evaluation {
  if (
    isUnreadable(task) &&
    isUnreadable(execution) &&
    task.reference !== undefined &&
    execution.reference !== undefined
  )
    return task.reference === execution.reference ? shared(each, task.reference) : passed();
  const why = [task, execution].find(isUnreadable)?.unreadable ?? '';
  return notAvailable(`revision ${each.revision.revision}: its roles cannot be compared (${why})`);
}

const shared = (each: DefinitionInScope, role: string): Evaluation =>
  failedIf([
    definitionReason(each, {
      code: 'shared-role',
      subject: role,
      message: `task role and execution role are the same (${role})`,
      path: 'taskRoleArn',
    }),
  ]);

/** The last part of an ARN, whatever path it has; names are unique in an account whatever their case (IAM API, CreateRole). */
const roleName = (role: string): string => role.slice(role.lastIndexOf('/') + 1);

function isSameRole(a: string, b: string): boolean {
  const [ofA, ofB] = [parseArn(a)?.account, parseArn(b)?.account];
  const oneAccount = ofA === undefined || ofB === undefined || ofA === ofB;
  return oneAccount && roleName(a).toLowerCase() === roleName(b).toLowerCase();
}
