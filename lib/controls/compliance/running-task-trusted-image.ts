import { isOlderThan } from '#controls/ages.ts';
import {
  type ContainerInScope,
  containerReason,
  overContainers,
  unreadableSetting,
} from '#controls/over-containers.ts';
import { defineControl } from '#domain/control.ts';
import {
  type Evaluation,
  failedIf,
  notApplicable,
  notAvailable,
  passed,
  together,
} from '#domain/evaluation.ts';
import type { FamilyUser } from '#domain/family.ts';
import { type FamilyImages, nameKey } from '#domain/family-images.ts';
import { type ImageReference, parseImage } from '#domain/image-reference.ts';
import type { Instant } from '#domain/instant.ts';
import { isUnreadable } from '#domain/readable.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';
import { imageArn, placeOf, repositoryArn } from '#domain/resource.ts';

export default defineControl({
  id: 'running-task-trusted-image',
  title: 'What runs is what its repository holds',
  guidance: ['CMP-1'],
  severity: 'HIGH',
  version: 2,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  optionalFacts: ['familyImages'],
  parameters: ['imageDriftHours'],
  why:
    'An image that is not in its repository (any more) is under no scan and no policy, and whoever deleted it may have ' +
    'meant that. LOW where it is there, but its tag names another one for a day and more: an update waits undeployed.',
  blindSpots: [
    'Only images in private ECR of this account are compared; of other accounts and registries nothing can be read.',
    'ECS says which digest it resolved, not what a manipulated host really runs.',
    'Containers that ECS adds to a task (Service Connect, GuardDuty) are not in the definition, and not judged.',
    'Whether ECS reports an index or the image of a platform is not documented: both are accepted. Not verified against a live account.',
  ],
  remediation: {
    text:
      'Find out who deleted the image (BatchDeleteImage, a lifecycle rule), push it again from its sources, and deploy; where ' +
      'a newer one waits, deploy it.',
    cli: 'aws ecs update-service --cluster <cluster> --service <service> --force-new-deployment',
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  ContainerDefinitions:\n    - Name: <container>\n      Image: <repository>@<digest>\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerImage.html',
  ],
  evaluate: ({ family, familyImages }, { resource, parameters, now }) => {
    if (family.usage === 'unused') return notApplicable('nothing runs it');
    if (isUnavailable(familyImages))
      return family.users.length === 0
        ? notApplicable('before deployment nothing runs')
        : notAvailable(sayUnavailable(familyImages));
    const context = {
      images: familyImages,
      account: placeOf(resource.arn),
      hours: parameters.imageDriftHours,
      now,
    };
    return overContainers(family, (each) => judgeContainer(each, context));
  },
});

interface Context {
  readonly images: FamilyImages;
  readonly account: ReturnType<typeof placeOf>;
  readonly hours: number;
  readonly now: Instant;
}

function judgeContainer(each: ContainerInScope, context: Context): Evaluation {
  const { container, users, revision } = each;
  const { name, image: text } = container;
  if (users.length === 0) return notApplicable(`nothing runs revision ${revision.revision}`);
  if (users.every((user) => user.imagesKnown && imagesOf(user, each).length === 0))
    return notApplicable('no task of it runs');
  if (isUnreadable(text)) return unreadableSetting(each, 'image', text.unreadable);
  const image = text === undefined ? undefined : parseImage(text);
  if (!image) return unreadableSetting(each, 'image', 'no image reference');
  const owner = image.privateEcr?.account;
  if (owner === undefined) return notApplicable(`container ${name} runs an image of ${image.registry}`);
  if (owner !== context.account.account) return notAvailable(`images of account ${owner} cannot be read`);
  const parts = users.map((user): Evaluation => {
    const own = imagesOf(user, each);
    if (own.length === 0)
      return user.imagesKnown
        ? notApplicable('no task of it runs')
        : notAvailable(`which image container ${name} runs is not known`);
    return together(
      own.map(({ digest }) => judgeDigest(digest, image, each, context)),
      passed(),
    );
  });
  return together(parts, notApplicable('nothing runs it'));
}

const imagesOf = ({ images }: FamilyUser, { container, revision }: ContainerInScope) =>
  images.filter((each) => each.revision === revision.revision && each.container === container.name);

function judgeDigest(
  digest: string,
  { repository, tag, digest: asked, privateEcr, registry }: ImageReference,
  each: ContainerInScope,
  { images, account, hours, now }: Context,
): Evaluation {
  const { name } = each.container;
  const arn = repositoryArn({ ...account, region: privateEcr?.region ?? account.region }, repository);
  const found = images.running[imageArn(arn, digest)];
  if (found === undefined || isUnavailable(found))
    return notAvailable(found ? sayUnavailable(found) : `the image that container ${name} runs was not read`);
  const reason = (code: string, severity: 'HIGH' | 'LOW', message: string, evidence = {}): Evaluation =>
    failedIf([
      containerReason(each, {
        code,
        severity,
        subject: `${name} ${registry}/${repository}`,
        setting: 'image',
        message: `container ${name} ${message}`,
        evidence: { digest, ...evidence },
      }),
    ]);
  if (found === 'gone')
    return reason('not-in-repository', 'HIGH', 'runs an image that its repository does not hold');
  const named =
    images.named[
      nameKey(arn, { ...(tag !== undefined && { tag }), ...(asked !== undefined && { digest: asked }) })
    ];
  if (named === undefined || isUnavailable(named))
    return notAvailable(named ? sayUnavailable(named) : `what container ${name} names was not read`);
  // The name is gone, but what runs is there: nothing newer waits.
  if (named === 'gone' || named.digests.includes(digest)) return passed();
  if (asked !== undefined)
    return reason('other-digest', 'HIGH', 'runs another image than the digest it names');
  if (named.pushedAt === undefined)
    return notAvailable('since when its tag names another image is not known');
  if (!isOlderThan(named.pushedAt, hours / 24, now))
    return passed('a newer image was pushed a short time ago');
  return reason('behind-tag', 'LOW', 'runs an image that its tag does not name any more', {
    newerSince: named.pushedAt,
  });
}
