import type { Arn } from './arn.ts';
import type { Exposure } from './family.ts';
import type { NamedImage } from './family-images.ts';
import type { Instant } from './instant.ts';
import type { Readable } from './readable.ts';
import type { Unavailable } from './reading.ts';
import { resourceOf } from './resource.ts';
import { type Edge, featureOf, isLive } from './use.ts';

/** A family that runs an image. */
export interface ImageUser {
  readonly family: Arn;
  /** Services, and clusters with standalone tasks, that run it; the first twenty. */
  readonly runBy: readonly Arn[];
  readonly exposure: Exposure;
  /** As indexes spell them: `linux/arm64`; `any` where the instance decides. */
  readonly platforms: readonly string[];
  /** Tags by which its definitions name the image; none where they name a digest. */
  readonly tags: readonly string[];
}

/** An image in use: a digest in a private repository of this account that something runs. */
export interface Image {
  readonly arn: Arn;
  readonly repository: string;
  readonly digest: string;
  /** Tags that name it now. */
  readonly tags: readonly string[];
  /** Set anew when it is pushed again or replicated. */
  readonly pushedAt?: Instant;
  /** ACTIVE, ARCHIVED, ACTIVATING; absent where ECR does not say. */
  readonly status: Readable<string>;
  readonly users: readonly ImageUser[];
}

/**
 * What the tags stand for now by which definitions name an image, though it does not carry them any more; `gone`:
 * nothing. For an image inside an index that is the index.
 */
export type ImageSuccessors = Readonly<Record<string, NamedImage | 'gone' | Unavailable>>;

/** The tags by which an image is run and which it does not carry (any more). */
export const movedTags = ({ tags, users }: Image): readonly string[] =>
  [...new Set(users.flatMap((user) => user.tags))].filter((tag) => !tags.includes(tag)).sort();

/** What is known of the vulnerabilities of one image of a platform. */
export interface PlatformScan {
  readonly digest: string;
  /** ECR's own word (`COMPLETE`, `ACTIVE`, `FAILED`, …); undefined: it was never scanned. */
  readonly status: Readable<string>;
  readonly description?: string;
  readonly completedAt?: Instant;
  /** Whether Inspector scanned it, which tells more: fixes, exploits, since when. */
  readonly enhanced: boolean;
  /** The distribution that the scan found, where it says so. */
  readonly distribution?: string;
  readonly vulnerabilities: readonly Vulnerability[];
}

/** The scans of the platforms that run; of an index, its images are scanned, not itself. */
export interface ImageScan {
  readonly platforms: readonly (PlatformScan | (Unavailable & { readonly digest: string }))[];
}

/** A known vulnerability of one package in an image. */
export interface Vulnerability {
  /** `CVE-2024-3094`, or another catalogue's id. */
  readonly id: string;
  readonly package: string;
  /** CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL, UNDEFINED or UNTRIAGED. */
  readonly severity: string;
  readonly fix: 'available' | 'none' | 'unknown';
  readonly exploit: boolean;
  readonly firstSeenAt?: Instant;
  /** ACTIVE, or what takes it out: SUPPRESSED, CLOSED. */
  readonly status: string;
}

/** Which families run an image at a moment, from the edges that point at it; an index that holds it does not run it. */
export const imageUsers = (edges: readonly Edge[], now: Instant): readonly ImageUser[] =>
  edges
    .filter((edge) => isLive(edge, now) && resourceOf(edge.user)?.type === 'AWS::ECS::TaskDefinition')
    .map((edge) => ({
      family: edge.user,
      runBy: featureOf(edge, 'run-by'),
      exposure: widest(featureOf(edge, 'exposure')),
      platforms: featureOf(edge, 'platform'),
      tags: featureOf(edge, 'tag'),
    }))
    .sort((a, b) => (a.family < b.family ? -1 : 1));

const widest = (exposures: readonly string[]): Exposure => {
  if (exposures.includes('internet')) return 'internet';
  return exposures.length > 0 && exposures.every((each) => each === 'internal') ? 'internal' : 'unknown';
};

/** How far the world reaches an image through those who run it. */
export const exposureOfImage = ({ users }: Image): Exposure => widest(users.map(({ exposure }) => exposure));
