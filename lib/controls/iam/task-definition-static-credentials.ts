import { type ContainerInScope, containerReason } from '#controls/over-containers.ts';
import { overSecrets, suspectReason } from '#controls/over-secrets.ts';
import { registerAgainWith } from '#controls/register-again.ts';
import { sayPlace } from '#controls/say-suspect.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notAvailable, passed, type Reason } from '#domain/evaluation.ts';
import type { Suspect } from '#domain/task-definition.ts';

export default defineControl({
  id: 'task-definition-static-credentials',
  title: 'Task definitions hold no access keys of AWS',
  guidance: ['IAM-3'],
  severity: 'CRITICAL',
  version: 2,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  parameters: [],
  why:
    'An access key in a task definition is read by whoever may describe it, works from anywhere and does not expire; a task ' +
    'role gives each task keys of its own that do. LOW where the key comes from a secret: hidden, but as lasting.',
  blindSpots: [
    'Environment files in S3 are not read, and neither are files in the image.',
    'Whether a key is still active is not asked: finding that out would mean using it.',
    'Keys of storage that only speaks like S3 look the same.',
    'A variable of the name of an AWS key is LOW while its value has not the form of one.',
    'In templates, what a parameter or a dynamic reference brings is known only once it is deployed.',
  ],
  remediation: {
    text:
      'Delete the access key: it has been readable since the revision was registered. Give the family a task role with the ' +
      'permissions it needs, take the variables out, deploy that revision, and delete the old ones.',
    cli: registerAgainWith(
      '(.containerDefinitions[] | select(.name == "<container>")).environment |= map(select(.name | startswith("AWS_") | not))',
    ),
    cloudFormation: 'Type: AWS::ECS::TaskDefinition\nProperties:\n  TaskRoleArn: !GetAtt <role>.Arn\n',
  },
  mappings: [{ framework: 'Security Hub', id: 'ECS.8' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8',
  ],
  evaluate: ({ family }) => overSecrets(family, judgeContainer),
});

function judgeContainer(each: ContainerInScope): Evaluation {
  const { name, suspects, keysUnreadable, injectedKeys, namedKeys } = each.container;
  const found = suspects.filter(({ kind }) => kind === 'aws-key');
  const keys = found.map((suspect) => keyReason(each, suspect));
  const injected = injectedKeys.map((variable) => injectedReason(each, variable));
  const named = namedKeys
    .filter(
      (variable) => !found.some((suspect) => suspect.where === 'environment' && suspect.name === variable),
    )
    .map((variable) => namedReason(each, variable));
  if (keys.length + injected.length + named.length > 0) return failedIf([...keys, ...injected, ...named]);
  return keysUnreadable === undefined ? passed() : notAvailable(`container ${name}: ${keysUnreadable}`);
}

/** The key itself is never shown. */
const keyReason = (each: ContainerInScope, suspect: Suspect): Reason =>
  suspectReason(each, suspect, {
    code: 'static-credentials',
    severity: 'CRITICAL',
    message: `access key of AWS in plain text: container ${each.container.name}, ${sayPlace(suspect)} (delete the key)`,
  });

const injectedReason = (each: ContainerInScope, variable: string): Reason =>
  containerReason(each, {
    code: 'injected-credentials',
    severity: 'LOW',
    setting: 'secrets',
    subject: `${each.container.name} ${variable}`,
    message: `container ${each.container.name} gets an access key of AWS from a secret (${variable}), not a role`,
  });

/** AWS's tools take the environment before the role of the task, whatever stands there. */
const namedReason = (each: ContainerInScope, variable: string): Reason =>
  containerReason(each, {
    code: 'named-credentials',
    severity: 'LOW',
    setting: 'environment',
    subject: `${each.container.name} ${variable}`,
    message: `container ${each.container.name} sets ${variable}, which AWS's tools take before the role of the task`,
  });
