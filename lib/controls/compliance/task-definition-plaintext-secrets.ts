import type { ContainerInScope } from '#controls/over-containers.ts';
import { overSecrets, suspectReason } from '#controls/over-secrets.ts';
import { registerAgainWith } from '#controls/register-again.ts';
import { sayKind, sayPlace } from '#controls/say-suspect.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notAvailable, passed, type Reason } from '#domain/evaluation.ts';
import type { Suspect } from '#domain/task-definition.ts';

export default defineControl({
  id: 'task-definition-plaintext-secrets',
  title: 'Task definitions hold no secrets in plain text',
  guidance: ['CMP-2', 'NET-3'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  parameters: [],
  why:
    'Whoever may describe a task definition reads what is written in it, in every revision there ever was, and so does ' +
    'whoever reads the console, the pipeline and its logs. HIGH for text in the form of a secret or a password in an ' +
    'address, MEDIUM where a name such as DB_PASSWORD alone tells.',
  blindSpots: [
    'A password of fewer than 8 characters, or under a name that says nothing, is taken for an ordinary value.',
    'Environment files in S3 are not read, and neither are the options of volume drivers.',
    'Flags of one letter, such as those of mysql and redis-cli for a password, are not known as such.',
    'In templates, what a parameter or a dynamic reference brings is known only once it is deployed.',
    'Old revisions keep the secret until they are deleted; those that nobody runs are not searched.',
  ],
  remediation: {
    text:
      'Rotate it: it has been readable since the revision was registered. Put the new one into Secrets Manager, name it ' +
      'under secrets (for log options under secretOptions), deploy that revision, and delete the old ones.',
    cli: registerAgainWith(
      '(.containerDefinitions[] | select(.name == "<container>")) |= (.environment |= map(select(.name != "<variable>"))' +
        ' | .secrets += [{name: "<variable>", valueFrom: "<secret-arn>"}])',
    ),
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  ContainerDefinitions:\n    - Name: <container>\n' +
      '      Secrets:\n        - Name: <variable>\n          ValueFrom: !Ref <secret>\n',
  },
  mappings: [{ framework: 'Security Hub', id: 'ECS.8' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8',
  ],
  evaluate: ({ family }) => overSecrets(family, judgeContainer),
});

function judgeContainer(each: ContainerInScope): Evaluation {
  const { name, suspects, suspectsUnreadable } = each.container;
  if (suspects.length > 0) return failedIf(suspects.map((suspect) => secretReason(each, suspect)));
  return suspectsUnreadable === undefined
    ? passed()
    : notAvailable(`container ${name}: ${suspectsUnreadable}`);
}

function secretReason(each: ContainerInScope, suspect: Suspect): Reason {
  const { container } = each;
  const { kind, certain } = suspect;
  const says = certain ? 'secret in plain text' : 'likely a secret in plain text';
  return suspectReason(each, suspect, {
    code: certain ? 'plaintext-secret' : 'likely-plaintext-secret',
    severity: certain ? 'HIGH' : 'MEDIUM',
    message: `${says}: container ${container.name}, ${sayPlace(suspect)} (${sayKind(kind)}, rotate it)`,
    evidence: { kinds: [kind] },
  });
}
