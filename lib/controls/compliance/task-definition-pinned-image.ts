import {
  type ContainerInScope,
  containerReason,
  overContainers,
  unreadableSetting,
} from '#controls/over-containers.ts';
import { registerAgain } from '#controls/register-again.ts';
import type { Arn } from '#domain/arn.ts';
import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notAvailable, passed } from '#domain/evaluation.ts';
import { type ImageReference, parseImage } from '#domain/image-reference.ts';
import { isUnreadable } from '#domain/readable.ts';
import { isUnavailable, sayUnavailable, type Unavailable } from '#domain/reading.ts';
import { type ImageRepositories, isTagFixed } from '#domain/repository.ts';
import { placeOf, repositoryArn, resourceOf } from '#domain/resource.ts';

export default defineControl({
  id: 'task-definition-pinned-image',
  title: 'Images are named by digest or by a tag that cannot move',
  guidance: ['CMP-1'],
  severity: 'LOW',
  version: 1,
  resourceType: 'AWS::ECS::TaskDefinition',
  facts: ['family'],
  optionalFacts: ['imageRepositories'],
  parameters: [],
  why:
    'A tag can be moved to another image, and the next deployment runs that one. MEDIUM where nothing but the moment a task ' +
    'starts decides: tasks that no service started, version consistency switched off, or the tag latest.',
  blindSpots: [
    'Tags in registries other than private ECR count as movable; those of other accounts are NOT_AVAILABLE.',
    'Whether ECS resolves tags for services deployed by CodeDeploy or an external controller is not known: they count as if it did.',
    'A tag that was deleted may be given again, immutable or not.',
  ],
  remediation: {
    text: 'Name the image by its digest, or make the tags of its repository immutable, and deploy that revision.',
    cli: registerAgain('image', '"<repository>@<digest>"'),
    cloudFormation:
      'Type: AWS::ECS::TaskDefinition\nProperties:\n  ContainerDefinitions:\n    - Name: <container>\n' +
      '      Image: <repository>@<digest>\n',
  },
  // The numbering of the benchmark that Docker Bench 1.6.0 runs.
  mappings: [{ framework: 'CIS Docker', id: 'v1.6.0 5.28' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html',
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html',
  ],
  evaluate: ({ family, imageRepositories }, { resource }) =>
    overContainers(family, (each) => judgeImage(each, resource.arn, imageRepositories)),
});

function judgeImage(
  each: ContainerInScope,
  owner: Arn,
  repositories: ImageRepositories | Unavailable,
): Evaluation {
  const { name, image: text } = each.container;
  if (isUnreadable(text))
    return isPinnedAnyway(each, owner, repositories)
      ? passed()
      : unreadableSetting(each, 'image', text.unreadable);
  if (text === undefined) return notAvailable(`container ${name} names no image`);
  const image = parseImage(text);
  if (!image) return unreadableSetting(each, 'image', 'no image reference');
  if (image.digest !== undefined) return passed();
  const fixed = image.privateEcr ? isFixed(image, owner, repositories) : false;
  if (typeof fixed === 'string') return notAvailable(`container ${name}: ${fixed}`);
  return fixed ? passed() : movable(each, image);
}

/** Of a template that leaves the tag or digest open: whether any that it may become stays with its image. */
function isPinnedAnyway(
  { container: { imageOrigin = '', imageByDigest } }: ContainerInScope,
  owner: Arn,
  repositories: ImageRepositories | Unavailable,
): boolean {
  if (imageByDigest) return true;
  const image = parseImage(imageOrigin);
  const repository = image && repositoryIn(repositories, image, owner);
  return !isUnavailable(repository) && repository?.tagMutability === 'IMMUTABLE';
}

/** The repository of this account that an image lies in; undefined where there is none, or it is another account's. */
function repositoryIn(
  repositories: ImageRepositories | Unavailable,
  { privateEcr, repository: name }: ImageReference,
  owner: Arn,
): ImageRepositories[string] | undefined {
  const place = placeOf(owner);
  if (isUnavailable(repositories)) return repositories;
  if (privateEcr?.account !== place.account) return undefined;
  const arn = repositoryArn({ ...place, region: privateEcr.region }, name);
  return Object.hasOwn(repositories, arn) ? repositories[arn] : undefined;
}

/** Whether the repository keeps the tag with its image, or in words why that is not known. */
function isFixed(
  image: ImageReference,
  owner: Arn,
  repositories: ImageRepositories | Unavailable,
): boolean | string {
  const { privateEcr, repository: name, tag = 'latest' } = image;
  if (privateEcr?.account !== placeOf(owner).account)
    return `whether its tag can move is known to account ${privateEcr?.account} only`;
  const repository = repositoryIn(repositories, image, owner);
  if (repository === undefined) return `its repository ${name} is not there`;
  if (isUnavailable(repository)) return `its repository is not known (${sayUnavailable(repository)})`;
  const fixed = isTagFixed(tag, repository);
  return isUnreadable(fixed) ? `whether its tag can move cannot be read (${fixed.unreadable})` : fixed;
}

function movable(
  each: ContainerInScope,
  { registry, repository, tag = 'latest' }: ImageReference,
): Evaluation {
  const { container } = each;
  const source = `${registry}/${repository}`;
  const unresolved = unresolvedBy(each, tag);
  return failedIf([
    containerReason(each, {
      code: 'movable-tag',
      setting: 'image',
      subject: `${container.name} ${source}`,
      severity: unresolved === undefined ? 'LOW' : 'MEDIUM',
      message: `container ${container.name} runs ${source} by a tag that can be moved${unresolved ? `, ${unresolved}` : ''}`,
      evidence: { tags: [tag] },
    }),
  ]);
}

/** Why not even a deployment holds on to the image; undefined where ECS resolves the tag once for all its tasks. */
function unresolvedBy({ container, users }: ContainerInScope, tag: string): string | undefined {
  const { versionConsistency: consistency } = container;
  if (typeof consistency === 'string' && consistency.toLowerCase() === 'disabled')
    return 'and version consistency is switched off';
  if (users.some(({ arn }) => resourceOf(arn)?.type === 'AWS::ECS::Cluster'))
    return 'and no service starts it';
  return tag === 'latest' ? 'which is latest' : undefined;
}
