import type { LiveAccount, Reader } from '#aws/facts/account.ts';
import { errorNameOf, failureOf } from '#aws/facts/failure.ts';
import type { Arn } from '#domain/arn.ts';
import type { ImageScan } from '#domain/image.ts';
import { toPlatformScan } from '#domain/normalise/image-scan.ts';
import { digestOf, nameOf, placeOf, repositoryOfImage } from '#domain/resource.ts';

/** A page has 1,000 findings; an image with more than this many has enough of them. */
const MAX_PAGES = 20;

/** The scans of the platforms that run. An index itself is never scanned; where its images are not known, itself is asked for. */
export const readImageScan: Reader<'imageScan'> = async ({ arn }, { known }, account) => {
  const { imageContent } = known;
  const digests = imageContent ? imageContent.platforms.map(({ digest }) => digest) : [digestOf(arn) ?? ''];
  const platforms: ImageScan['platforms'][number][] = [];
  for (const digest of digests) platforms.push(await scanOf(repositoryOfImage(arn), digest, account));
  return { value: { platforms } };
};

async function scanOf(
  repository: Arn,
  imageDigest: string,
  account: LiveAccount,
): Promise<ImageScan['platforms'][number]> {
  try {
    return toPlatformScan(imageDigest, await pagesOf(repository, imageDigest, account));
  } catch (error) {
    if (errorNameOf(error) === 'ScanNotFoundException') return toPlatformScan(imageDigest, []);
    const failure = failureOf(error);
    return 'missing' in failure
      ? { unavailable: 'unreadable', what: 'the image is no longer in its repository', digest: imageDigest }
      : { ...failure, digest: imageDigest };
  }
}

async function pagesOf(
  repository: Arn,
  imageDigest: string,
  account: LiveAccount,
): Promise<readonly unknown[]> {
  const { region, account: registryId } = placeOf(repository);
  const ecr = await account.ecr(region);
  const pages: unknown[] = [];
  let nextToken: string | undefined;
  do {
    const page = await ecr.describeImageScanFindings({
      registryId,
      repositoryName: nameOf({ type: 'AWS::ECR::Repository', arn: repository }),
      imageId: { imageDigest },
      maxResults: 1000,
      ...(nextToken !== undefined && { nextToken }),
    });
    pages.push(page);
    nextToken = page.nextToken;
  } while (nextToken !== undefined && pages.length < MAX_PAGES);
  return pages;
}
