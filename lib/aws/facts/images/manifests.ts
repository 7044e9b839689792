import type { LiveAccount } from '#aws/facts/account.ts';
import { settle } from '#aws/facts/failure.ts';
import type { Arn } from '#domain/arn.ts';
import { MANIFEST_TYPES, type Manifest, toManifest } from '#domain/normalise/manifest.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { imageArn, nameOf, placeOf } from '#domain/resource.ts';

/** Calls of BatchGetImage and DescribeImages take 100 (API reference). */
export const IMAGES_AT_ONCE = 100;

/** What a name in a repository stands for now. */
export interface NamedManifest {
  readonly digest: string;
  readonly manifest: Manifest | Unavailable;
}
/** A tag, or a digest. */
export type ImageName = { readonly imageTag: string } | { readonly imageDigest: string };
const keyOf = (name: ImageName): string => ('imageTag' in name ? name.imageTag : name.imageDigest);

const UNKNOWN_KIND: Unavailable = { unavailable: 'unreadable', what: "the image's manifest" };

/** Manifests of one repository by tag and digest, a hundred a call; a name that the repository does not have is left out. `anew`: whether it is there is asked, also of what is remembered. */
export async function manifestsOf(
  repository: Arn,
  names: readonly ImageName[],
  account: LiveAccount,
  anew?: 'anew',
): Promise<ReadonlyMap<string, NamedManifest> | Unavailable> {
  const found = new Map<string, NamedManifest>();
  const asked = names.filter((name) => {
    const known =
      'imageDigest' in name && anew === undefined ? account.manifests.get(name.imageDigest) : undefined;
    if (known) found.set(keyOf(name), { digest: keyOf(name), manifest: known });
    return known === undefined;
  });
  for (let at = 0; at < asked.length; at += IMAGES_AT_ONCE) {
    const failure = await getInto(found, repository, asked.slice(at, at + IMAGES_AT_ONCE), account);
    if (failure) return failure;
  }
  return found;
}

async function getInto(
  found: Map<string, NamedManifest>,
  repository: Arn,
  names: readonly ImageName[],
  account: LiveAccount,
): Promise<Unavailable | undefined> {
  const { region, account: registryId } = placeOf(repository);
  const answer = await settle(async () =>
    (await account.ecr(region)).batchGetImage({
      registryId,
      repositoryName: nameOf({ type: 'AWS::ECR::Repository', arn: repository }),
      imageIds: names.map((name) => ({ ...name })),
      acceptedMediaTypes: [...MANIFEST_TYPES],
    }),
  );
  if (isUnavailable(answer)) return answer;
  // The repository is gone, and so is all that was in it.
  if ('missing' in answer) return undefined;
  for (const { imageId, imageManifest = '' } of answer.images ?? []) {
    const digest = imageId?.imageDigest;
    if (digest === undefined) continue;
    const manifest = toManifest(imageManifest);
    if (manifest) account.manifests.put(digest, manifest);
    const named = { digest, manifest: manifest ?? UNKNOWN_KIND };
    found.set(digest, named);
    if (imageId?.imageTag !== undefined) found.set(imageId.imageTag, named);
  }
  return undefined;
}

/** The manifest of one image; in a sweep, those of the others of its repository that are looked at come with it. */
export async function manifestOf(
  repository: Arn,
  digest: string,
  account: LiveAccount,
): Promise<Manifest | Unavailable | undefined> {
  const group = account.groups.images.of(imageArn(repository, digest));
  const digests = group.map((arn) => arn.slice(arn.indexOf('@') + 1));
  const found = await manifestsOf(
    repository,
    digests.map((imageDigest) => ({ imageDigest })),
    account,
  );
  return isUnavailable(found) ? found : found.get(digest)?.manifest;
}
