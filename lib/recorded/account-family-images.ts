import type { Arn } from '#domain/arn.ts';
import type { FamilyImages } from '#domain/family-images.ts';
import { type ImageSuccessors, movedTags } from '#domain/image.ts';
import { childrenOf } from '#domain/image-platforms.ts';
import { type ContainerImage, decidingImages, imagesInFamily } from '#domain/names-of-images.ts';
import { fieldsOf, textsOf } from '#domain/normalise/fields.ts';
import { toMoment } from '#domain/normalise/image.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable, type Reading } from '#domain/reading.ts';
import { digestOf, imageArn, repositoryOfImage } from '#domain/resource.ts';
import { manifestOf, platformOf } from './account-image.ts';
import { entryOf, type Recorded } from './recorded.ts';

/** What the names of a family's images stand for among the recorded images; a repository without one was not recorded. */
export function readFamilyImages(
  arn: Arn,
  recorded: Recorded,
  { known }: ReadContext,
): Reading<FamilyImages> {
  if (!known.family) return { unavailable: 'unreadable', what: 'the family whose images these are' };
  const images = imagesInFamily(known.family, arn);
  const named = images.map((image) => [image.key, namedBy(image, recorded)] as const);
  const running = images.flatMap(({ repository, running: digests }) =>
    digests.map(
      (digest) => [imageArn(repository, digest), isThere(imageArn(repository, digest), recorded)] as const,
    ),
  );
  const users = images
    .filter(({ userFromImage }) => userFromImage)
    .flatMap((image) => {
      const now = namedBy(image, recorded);
      return decidingImages(image, typeof now === 'object' && 'arn' in now ? now.arn : undefined);
    })
    .map((image) => [image, usersOf(image, recorded)] as const);
  return {
    value: {
      named: Object.fromEntries(named),
      running: Object.fromEntries(running),
      users: Object.fromEntries(users),
    },
  };
}

const NOT_RECORDED = { unavailable: 'unreadable', what: 'images of the account file' } as const;

const recordedIn = (repository: Arn, recorded: Recorded): readonly Arn[] =>
  [...recorded.keys()].filter(
    (each) => digestOf(each) !== undefined && repositoryOfImage(each) === repository,
  );

function isThere(image: Arn, recorded: Recorded): FamilyImages['running'][Arn] {
  if (recordedIn(repositoryOfImage(image), recorded).length === 0) return NOT_RECORDED;
  return recorded.has(image) ? 'there' : 'gone';
}

/** What the tags stand for now by which an image is run, and which it does not carry any more. */
export function readImageSuccessors(
  arn: Arn,
  recorded: Recorded,
  { known }: ReadContext,
): Reading<ImageSuccessors> {
  if (!known.image) return { unavailable: 'unreadable', what: 'the image whose tags these are' };
  const repository = repositoryOfImage(arn);
  const found = movedTags(known.image).map((tag) => [tag, namedBy({ repository, tag }, recorded)] as const);
  return { value: Object.fromEntries(found) };
}

function namedBy(
  image: Pick<ContainerImage, 'repository' | 'tag' | 'digest'>,
  recorded: Recorded,
): FamilyImages['named'][string] {
  const all = recordedIn(image.repository, recorded);
  if (all.length === 0) return NOT_RECORDED;
  const arn = all.find((each) =>
    image.digest === undefined
      ? tagsOf(each, recorded).includes(image.tag ?? 'latest')
      : digestOf(each) === image.digest,
  );
  if (arn === undefined) return 'gone';
  const pushedAt = toMoment(describedOf(arn, recorded)?.['imagePushedAt']);
  return { arn, digests: digestsIn(arn, recorded), ...(pushedAt !== undefined && { pushedAt }) };
}

const describedOf = (image: Arn, recorded: Recorded) => {
  const entry = entryOf(recorded, image, 'image');
  return entry && 'value' in entry ? fieldsOf(entry.value) : undefined;
};
const tagsOf = (image: Arn, recorded: Recorded): readonly string[] =>
  textsOf(describedOf(image, recorded)?.['imageTags']);

function digestsIn(image: Arn, recorded: Recorded): readonly string[] {
  const manifest = manifestOf(image, recorded);
  const inside = !isUnavailable(manifest) && manifest.kind === 'index' ? childrenOf(manifest.children) : [];
  return [digestOf(image) ?? '', ...inside.map(({ digest }) => digest)];
}

const usersOf = (image: Arn, recorded: Recorded): FamilyImages['users'][Arn] => {
  const digests = digestsIn(image, recorded);
  const platforms = digests.length > 1 ? digests.slice(1) : digests;
  return platforms
    .map((digest) => platformOf(imageArn(repositoryOfImage(image), digest), recorded))
    .map((each) => (isUnavailable(each) ? each : each.config.user));
};
