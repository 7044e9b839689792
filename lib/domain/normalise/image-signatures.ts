import type { ImageSignatures } from '#domain/image-content.ts';
import { objectsOf, textOf } from './fields.ts';

/** What DescribeImageSigningStatus and ListImageReferrers say, and whether cosign's tag is there. Never throws. */
export const toImageSignatures = (
  statuses: unknown,
  referrers: unknown,
  signatureTag: boolean,
): ImageSignatures => ({
  read: true,
  signing: objectsOf(statuses).map((each) => ({
    profile: textOf(each['signingProfileArn']) ?? '-',
    status: textOf(each['status']) ?? '-',
  })),
  referrers: objectsOf(referrers)
    // An archived signature is there, but a verifier cannot fetch it.
    .filter((each) => (each['artifactStatus'] ?? 'ACTIVE') === 'ACTIVE')
    .flatMap((each) => textOf(each['artifactType']) ?? []),
  signatureTag,
});
