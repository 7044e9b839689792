import { type DefinitionInScope, definitionReason, overDefinitions } from '#controls/over-definitions.ts';
import { registerAgainWith } from '#controls/register-again.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notAvailable, passed } from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';
import type { Container, TaskDefinition } from '#domain/task-definition.ts';

export default defineControl({
  id: 'task-definition-task-role',
  title: 'What uses AWS has a task role',
  guidance: ['IAM-3'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  parameters: ['requireTaskRole'],
  why:
    'A task that uses AWS without a role of its own uses that of somebody else: keys that were written down, or on EC2 the role of ' +
    'the instance with all that it may. LOW where only an address shows that is used without a role as well.',
  blindSpots: [
    'Use shows by ECS Exec, EFS with IAM, log routers, and by addresses, ARNs, commands and names in environment and command.',
    'What the program does beside them is not seen: a family where nothing shows passes, unless requireTaskRole is set.',
    'The name of the region alone is not taken for use.',
    'What the role may do is judged by other controls.',
  ],
  remediation: {
    text: 'Make a role that ecs-tasks.amazonaws.com may assume, with what the program needs and nothing else, and deploy with it.',
    cli: registerAgainWith('.taskRoleArn = "<task-role-arn>"'),
    cloudFormation: 'Type: AWS::ECS::TaskDefinition\nProperties:\n  TaskRoleArn: !GetAtt <task-role>.Arn\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  ],
  evaluate: ({ family }, { parameters: { requireTaskRole } }) =>
    overDefinitions(family, (each) => [judgeRole(each, requireTaskRole)]),
});

/** Why a task needs a role; `certain`: without one it does not work as it is written, or with somebody else's. */
interface Need {
  readonly says: string;
  readonly certain: boolean;
}

function judgeRole(each: DefinitionInScope, required: boolean): Evaluation {
  const { definition, revision } = each;
  const { taskRole } = definition;
  if (typeof taskRole === 'string' || taskRole?.reference !== undefined) return passed();
  const needs = needsOf(each);
  if (needs.length === 0 && !required) {
    const unread = unreadIn(definition);
    return unread === undefined
      ? passed('it has no task role, and nothing shows that it uses AWS')
      : notAvailable(`revision ${revision.revision}: whether it uses AWS cannot be told (${unread})`);
  }
  if (isUnreadable(taskRole))
    return notAvailable(`revision ${revision.revision}: taskRoleArn cannot be read (${taskRole.unreadable})`);
  return failedIf([noRole(each, needs, required)]);
}

function noRole(each: DefinitionInScope, needs: readonly Need[], required: boolean) {
  const shown = [...new Set(needs.map(({ says }) => says))].toSorted();
  const more = shown.length > 3 ? ' and more' : '';
  const uses =
    shown.length > 0
      ? `though it uses AWS: ${shown.slice(0, 3).join(', ')}${more}`
      : 'which the settings require';
  return definitionReason(each, {
    code: 'no-task-role',
    subject: '-',
    severity: required || needs.some(({ certain }) => certain) ? 'MEDIUM' : 'LOW',
    message: `it has no task role, ${uses}`,
    path: 'taskRoleArn',
    evidence: { uses: shown },
  });
}

function needsOf({ definition, users }: DefinitionInScope): readonly Need[] {
  const certain = (says: string): Need => ({ says, certain: true });
  return [
    ...(users.some(({ exec }) => exec) ? [certain('ECS Exec')] : []),
    ...(definition.efsVolumes.some(({ iam }) => typeof iam === 'string' && iam.toUpperCase() === 'ENABLED')
      ? [certain('EFS with IAM')]
      : []),
    ...definition.containers.flatMap(({ awsSigns }) =>
      awsSigns.map(({ service, certain: sure }) => ({ says: service, certain: sure })),
    ),
  ];
}

/** Where use might show, but could not be read. */
const unreadIn = ({
  containers,
  containersUnreadable,
  volumesUnreadable,
  efsVolumes,
}: TaskDefinition): string | undefined =>
  containersUnreadable ??
  volumesUnreadable ??
  efsVolumes.map(({ iam }) => iam).find(isUnreadable)?.unreadable ??
  containers.find(({ awsSignsUnreadable }: Container) => awsSignsUnreadable !== undefined)
    ?.awsSignsUnreadable;
