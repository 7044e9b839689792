import type { Instant } from './instant.ts';
import type { Readable } from './readable.ts';
import type { Unavailable } from './reading.ts';

/** What an image is made of: its manifest and its configuration. By digest, so it never changes. */
export interface ImageContent {
  /** An index holds the images of several platforms. */
  readonly kind: 'index' | 'image' | 'artifact';
  /** Those that tell of the base, of the index itself. */
  readonly base: DeclaredBase;
  /** The images of the platforms that run; of no index: the image itself. */
  readonly platforms: readonly (PlatformImage | (Unavailable & { readonly digest: string }))[];
  /** Digests of all images in it, itself included: ECS may name either. */
  readonly digests: readonly string[];
}

/** One platform's image. */
export interface PlatformImage {
  readonly digest: string;
  readonly base: DeclaredBase;
  readonly config: ImageConfig;
  readonly provenance?: Provenance;
}

/** Which base an image says it was built on (annotations `org.opencontainers.image.base.name` and `.digest`). */
export interface DeclaredBase {
  readonly name?: string;
  readonly digest?: string;
}

/** Of an image's configuration, what verdicts need; environment values and commands stay behind. */
export interface ImageConfig {
  readonly os: string;
  readonly architecture: string;
  /** USER; undefined or empty is root. */
  readonly user: Readable<string>;
  readonly created?: Instant;
  /** Digests of the uncompressed layers, the lowest first. */
  readonly diffIds: readonly string[];
  readonly history: readonly HistoryStep[];
  /** Whether it starts a shell. */
  readonly shell: boolean;
  /** Distributions that its labels name. */
  readonly distributionLabels: readonly string[];
  /** A base that its labels name: labels are inherited, so they may only accuse. */
  readonly labelledBase: DeclaredBase;
}

/** One step of how an image was built, as far as it says. */
export interface HistoryStep {
  /** `import`: brings in a whole root file system. */
  readonly kind: 'import' | 'copy' | 'run' | 'other';
  /** What the root file system looks like: `alpine`, `debian`, `distroless`, … */
  readonly family?: string;
  readonly packageManager: boolean;
  /** It made no layer. */
  readonly empty: boolean;
}

/** What a build attestation (SLSA provenance of BuildKit) says went into an image; it is not signed. */
export interface Provenance {
  /** Images that the build pulled, builder stages too; frontends and scanners left out. */
  readonly images: readonly string[];
}

/** An image that the operator approved as a base, found in its registry. */
export interface ApprovedBase {
  /** As the operator wrote it. */
  readonly reference: string;
  readonly digest: string;
  /** Of each platform. */
  readonly chains: readonly (readonly string[])[];
}

/** The approved bases that could be read, and those that could not. */
export interface ApprovedBases {
  readonly bases: readonly ApprovedBase[];
  readonly unread: readonly { readonly reference: string; readonly why: Unavailable }[];
}

/** What is recorded of an image's signatures: that signing was done, not that it was verified. */
export interface ImageSignatures {
  /** Whether it was looked for: only where signing is required. */
  readonly read: boolean;
  /** Managed signing, one for each signing profile: COMPLETE, IN_PROGRESS, FAILED. */
  readonly signing: readonly { readonly profile: string; readonly status: string }[];
  /** Types of the artifacts that refer to it. */
  readonly referrers: readonly string[];
  /** Whether cosign's tag `sha256-….sig` is there. */
  readonly signatureTag: boolean;
}
