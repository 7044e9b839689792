import type { LiveAccount, Reader } from '#aws/facts/account.ts';
import { errorNameOf } from '#aws/facts/failure.ts';
import type { Arn } from '#domain/arn.ts';
import { toImageSignatures } from '#domain/normalise/image-signatures.ts';
import { digestOf, nameOf, placeOf, repositoryOfImage } from '#domain/resource.ts';

const NOT_ASKED = { read: false, signing: [], referrers: [], signatureTag: false } as const;

/** What is recorded of an image's signatures; nothing is asked where none is required. */
export const readImageSignatures: Reader<'imageSignatures'> = async ({ arn }, { parameters }, account) => {
  if (!parameters?.signing.required) return { value: NOT_ASKED };
  const { region, account: registryId } = placeOf(arn);
  const ecr = await account.ecr(region);
  const repositoryName = nameOf({ type: 'AWS::ECR::Repository', arn: repositoryOfImage(arn) });
  const imageDigest = digestOf(arn) ?? '';
  const { signingStatuses } = await ecr.describeImageSigningStatus({
    registryId,
    repositoryName,
    imageId: { imageDigest },
  });
  const { referrers } = await ecr.listImageReferrers({
    registryId,
    repositoryName,
    subjectId: { imageDigest },
    maxResults: 50,
  });
  return { value: toImageSignatures(signingStatuses, referrers, await hasSignatureTag(arn, account)) };
};

/** Cosign writes the signature of a digest under a tag made of it. */
async function hasSignatureTag(image: Arn, account: LiveAccount): Promise<boolean> {
  const { region, account: registryId } = placeOf(image);
  const ecr = await account.ecr(region);
  try {
    const { imageDetails = [] } = await ecr.describeImages({
      registryId,
      repositoryName: nameOf({ type: 'AWS::ECR::Repository', arn: repositoryOfImage(image) }),
      imageIds: [{ imageTag: `${(digestOf(image) ?? '').replace(':', '-')}.sig` }],
    });
    return imageDetails.length > 0;
  } catch (error) {
    if (errorNameOf(error) === 'ImageNotFoundException') return false;
    throw error;
  }
}
