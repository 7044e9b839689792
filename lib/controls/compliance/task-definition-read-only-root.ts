import {
  type ContainerInScope,
  containerReason,
  overContainers,
  unlessRouter,
  unreadableSetting,
} from '#controls/over-containers.ts';
import { registerAgain } from '#controls/register-again.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, passed, type Reason } from '#domain/evaluation.ts';
import { type Exposure, type Family, type FamilyUser, sayUser } from '#domain/family.ts';
import { isUnreadable } from '#domain/readable.ts';
import { isWindows } from '#domain/task-definition.ts';

export default defineControl({
  id: 'task-definition-read-only-root',
  title: 'Root filesystems are read-only',
  guidance: ['CMP-5'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  parameters: [],
  why:
    'Who breaks into a container with a writable root can replace its programs and stay; behind an internet-facing ' +
    'load balancer or a public address that is anybody (HIGH), elsewhere it takes a foothold first (MEDIUM).',
  blindSpots: [
    'Mounts that stay writable are named in the evidence but never fail: where an application may write is its own affair.',
    'Exposure is what load balancers and public addresses show; a path through a peered network, a proxy or a queue is not seen.',
    'FireLens log routers are not judged: ECS writes their configuration into them.',
  ],
  remediation: {
    text:
      'Register the task definition with readonlyRootFilesystem, mount a volume where the application writes, and deploy ' +
      'that revision. ECS Exec needs a writable root: switch it off, or mount /var/lib/amazon and /var/log/amazon. An Express ' +
      'service takes such a revision as its task definition; its own settings cannot say it.',
    cli: registerAgain('readonlyRootFilesystem', 'true'),
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  ContainerDefinitions:\n    - Name: <container>\n      ReadonlyRootFilesystem: true\n',
  },
  mappings: [
    { framework: 'Security Hub', id: 'ECS.5' },
    // The numbering of the benchmark that Docker Bench 1.6.0 runs.
    { framework: 'CIS Docker', id: 'v1.6.0 5.13' },
  ],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/bestpracticesguide/security-tasks-containers.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-5',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  ],
  evaluate: ({ family }) =>
    overContainers(
      family,
      (each) => unlessRouter(each, judgeRoot(each, family)),
      (definition) =>
        isWindows(definition) ? 'Windows containers have no read-only root filesystem' : undefined,
    ),
});

function judgeRoot(each: ContainerInScope, family: Family): Evaluation {
  const { container, definition } = each;
  const setting = container.readonlyRootFilesystem;
  if (isUnreadable(setting)) return unreadableSetting(each, 'readonlyRootFilesystem', setting.unreadable);
  if (setting === true) return passed();
  if (isUnreadable(definition.operatingSystem))
    return unreadableSetting(each, 'the operating system', definition.operatingSystem.unreadable);
  return failedIf([writableRoot(each, family.usage === 'unknown')]);
}

function writableRoot(each: ContainerInScope, usersUnknown: boolean): Reason {
  const { container, users } = each;
  const exposure = usersUnknown ? 'unknown' : worstExposure(users);
  const exec = users.filter((user) => user.exec).map(({ arn }) => sayUser(arn));
  return containerReason(each, {
    code: 'writable-root',
    setting: 'readonlyRootFilesystem',
    message: `container ${container.name} can write to its root filesystem`,
    severity: exposure === 'internet' ? 'HIGH' : 'MEDIUM',
    evidence: {
      exposure,
      ...(exposure === 'unknown' && { note: 'whether the internet reaches it could not be read' }),
      essential: container.essential,
      writableMounts: container.writableMounts.toSorted(),
      // ECS Exec writes to the root filesystem: the two settings contradict each other.
      ...(exec.length > 0 && { execNeedsWritableRoot: exec.toSorted() }),
    },
  });
}

/** How far those who run a revision let the world reach it; `none` when nobody runs it. */
const worstExposure = (users: readonly FamilyUser[]): Exposure | 'none' =>
  (['internet', 'unknown', 'internal'] as const).find((each) =>
    users.some(({ exposure }) => exposure === each),
  ) ?? 'none';
