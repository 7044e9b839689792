import type { ImageScan } from '#domain/image.ts';
import type {
  ApprovedBases,
  DeclaredBase,
  ImageConfig,
  ImageContent,
  PlatformImage,
} from '#domain/image-content.ts';
import { parseImage } from '#domain/image-reference.ts';
import { distributionIn } from '#domain/normalise/image-config.ts';
import { isUnreadable } from '#domain/readable.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import type { Parameters } from '#domain/settings.ts';

/**
 * What an image is built on. `basis`: `proof` by the digests of its layers or by what a scan found in it, `declared`
 * by whoever built it, `history` by what its build left behind, which anybody can write.
 */
export type Origin =
  | { readonly kind: 'approved' | 'scratch'; readonly basis: Basis; readonly why: string }
  | { readonly kind: 'other-base'; readonly basis: Basis; readonly base: string; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };
type Basis = 'proof' | 'declared' | 'history';

/** What the origin of an image is told by. */
export interface OriginFacts {
  readonly content: ImageContent;
  readonly scan: ImageScan | Unavailable;
  readonly bases: ApprovedBases | Unavailable;
  /** Public ones that the operator knows by their layers. */
  readonly publicBases: Parameters['knownPublicBases'];
}

/** The facts and settings that tell the origin of an image whose content is known. */
export const originFacts = (
  content: ImageContent,
  {
    imageScan,
    approvedBases,
  }: Readonly<{ imageScan: OriginFacts['scan']; approvedBases: OriginFacts['bases'] }>,
  { knownPublicBases }: Pick<Parameters, 'knownPublicBases'>,
): OriginFacts => ({ content, scan: imageScan, bases: approvedBases, publicBases: knownPublicBases });

/** The procedure, step by step: the first step that can say something decides (docs/controls/image-from-scratch.md). */
export function originOf(platform: PlatformImage, facts: OriginFacts): Origin {
  const { config } = platform;
  const approved = builtOnApproved(config, facts.bases);
  if (approved) return approved;
  const against = contradiction(platform, facts);
  const accused = against && unlessUnread(against, facts.bases);
  if (accused) return accused;
  return unlessUnread(
    provenance(platform) ?? history(config) ?? declared(platform, facts) ?? UNKNOWN,
    facts.bases,
  );
}

const UNKNOWN: Origin = {
  kind: 'unknown',
  why: 'its base cannot be told: annotate it with org.opencontainers.image.base.name and .digest, or approve its base',
};

/** Nothing may be held against an image while it may be built on a base that could not be read. */
function unlessUnread(origin: Origin, bases: ApprovedBases | Unavailable): Origin {
  if (origin.kind !== 'other-base' || isUnavailable(bases)) return origin;
  const [first] = bases.unread;
  return first
    ? {
        kind: 'unknown',
        why: `whether it is built on the approved ${first.reference} is not known: that could not be read`,
      }
    : origin;
}

/** Proof: its lowest layers are all the layers of an approved base. */
function builtOnApproved({ diffIds }: ImageConfig, bases: ApprovedBases | Unavailable): Origin | undefined {
  const all = isUnavailable(bases) ? [] : bases.bases;
  const base = all.find(({ chains }) => chains.some((chain) => beginsWith(diffIds, chain)));
  return (
    base && {
      kind: 'approved',
      basis: 'proof',
      why: `it is built on the approved ${base.reference} (${base.digest})`,
    }
  );
}

/** Whether the lowest layers are all those of a base. */
const beginsWith = (diffIds: readonly string[], chain: readonly string[]): boolean =>
  chain.length > 0 && chain.every((layer, index) => diffIds[index] === layer);

