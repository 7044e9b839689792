import {
  type ContainerInScope,
  containerReason,
  overContainers,
  unlessRouter,
  unreadableSetting,
} from '#controls/over-containers.ts';
import { registerAgain } from '#controls/register-again.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notApplicable, passed, type Reason } from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';
import { isWindows } from '#domain/task-definition.ts';

export default defineControl({
  id: 'task-definition-non-root',
  title: 'No container runs as root',
  guidance: ['CMP-2'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  parameters: [],
  why:
    'Root in a container is root to the kernel it shares with its host: one flaw in the runtime, one mount too many, ' +
    'and the host is taken. MEDIUM where root is stated, LOW where no user is: then the image decides.',
  blindSpots: [
    'The USER of the image is not read: a definition that states no user fails even where the image has an ordinary one.',
    'A user given by name counts as an ordinary one, though the image may map the name to the number 0.',
    'FireLens log routers are not judged, for they need root; of Windows only an explicit ContainerAdministrator is.',
  ],
  remediation: {
    text: 'Register the task definition with the number of an ordinary user, make what it writes belong to that user, and deploy.',
    cli: registerAgain('user', '"1000:1000"'),
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  ContainerDefinitions:\n    - Name: <container>\n      User: "1000:1000"\n',
  },
  mappings: [
    { framework: 'Security Hub', id: 'ECS.20' },
    { framework: 'Security Hub', id: 'ECS.21' },
    // The numbering of the benchmark that Docker Bench 1.6.0 runs.
    { framework: 'CIS Docker', id: 'v1.6.0 4.1' },
  ],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-20',
  ],
  evaluate: ({ family }) => overContainers(family, (each) => unlessRouter(each, judgeUser(each))),
});

function judgeUser(each: ContainerInScope): Evaluation {
  const { container, definition } = each;
  if (isUnreadable(container.user)) return unreadableSetting(each, 'user', container.user.unreadable);
  const who = whoIs(container.user ?? '');
  if (who === 'administrator')
    return fails(each, 'administrator-user', 'MEDIUM', 'runs as ContainerAdministrator');
  // Windows has no root, and the API knows no user of its containers.
  if (isWindows(definition)) return notApplicable('Windows containers have no root');
  if (who === 'ordinary') return passed();
  const { operatingSystem } = definition;
  if (isUnreadable(operatingSystem))
    return unreadableSetting(each, 'the operating system', operatingSystem.unreadable);
  return who === 'root'
    ? fails(each, 'root-user', 'MEDIUM', 'runs as root')
    : fails(each, 'user-not-stated', 'LOW', "states no user, and the image's own USER was not read");
}

type Who = 'root' | 'administrator' | 'unstated' | 'ordinary';

/**
 * Who a `user[:group]` is. The group does not matter: 1000:0 is an ordinary user. Without a user the image decides,
 * whatever the group.
 */
function whoIs(text: string): Who {
  const user = (text.trim().split(':', 1)[0] ?? '').trim();
  if (user === '') return 'unstated';
  if (/(?:^|\\)ContainerAdministrator$/i.test(user)) return 'administrator';
  return user.toLowerCase() === 'root' || /^\+?0+$/.test(user) ? 'root' : 'ordinary';
}

const fails = (
  each: ContainerInScope,
  code: string,
  severity: NonNullable<Reason['severity']>,
  says: string,
): Evaluation =>
  failedIf([
    containerReason(each, {
      code,
      severity,
      setting: 'user',
      message: `container ${each.container.name} ${says}`,
    }),
  ]);
