import { type Evaluation, notApplicable, notAvailable, together } from '#domain/evaluation.ts';
import { sayUser } from '#domain/family.ts';
import { exposureOfImage, type Image } from '#domain/image.ts';
import type { ImageContent, PlatformImage } from '#domain/image-content.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';

/** The verdict on an image from the verdict on each platform of it that runs; the worst decides. */
export function overPlatforms(
  { kind, platforms }: ImageContent,
  judge: (each: PlatformImage) => Evaluation,
): Evaluation {
  if (kind === 'artifact') return notApplicable('it is an artifact, no image');
  return together(
    platforms.map((each) => (isUnavailable(each) ? notAvailable(sayUnavailable(each)) : judge(each))),
    notAvailable('its index holds no image'),
  );
}

/** Who runs an image and how far the world reaches it, as evidence. */
export const evidenceOfUse = (image: Image) => ({
  runBy: [...new Set(image.users.flatMap(({ runBy }) => runBy.map(sayUser)))].sort().slice(0, 10),
  exposure: exposureOfImage(image),
});
