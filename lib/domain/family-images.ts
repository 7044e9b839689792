import type { Arn } from './arn.ts';
import type { Instant } from './instant.ts';
import type { Readable } from './readable.ts';
import type { Unavailable } from './reading.ts';

/** Of the images of a family that lie in private ECR of its account: what their names stand for, and what runs. */
export interface FamilyImages {
  /** What each name stands for now, by `nameKey`; `gone`: nothing, any more. */
  readonly named: Readonly<Record<string, NamedImage | 'gone' | Unavailable>>;
  /** Whether each running digest is in its repository, by the image's ARN. */
  readonly running: Readonly<Record<Arn, 'there' | 'gone' | Unavailable>>;
  /** USER of each platform's image, by the image's ARN; only where a definition leaves it to the image. */
  readonly users: Readonly<Record<Arn, readonly (Readable<string> | Unavailable)[]>>;
}

/** What a tag or digest stands for. */
export interface NamedImage {
  readonly arn: Arn;
  /** Its own, and of an index those of its images: ECS may report either as running. */
  readonly digests: readonly string[];
  /** Of a tag that names something else than what runs: since when there is something newer. */
  readonly pushedAt?: Instant;
}

/** A name in a repository, as a key: `arn:…:repository/web:1.2`, `arn:…:repository/web@sha256:…`. */
export const nameKey = (repository: Arn, { tag, digest }: { tag?: string; digest?: string }): string =>
  digest === undefined ? `${repository}:${tag ?? 'latest'}` : `${repository}@${digest}`;
