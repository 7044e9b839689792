import { levelOf } from '#controls/ecr-grants.ts';
import { ECS_WRITES, statementsBehind } from '#controls/ecs-powers.ts';
import { holdingOf } from '#controls/holding.ts';
import { sayUnread } from '#controls/over-principal.ts';
import { defineControl } from '#domain/control.ts';
import type { AccessKey } from '#domain/credentials.ts';
import { failedIf, notAvailable, passed, type Reason } from '#domain/evaluation.ts';
import type { Severity } from '#domain/severity.ts';
import { matchesGlob } from '#domain/suppression.ts';
import type { Power } from '#policy/powers.ts';
import { actionsOf } from '#policy/services/catalogue.ts';
import { somewhere } from '#policy/somewhere.ts';

const ECR_WRITES = actionsOf('ecr', { levels: ['Write'] });

export default defineControl({
  id: 'iam-user-access-key-ecs',
  title: 'No long-term access key changes ECS or ECR',
  guidance: ['IAM-2'],
  severity: 'HIGH',
  version: 1,
  resourceType: 'AWS::IAM::User',
  facts: ['principal', 'credentials'],
  parameters: ['principals'],
  why:
    'An access key works from anywhere until somebody takes it back; keys are found in repositories, logs and laptops. ' +
    'Roles give credentials that end by themselves.',
  blindSpots: [
    'Inactive keys are none: to make one active again is an event that looks at the user.',
    'Who may push images and nothing else is MEDIUM; users under principals.accessKeyUsers are LOW.',
    'What the user may do by taking roles is not counted here.',
    'Which calls were made with a key shows in ecs-call-with-long-term-key.',
  ],
  remediation: {
    text: 'Let people sign in by Identity Center and pipelines by a role (with OpenID Connect), then delete the key.',
    cli: 'aws iam update-access-key --user-name <user> --access-key-id <key> --status Inactive',
    cloudFormation:
      'Type: AWS::IAM::User\nProperties:\n  UserName: <user>\n# and no AWS::IAM::AccessKey; for a pipeline a role with its OIDC provider as principal\n',
  },
  mappings: [],
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html'],
  evaluate: ({ principal, credentials }, { now, parameters: { principals } }) => {
    const active = credentials.accessKeys.filter(({ active: isActive }) => isActive);
    if (active.length === 0) return passed('it has no active access key');
    const { holder, unread, limitUnread } = holdingOf(principal, now);
    const powers = [...somewhere(holder, ECS_WRITES), ...somewhere(holder, ECR_WRITES)];
    if (powers.length === 0 || limitUnread)
      return unread.length > 0
        ? notAvailable(sayUnread(unread))
        : passed('its keys change nothing in ECS or ECR');
    const isAccepted = principals.accessKeyUsers.some((pattern) => matchesGlob(pattern, principal.name));
    const severity = isAccepted ? 'LOW' : severityOf(powers);
    return failedIf(active.map((key, index) => reasonOf(key, severity, powers, index)));
  },
});

const severityOf = (powers: readonly Power[]): Severity =>
  powers.every(({ action }) => action.startsWith('ecr:') && levelOf(action) === 'push') ? 'MEDIUM' : 'HIGH';

const reasonOf = (
  { id, createdAt, lastUsedAt, lastUsedService }: AccessKey,
  severity: Severity,
  powers: readonly Power[],
  index: number,
): Reason => ({
  code: 'active-access-key',
  // Its id is in no credential report: a sweep would take the key of a look for another one.
  subject: `key ${index + 1}`,
  severity,
  message: `its access key${id === undefined ? '' : ` …${id}`} may change ECS or ECR`,
  evidence: {
    createdAt,
    ...(lastUsedAt !== undefined && { lastUsedAt }),
    ...(lastUsedService !== undefined && { lastUsedService }),
    actions: powers.slice(0, 20).map(({ action }) => action),
    statements: statementsBehind(powers),
  },
});
