import {
  type ContainerInScope,
  containerReason,
  overContainers,
  unlessRouter,
  unreadableSetting,
} from '#controls/over-containers.ts';
import { registerAgain } from '#controls/register-again.ts';
import type { Arn } from '#domain/arn.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notApplicable, passed, type Reason } from '#domain/evaluation.ts';
import { type FamilyImages, nameKey } from '#domain/family-images.ts';
import { parseImage } from '#domain/image-reference.ts';
import { decidingImages } from '#domain/names-of-images.ts';
import { isUnreadable, type Readable } from '#domain/readable.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { placeOf, repositoryArn } from '#domain/resource.ts';
import { isWindows } from '#domain/task-definition.ts';

export default defineControl({
  id: 'task-definition-non-root',
  title: 'No container runs as root',
  guidance: ['CMP-2'],
  severity: 'MEDIUM',
  version: 2,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  optionalFacts: ['familyImages'],
  parameters: [],
  why:
    'Root in a container is root to the kernel it shares with its host: one flaw in the runtime, one mount too many, ' +
    'and the host is taken. MEDIUM where the definition or its image says root, LOW where neither can be told.',
  blindSpots: [
    'The USER of an image is read in private ECR of this account only; elsewhere a definition that states no user fails, LOW, whatever the image says.',
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
  evaluate: ({ family, familyImages }, { resource }) =>
    overContainers(family, (each) =>
      unlessRouter(
        each,
        judgeUser(each, () => userOfImage(each, familyImages, resource.arn)),
      ),
    ),
});

function judgeUser(each: ContainerInScope, ofImage: () => Who): Evaluation {
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
  if (who === 'root') return fails(each, 'root-user', 'MEDIUM', 'runs as root');
  const byImage = ofImage();
  if (byImage === 'ordinary') return passed('the USER of its image is an ordinary one');
  return byImage === 'root'
    ? fails(each, 'root-user-of-image', 'MEDIUM', 'states no user, and the USER of its image is root')
    : fails(each, 'user-not-stated', 'LOW', "states no user, and the image's own USER was not read");
}

/** The USER of the images that a container runs, or would run: root in one of them is root. */
function userOfImage(
  { container, revision, users }: ContainerInScope,
  images: FamilyImages | Unavailable,
  family: Arn,
): Who {
  const image = typeof container.image === 'string' ? parseImage(container.image) : undefined;
  const { account, ...place } = placeOf(family);
  if (isUnavailable(images) || image?.privateEcr?.account !== account) return 'unstated';
  const repository = repositoryArn({ ...place, ...image.privateEcr }, image.repository);
  const running = users
    .flatMap((user) => user.images)
    .filter((each) => each.revision === revision.revision && each.container === container.name)
    .map(({ digest }) => digest);
  const named = images.named[nameKey(repository, image)];
  const byName = typeof named === 'object' && 'arn' in named ? named.arn : undefined;
  const said = decidingImages({ repository, running }, byName).flatMap(
    (arn) => images.users[arn] ?? [NOT_READ],
  );
  if (said.some((user) => isRoot(user))) return 'root';
  return said.length > 0 && said.every((user) => typeof user === 'string') ? 'ordinary' : 'unstated';
}

const NOT_READ: Unavailable = { unavailable: 'unreadable', what: 'USER' };
/** An image without USER runs as root (Dockerfile reference). */
const isRoot = (user: Readable<string> | Unavailable): boolean =>
  user === undefined || (typeof user === 'string' && ['root', 'unstated'].includes(whoIs(user)));

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
