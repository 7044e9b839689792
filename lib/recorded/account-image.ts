import type { Arn } from '#domain/arn.ts';
import { type Image, type ImageScan, imageUsers } from '#domain/image.ts';
import type { ImageContent, ImageSignatures, PlatformImage } from '#domain/image-content.ts';
import { childrenOf, wantedChildren } from '#domain/image-platforms.ts';
import { toImage } from '#domain/normalise/image.ts';
import { toImageConfig, toProvenance } from '#domain/normalise/image-config.ts';
import { toPlatformScan } from '#domain/normalise/image-scan.ts';
import { toImageSignatures } from '#domain/normalise/image-signatures.ts';
import { type Manifest, toManifest } from '#domain/normalise/manifest.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable, type Reading, type Unavailable } from '#domain/reading.ts';
import { digestOf, imageArn, repositoryOfImage } from '#domain/resource.ts';
import { descriptionOf, entryOf, type Recorded } from './recorded.ts';

const unreadable = (what: string): Unavailable => ({ unavailable: 'unreadable', what });
const DELETED = unreadable('the image is no longer in its repository');

/** An image that somebody runs; `image` is what DescribeImages says of it. */
export function readImage(arn: Arn, recorded: Recorded, { users, now }: ReadContext): Reading<Image> {
  const inUse = imageUsers(users, now);
  if (inUse.length === 0) return { missing: true };
  const image = descriptionOf(recorded, arn, 'image');
  if (!image) return DELETED;
  return isUnavailable(image) ? image : { value: toImage(arn, image.value, inUse) };
}

/** What an image is made of: `manifest` and `config` under its own ARN, those of an index's images under theirs. */
export function readImageContent(
  arn: Arn,
  recorded: Recorded,
  { known }: ReadContext,
): Reading<ImageContent> {
  const digest = digestOf(arn) ?? '';
  const manifest = manifestOf(arn, recorded);
  if (isUnavailable(manifest)) return manifest;
  const common = { base: {}, digests: [digest] };
  if (manifest.kind === 'artifact') return { value: { ...common, kind: 'artifact', platforms: [] } };
  if (manifest.kind === 'image')
    return { value: { ...common, kind: 'image', platforms: [platformOf(arn, recorded)] } };
  const repository = repositoryOfImage(arn);
  const wanted = wantedChildren(manifest.children, known.image?.users ?? []);
  return {
    value: {
      kind: 'index',
      base: manifest.base,
      platforms: wanted.map((each) => platformOf(imageArn(repository, each.digest), recorded)),
      digests: [digest, ...childrenOf(manifest.children).map((each) => each.digest)],
    },
  };
}

/** What a recorded image's manifest says; undefined entries were not recorded. */
export function manifestOf(arn: Arn, recorded: Recorded): Manifest | Unavailable {
  const entry = entryOf(recorded, arn, 'manifest');
  if (!entry) return recorded.has(arn) ? unreadable('manifest of the account file') : DELETED;
  if (isUnavailable(entry)) return entry;
  return toManifest(textOf(entry.value)) ?? unreadable('manifest of the account file');
}

/** A document of the registry: as the API gives it, a text, or as the JSON it is. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

export function platformOf(
  arn: Arn,
  recorded: Recorded,
): PlatformImage | (Unavailable & { readonly digest: string }) {
  const digest = digestOf(arn) ?? '';
  const manifest = manifestOf(arn, recorded);
  if (isUnavailable(manifest)) return { ...manifest, digest };
  const entry = entryOf(recorded, arn, 'config');
  if (isUnavailable(entry)) return { ...entry, digest };
  const config = entry && toImageConfig(textOf(entry.value));
  if (!config) return { ...unreadable('config of the account file'), digest };
  const attestation = entryOf(recorded, arn, 'provenance');
  const provenance =
    attestation && 'value' in attestation ? toProvenance(textOf(attestation.value)) : undefined;
  return { digest, base: 'base' in manifest ? manifest.base : {}, config, ...(provenance && { provenance }) };
}

/** An image without `scan` was not asked about; `{}` says that it was never scanned. */
export function readImageScan(arn: Arn, recorded: Recorded, { known }: ReadContext): Reading<ImageScan> {
  const digests = known.imageContent?.platforms.map(({ digest }) => digest) ?? [digestOf(arn) ?? ''];
  const platforms = digests.map((digest): ImageScan['platforms'][number] => {
    const entry = entryOf(recorded, imageArn(repositoryOfImage(arn), digest), 'scan');
    if (!entry) return { ...unreadable('scan of the account file'), digest };
    return isUnavailable(entry) ? { ...entry, digest } : toPlatformScan(digest, [entry.value]);
  });
  return { value: { platforms } };
}

export function readImageSignatures(
  arn: Arn,
  recorded: Recorded,
  { parameters }: ReadContext,
): Reading<ImageSignatures> {
  if (!parameters?.signing.required)
    return { value: { read: false, signing: [], referrers: [], signatureTag: false } };
  const signing = entryOf(recorded, arn, 'signing');
  const referrers = entryOf(recorded, arn, 'referrers');
  if (isUnavailable(signing)) return signing;
  if (isUnavailable(referrers)) return referrers;
  if (!signing && !referrers) return unreadable('signing and referrers of the account file');
  return { value: toImageSignatures(signing?.value, referrers?.value, false) };
}
