import type { Arn } from '#domain/arn.ts';
import type { ApprovedBase, ApprovedBases } from '#domain/image-content.ts';
import { childrenOf } from '#domain/image-platforms.ts';
import { parseImage } from '#domain/image-reference.ts';
import { fieldsOf, textsOf } from '#domain/normalise/fields.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable, type Reading, type Unavailable } from '#domain/reading.ts';
import { digestOf, imageArn, placeOf, repositoryArn, repositoryOfImage } from '#domain/resource.ts';
import { manifestOf, platformOf } from './account-image.ts';
import { entryOf, type Recorded } from './recorded.ts';

/** The approved bases among the recorded images: those that a reference names, by tag, digest or repository. */
export function readApprovedBases(
  arn: Arn,
  recorded: Recorded,
  { parameters }: ReadContext,
): Reading<ApprovedBases> {
  const bases: ApprovedBase[] = [];
  const unread: { reference: string; why: Unavailable }[] = [];
  for (const reference of parameters?.approvedBaseImages ?? []) {
    const found = imagesNamed(reference, arn, recorded).map((image) => baseOf(reference, image, recorded));
    if (found.length === 0)
      unread.push({ reference, why: { unavailable: 'unreadable', what: 'no such image' } });
    bases.push(...found);
  }
  return { value: { bases, unread } };
}

function imagesNamed(reference: string, arn: Arn, recorded: Recorded): readonly Arn[] {
  const image = parseImage(reference);
  if (!image?.privateEcr) return [];
  const repository = repositoryArn({ ...placeOf(arn), ...image.privateEcr }, image.repository);
  return [...recorded.keys()].filter((each) => {
    if (repositoryOfImage(each) !== repository || digestOf(each) === undefined) return false;
    if (image.digest !== undefined) return digestOf(each) === image.digest;
    const described = entryOf(recorded, each, 'image');
    const tags = described && 'value' in described ? textsOf(fieldsOf(described.value)?.['imageTags']) : [];
    return image.tag === undefined || tags.includes(image.tag);
  });
}

function baseOf(reference: string, image: Arn, recorded: Recorded): ApprovedBase {
  const manifest = manifestOf(image, recorded);
  const images =
    !isUnavailable(manifest) && manifest.kind === 'index'
      ? childrenOf(manifest.children).map(({ digest }) => imageArn(repositoryOfImage(image), digest))
      : [image];
  const chains = images
    .map((each) => platformOf(each, recorded))
    .flatMap((each) => (isUnavailable(each) ? [] : [each.config.diffIds]));
  return { reference, digest: digestOf(image) ?? '', chains };
}
