import type { Arn } from './arn.ts';
import { type Instant, toInstant } from './instant.ts';
import { familyOfRevision, revisionOf } from './resource.ts';
import { featureOf, type Use } from './use.ts';

/** An image that a container runs, as ECS resolved its name. */
export interface RunningImage {
  /** Of the task definition that names the container. */
  readonly revision: number;
  readonly container: string;
  /** `sha256:…` of an index or of one of the images in it: ECS does not say which. */
  readonly digest: string;
  /** The hour it was last seen running; only where no service runs it. */
  readonly seen?: Instant;
}

/** The images that a service, or tasks without one, run. */
export interface RunningImages {
  readonly images: readonly (Omit<RunningImage, 'revision' | 'seen'> & { readonly definition: Arn })[];
  /** Whether the digest of every running container was said. */
  readonly complete: boolean;
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** Container names: letters, digits, `_` and `-`, up to 255 (ECS API reference, ContainerDefinition). */
const CONTAINER = /^[\w-]{1,255}$/;
/** Says of a use that its images are all known: without it, none named is not the same as none running. */
const KNOWN = 'images:known';

export const isDigest = (text: string | undefined): text is string => text !== undefined && DIGEST.test(text);

const encode = ({ revision, container, digest, seen }: RunningImage): string =>
  `image:${revision} ${container} ${digest}${seen === undefined ? '' : ` ${seen}`}`;

function decode(text: string): RunningImage | undefined {
  const [revision = '', container = '', digest = '', hour] = text.split(' ');
  if (!/^\d{1,15}$/.test(revision) || !CONTAINER.test(container) || !isDigest(digest)) return undefined;
  const seen = toInstant(hour);
  return { revision: Number(revision), container, digest, ...(seen !== undefined && { seen }) };
}

/** The images that a use of a family names. */
export const imagesIn = (use: Pick<Use, 'features'>): readonly RunningImage[] =>
  featureOf(use, 'image').flatMap((text) => decode(text) ?? []);

/** Whether a use names every image that runs. */
export const knowsImages = ({ features }: Pick<Use, 'features'>): boolean => features.includes(KNOWN);

/** Features that name images; what ECS itself would not accept as a name or digest is left out. */
export const imageFeatures = (images: readonly RunningImage[], known: boolean): readonly string[] => [
  ...images.map(encode).filter((text) => decode(text.slice('image:'.length)) !== undefined),
  ...(known ? [KNOWN] : []),
];

/** The features of a use that name images, as they are. */
export const keptImageFeatures = ({ features }: Pick<Use, 'features'>): readonly string[] =>
  features.filter((each) => each.startsWith('image:') || each === KNOWN);

/** The images of one family among those that run. */
export const imagesOf = ({ images }: RunningImages, family: Arn): readonly RunningImage[] =>
  images.flatMap(({ definition, container, digest }) => {
    const revision = revisionOf(definition);
    return revision !== undefined && familyOfRevision(definition) === family
      ? [{ revision, container, digest }]
      : [];
  });
