import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { objects } from '#domain/json.ts';
import { andThen, type Found, ignored, type Pattern, type Trigger, together } from '#domain/trigger.ts';
import type { EcrCall, EcrNative } from './ecr-events.ts';
import { imageIn, repositoryOf } from './ecr-names.ts';
import { firstSaid, said, saidIn } from './names.ts';

/** Also the rules' conditions: what did not come about changed nothing. */
export const SUCCESS: Pattern = { result: ['SUCCESS'] };
export const SYNCED: Pattern = { 'sync-status': ['SUCCESS'] };

/** Up to 100 images in one call; those in `failures` are still there, though the call has no error code. */
function deleted({ request, response }: ChangeEvent): Found<readonly string[]> {
  const asked = objects(request, 'imageIds');
  const gone = objects(response, 'imageIds');
  const failures = objects(response, 'failures');
  return andThen(saidIn([...gone, ...asked], 'imageDigest'), (digests) =>
    andThen(saidIn(failures, 'imageId', 'imageDigest'), (failed) => {
      if (gone.length === 0 && failures.length > 0 && failures.length >= asked.length)
        return ignored('no image was deleted');
      return digests.filter((digest) => !failed.includes(digest));
    }),
  );
}

/** The digest is in the answer: a request may name a tag only. Then the digest is not known, and no image is named. */
function digests(event: ChangeEvent): Found<readonly string[]> {
  const { request, response, detail, native, head } = event;
  if (head.name === 'BatchDeleteImage') return deleted(event);
  const digest = native
    ? said(detail, 'image-digest')
    : firstSaid(
        said(response, 'image', 'imageId', 'imageDigest'),
        said(response, 'imageId', 'imageDigest'),
        said(request, 'imageDigest'),
        said(request, 'imageId', 'imageDigest'),
      );
  return andThen(digest, (found) => (found === undefined ? [] : [found]));
}

/** The images an event changed: none when it does not say which, ignored when it came to nothing. */
export function changedImages(event: ChangeEvent): Found<readonly Arn[]> {
  if (event.native && cameToNothing(event)) return ignored('the action failed');
  return andThen(repositoryOf(event), (repository) =>
    andThen(digests(event), (found) => together(found.map((digest) => imageIn(repository, digest)))),
  );
}

const cameToNothing = ({ head, detail }: ChangeEvent): boolean => {
  if (head.name === 'ECR Pull Through Cache Action') return detail['sync-status'] !== 'SUCCESS';
  // A failed scan is worth a look: the image stays unscanned.
  return head.name !== 'ECR Image Scan' && detail['result'] !== 'SUCCESS';
};

const type = 'AWS::ECR::Image';

/** All that is read of an image: what a push or a deletion can alter. */
const ALL = ['image', 'imageContent', 'imageScan', 'imageSignatures'] as const;

export const IMAGE_TRIGGERS: readonly Trigger<EcrCall, EcrNative>[] = [
  {
    resourceType: type,
    calls: ['PutImage'],
    native: ['ECR Image Action', 'ECR Pull Through Cache Action', 'ECR Replication Action'],
    locate: changedImages,
    alters: ALL,
  },
  {
    resourceType: type,
    calls: ['StartImageScan'],
    native: ['ECR Image Scan'],
    locate: changedImages,
    alters: ['imageScan'],
  },
  {
    resourceType: type,
    calls: ['UpdateImageStorageClass'],
    locate: changedImages,
    alters: ['image', 'imageScan'],
  },
  { resourceType: type, native: ['ECR Referrer Action'], locate: changedImages, alters: ['imageSignatures'] },
  { resourceType: type, calls: ['BatchDeleteImage'], locate: changedImages, alters: ALL, deletes: true },
];