/** Proof, or a word of its own, that there is a base. */
function contradiction(platform: PlatformImage, facts: OriginFacts): Origin | undefined {
  const { config } = platform;
  const declaredBase = [platform.base, facts.content.base].find((each) => isForeign(each, facts.bases));
  if (declaredBase) return says(declaredBase, 'declared', 'its annotations name the base');
  const found = distributionFound(platform.digest, facts.scan);
  if (found !== undefined)
    return {
      kind: 'other-base',
      basis: 'proof',
      base: found,
      why: `its scan found the packages of ${found}`,
    };
  const known = facts.publicBases.find(({ layers }) => beginsWith(config.diffIds, layers));
  if (known)
    return {
      kind: 'other-base',
      basis: 'proof',
      base: known.name,
      why: `its lowest layers are those of ${known.name}`,
    };
  if (isForeign(config.labelledBase, facts.bases))
    return says(config.labelledBase, 'declared', 'its labels name the base');
  const [label] = config.distributionLabels;
  return label === undefined
    ? undefined
    : { kind: 'other-base', basis: 'declared', base: label, why: `it carries the labels of ${label}` };
}

const says = ({ name, digest }: DeclaredBase, basis: Basis, words: string): Origin => {
  const base = name ?? digest ?? '-';
  return { kind: 'other-base', basis, base, why: `${words} ${base}` };
};

const isScratch = ({ name }: DeclaredBase): boolean => name === 'scratch';

/** Whether a base is named that is neither `scratch` nor approved, by digest or by the repository it lies in. */
function isForeign(base: DeclaredBase, bases: ApprovedBases | Unavailable): boolean {
  if ((base.name === undefined && base.digest === undefined) || isScratch(base)) return false;
  if (isUnavailable(bases)) return true;
  if (bases.bases.some(({ digest }) => digest === base.digest)) return false;
  const named = repositoryNamed(base.name);
  const approved = [...bases.bases, ...bases.unread].map(({ reference }) => repositoryNamed(reference));
  return named === undefined || !approved.includes(named);
}

const repositoryNamed = (text: string | undefined): string | undefined => {
  const image = text === undefined ? undefined : parseImage(text);
  return image && `${image.registry}/${image.repository}`;
};

/** Enhanced scanning names the distribution; basic scanning can only finish where it knows one. */
function distributionFound(digest: string, scan: ImageScan | Unavailable): string | undefined {
  const platforms = isUnavailable(scan) ? [] : scan.platforms;
  const found = platforms.find((each) => each.digest === digest);
  if (!found || isUnavailable(found)) return undefined;
  const { distribution, status, enhanced } = found;
  if (distribution !== undefined) return distributionIn(distribution.replaceAll('_', ' '));
  return status === 'COMPLETE' && !enhanced && !isUnreadable(status) ? 'a distribution' : undefined;
}

/** A build attestation that names no image: builder stages are named too, so one that does says nothing. */
const provenance = ({ provenance: statement }: PlatformImage): Origin | undefined =>
  statement?.images.length === 0
    ? { kind: 'scratch', basis: 'declared', why: 'its build attestation names no base image' }
    : undefined;

/** What its build left behind, where that tells of every layer. */
function history({ history: steps, diffIds, shell }: ImageConfig): Origin | undefined {
  const layers = steps.filter(({ empty }) => !empty);
  const [first] = layers;
  if (!first || layers.length !== diffIds.length) return undefined;
  if (first.kind === 'import') {
    const base = first.family ?? 'a root file system';
    return { kind: 'other-base', basis: 'history', base, why: `its first layer looks like ${base}` };
  }
  const isPlain =
    first.kind === 'copy' &&
    !shell &&
    steps.every(({ kind, packageManager }) => kind !== 'run' && !packageManager);
  return isPlain
    ? { kind: 'scratch', basis: 'history', why: 'it looks built from scratch (by its history, not proven)' }
    : undefined;
}

const declared = ({ base }: PlatformImage, { content }: OriginFacts): Origin | undefined =>
  isScratch(base) || isScratch(content.base)
    ? { kind: 'scratch', basis: 'declared', why: 'its annotations say that it is built from scratch' }
    : undefined;

/** Whether every platform that runs is built from scratch, as far as can be told: such an image cannot be scanned by basic scanning. */
export const isFromScratch = (facts: OriginFacts): boolean =>
  facts.content.platforms.length > 0 &&
  facts.content.platforms.every((each) => !isUnavailable(each) && originOf(each, facts).kind === 'scratch');
