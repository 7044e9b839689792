import type { LiveAccount, Reader } from '#aws/facts/account.ts';
import { settle } from '#aws/facts/failure.ts';
import type { Arn } from '#domain/arn.ts';
import type { ApprovedBase, ApprovedBases } from '#domain/image-content.ts';
import { childrenOf } from '#domain/image-platforms.ts';
import { type ImageReference, parseImage } from '#domain/image-reference.ts';
import { toMoment } from '#domain/normalise/image.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { nameOf, placeOf, repositoryArn } from '#domain/resource.ts';
import { IMAGES_AT_ONCE, type ImageName, manifestsOf, type NamedManifest } from './manifests.ts';
import { configOf, platformsOf } from './platforms.ts';

/** Images in a repository that is approved as a whole: the newest of them count. */
const MAX_BASES = IMAGES_AT_ONCE;

/** The layers of the images that the operator approved as bases; what cannot be read says so by itself. */
export const readApprovedBases: Reader<'approvedBases'> = async ({ arn }, context, account) => {
  const references = context.parameters?.approvedBaseImages ?? [];
  if (references.length === 0) return { value: { bases: [], unread: [] } };
  const { value, readAt } = await account.shelves.bases.get(references.join(' '), context, () =>
    basesOf(references, placeOf(arn).partition, account),
  );
  return { value, readAt };
};

async function basesOf(
  references: readonly string[],
  partition: string,
  account: LiveAccount,
): Promise<ApprovedBases> {
  const bases: ApprovedBase[] = [];
  const unread: { reference: string; why: Unavailable }[] = [];
  for (const reference of references) {
    const found = await basesIn(reference, partition, account);
    if (isUnavailable(found)) unread.push({ reference, why: found });
    else bases.push(...found);
  }
  return { bases, unread };
}

async function basesIn(
  reference: string,
  partition: string,
  account: LiveAccount,
): Promise<readonly ApprovedBase[] | Unavailable> {
  const image = parseImage(reference);
  if (!image?.privateEcr) return { unavailable: 'unreadable', what: 'an image outside private ECR' };
  const repository = repositoryArn({ partition, ...image.privateEcr }, image.repository);
  const names = await namesOf(image, repository, account);
  if (isUnavailable(names)) return names;
  const manifests = await manifestsOf(repository, names, account);
  if (isUnavailable(manifests)) return manifests;
  const found = new Map([...manifests.values()].map((each) => [each.digest, each]));
  if (found.size === 0) return { unavailable: 'unreadable', what: 'no such image' };
  const bases: ApprovedBase[] = [];
  for (const each of found.values()) bases.push(...(await baseOf(reference, each, repository, account)));
  return bases;
}

/** The one image a reference names; without tag and digest, every image in the repository, the newest first. */
async function namesOf(
  { tag, digest }: ImageReference,
  repository: Arn,
  account: LiveAccount,
): Promise<readonly ImageName[] | Unavailable> {
  if (digest !== undefined) return [{ imageDigest: digest }];
  if (tag !== undefined) return [{ imageTag: tag }];
  const { region, account: registryId } = placeOf(repository);
  const listed = await settle(async () =>
    (await account.ecr(region)).describeImages({
      registryId,
      repositoryName: nameOf({ type: 'AWS::ECR::Repository', arn: repository }),
      maxResults: 1000,
    }),
  );
  if (isUnavailable(listed)) return listed;
  const images = 'missing' in listed ? [] : (listed.imageDetails ?? []);
  return images
    .map(({ imageDigest = '', imagePushedAt }) => ({ imageDigest, at: toMoment(imagePushedAt) ?? '' }))
    .toSorted((a, b) => (`${b.at} ${b.imageDigest}` < `${a.at} ${a.imageDigest}` ? -1 : 1))
    .slice(0, MAX_BASES)
    .map(({ imageDigest }) => ({ imageDigest }));
}

async function baseOf(
  reference: string,
  { digest, manifest }: NamedManifest,
  repository: Arn,
  account: LiveAccount,
): Promise<readonly ApprovedBase[]> {
  if (isUnavailable(manifest) || manifest.kind === 'artifact') return [];
  const configs =
    manifest.kind === 'image'
      ? [await configOf(repository, manifest, account)]
      : (await platformsOf(repository, [], childrenOf(manifest.children), account)).map((each) =>
          isUnavailable(each) ? each : each.config,
        );
  const chains = configs.flatMap((each) => (isUnavailable(each) ? [] : [each.diffIds]));
  return chains.length > 0 ? [{ reference, digest, chains }] : [];
}
