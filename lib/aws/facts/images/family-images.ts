import type { LiveAccount, Reader } from '#aws/facts/account.ts';
import { settle } from '#aws/facts/failure.ts';
import type { Arn } from '#domain/arn.ts';
import type { FamilyImages, NamedImage } from '#domain/family-images.ts';
import { childrenOf } from '#domain/image-platforms.ts';
import { type ContainerImage, decidingImages, imagesInFamily } from '#domain/names-of-images.ts';
import { toMoment } from '#domain/normalise/image.ts';
import type { Readable } from '#domain/readable.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { digestOf, imageArn, nameOf, placeOf } from '#domain/resource.ts';
import { type ImageName, manifestsOf, type NamedManifest } from './manifests.ts';
import { configOf } from './platforms.ts';

interface Found {
  readonly named: Record<string, FamilyImages['named'][string]>;
  readonly running: Record<Arn, FamilyImages['running'][Arn]>;
  readonly users: Record<Arn, FamilyImages['users'][Arn]>;
}

/** What the names of a family's images stand for now, repository by repository; each that cannot be read says so by itself. */
export const readFamilyImages: Reader<'familyImages'> = async ({ arn }, { known }, account) => {
  if (!known.family) return { unavailable: 'unreadable', what: 'the family whose images these are' };
  const found: Found = { named: {}, running: {}, users: {} };
  const byRepository = Map.groupBy(imagesInFamily(known.family, arn), ({ repository }) => repository);
  for (const [repository, images] of byRepository) await readInto(found, repository, images, account);
  return { value: found };
};

const nameOfImage = ({ tag, digest }: ContainerImage): ImageName =>
  digest === undefined ? { imageTag: tag ?? 'latest' } : { imageDigest: digest };

async function readInto(
  found: Found,
  repository: Arn,
  images: readonly ContainerImage[],
  account: LiveAccount,
): Promise<void> {
  const asked = images.filter(({ running, userFromImage }) => running.length > 0 || userFromImage);
  const digests = asked.flatMap(({ running }) => running);
  const names = [...asked.map(nameOfImage), ...digests.map((imageDigest) => ({ imageDigest }))];
  const manifests = await manifestsOf(repository, unique(names), account, 'anew');
  for (const image of asked) {
    const name = image.digest ?? image.tag ?? 'latest';
    found.named[image.key] = isUnavailable(manifests)
      ? manifests
      : await namedBy(manifests.get(name), image, account);
    for (const digest of image.running)
      found.running[imageArn(repository, digest)] = isUnavailable(manifests)
        ? manifests
        : manifests.has(digest)
          ? 'there'
          : 'gone';
    if (image.userFromImage && !isUnavailable(manifests)) await readUsers(found, image, manifests, account);
  }
}

const unique = (names: readonly ImageName[]): readonly ImageName[] => [
  ...new Map(names.map((name) => [JSON.stringify(name), name])).values(),
];

/** What a name stands for now; of a tag that names something else than what runs, also since when. */
export async function namedBy(
  named: NamedManifest | undefined,
  { repository, running, tag }: Pick<ContainerImage, 'repository' | 'running' | 'tag'>,
  account: LiveAccount,
): Promise<NamedImage | 'gone' | Unavailable> {
  if (!named) return 'gone';
  const { digest, manifest } = named;
  if (isUnavailable(manifest)) return manifest;
  const inside = manifest.kind === 'index' ? childrenOf(manifest.children).map((each) => each.digest) : [];
  const digests = [digest, ...inside];
  const image = { arn: imageArn(repository, digest), digests };
  if (tag === undefined || running.every((each) => digests.includes(each))) return image;
  const described = await settle(async () =>
    (await account.ecr(placeOf(repository).region)).describeImages({
      registryId: placeOf(repository).account,
      repositoryName: nameOf({ type: 'AWS::ECR::Repository', arn: repository }),
      imageIds: [{ imageDigest: digest }],
    }),
  );
  if (isUnavailable(described)) return described;
  const pushedAt = 'missing' in described ? undefined : toMoment(described.imageDetails?.[0]?.imagePushedAt);
  return { ...image, ...(pushedAt !== undefined && { pushedAt }) };
}

/** The USER of the images that decide; of an index, of each platform. */
async function readUsers(
  { named, users }: Found,
  image: ContainerImage,
  manifests: ReadonlyMap<string, NamedManifest>,
  account: LiveAccount,
): Promise<void> {
  const now = named[image.key];
  const byName = now !== undefined && typeof now === 'object' && 'arn' in now ? now.arn : undefined;
  for (const arn of decidingImages(image, byName))
    users[arn] ??= await usersOf(image.repository, manifests.get(digestOf(arn) ?? ''), account);
}

async function usersOf(
  repository: Arn,
  named: NamedManifest | undefined,
  account: LiveAccount,
): Promise<readonly (Readable<string> | Unavailable)[]> {
  const manifest = named?.manifest;
  if (manifest === undefined || isUnavailable(manifest) || manifest.kind !== 'index') {
    const config = await configOf(repository, manifest, account);
    return [isUnavailable(config) ? config : config.user];
  }
  const names = childrenOf(manifest.children).map(({ digest }) => ({ imageDigest: digest }));
  const children = await manifestsOf(repository, names, account);
  if (isUnavailable(children)) return [children];
  const users: (Readable<string> | Unavailable)[] = [];
  for (const { imageDigest } of names) {
    const config = await configOf(repository, children.get(imageDigest)?.manifest, account);
    users.push(isUnavailable(config) ? config : config.user);
  }
  return users;
}
