import type { Arn } from './arn.ts';
import type { Instant } from './instant.ts';
import { isUnreadable, type Readable, type Unreadable } from './readable.ts';
import type { Unavailable } from './reading.ts';
import type { Parameters } from './settings.ts';
import { matchesGlob } from './suppression.ts';
import { type Edge, featureOf, isLive } from './use.ts';

/** How images are encrypted in a repository, or in those that a creation template will make. */
export interface Encrypted {
  /** KMS, KMS_DSSE or AES256, fixed when the repository is created; ECR's default is AES256. */
  readonly encryption: Readable<string>;
  /** The key it names: an ARN, an id or an alias; undefined: AWS's own for ECR. */
  readonly kmsKey?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Why tags of a template are not known, by key; `*`: of any key. */
  readonly openTags?: Readonly<Record<string, string>>;
}

/** What the controls need to know of an ECR repository. */
export interface Repository extends Encrypted {
  readonly arn: Arn;
  readonly name: string;
  /** MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION, IMMUTABLE_WITH_EXCLUSION; ECR's default is MUTABLE. */
  readonly tagMutability: Readable<string>;
  /** Wildcard filters of tags excluded from the setting. */
  readonly exclusionFilters: readonly string[];
  /** Why the filters, or some of them, could not be read, when they could not. */
  readonly exclusionFiltersUnreadable?: string;
}

/** Whether the operator calls what is kept under a name, or with these tags, sensitive (settings, `sensitive`). */
export const isSensitive = (
  name: string,
  tags: Encrypted['tags'],
  { tag, repositories }: Parameters['sensitive'],
): boolean =>
  tag.values.some(
    (value) => Object.hasOwn(tags, tag.key) && matchesGlob(value, tags[tag.key]?.toLowerCase() ?? ''),
  ) || repositories.some((pattern) => matchesGlob(pattern, name));

/** How many repositories of an account in a region are sensitive, as far as they could be read. */
export interface SensitiveRepositories {
  readonly count: number;
}
/** The feature of a sensitive repository's use of its account. */
export const SENSITIVE = 'sensitive';

/** From the edges that point at an account. */
export const sensitiveRepositories = (edges: readonly Edge[], now: Instant): SensitiveRepositories => ({
  count: edges.filter((edge) => isLive(edge, now) && edge.features.includes(SENSITIVE)).length,
});

/** How ECR scans a repository in effect: its own setting and the registry's rules taken together. */
export interface RepositoryScanning {
  /** SCAN_ON_PUSH, CONTINUOUS_SCAN or MANUAL. */
  readonly frequency: Readable<string>;
}

/** The lifecycle policy of a repository, or that there is none. */
export interface LifecyclePolicy {
  /** How many rules it has; undefined: the repository has no policy. */
  readonly rules: Readable<number>;
}

/** One pull-through cache rule of a registry. */
export interface PullThroughRule {
  /** Repositories under `prefix/` cache the upstream; `ROOT` covers the whole registry. */
  readonly prefix: string;
  readonly upstreamUrl: string;
  /** `docker-hub`, `ecr-public`, `ecr`, … as the API names it, when it does. */
  readonly upstream?: string;
  readonly upstreamPrefix?: string;
}

/** Pull-through rules by region, of the registries of this account that a resource has to do with. */
export type PullThroughCache = Readonly<Record<string, readonly PullThroughRule[] | Unavailable>>;

/** Of a repository, whether its tags may be given to another image. */
export type TagMutability = Pick<
  Repository,
  'tagMutability' | 'exclusionFilters' | 'exclusionFiltersUnreadable'
>;

/** The repositories of this account that a family's images lie in, by ARN; one that is not in it is not there. */
export type ImageRepositories = Readonly<Record<Arn, TagMutability | Unavailable>>;

/**
 * Whether a tag stays with its image; unreadable where that cannot be told. A filter excludes tags from the setting: what
 * IMMUTABLE_WITH_EXCLUSION filters is mutable, what MUTABLE_WITH_EXCLUSION filters is not.
 */
export function isTagFixed(tag: string, repository: TagMutability): boolean | Unreadable {
  const { tagMutability: setting = 'MUTABLE', exclusionFilters, exclusionFiltersUnreadable } = repository;
  if (isUnreadable(setting)) return setting;
  if (setting === 'IMMUTABLE' || setting === 'MUTABLE') return setting === 'IMMUTABLE';
  if (setting !== 'IMMUTABLE_WITH_EXCLUSION' && setting !== 'MUTABLE_WITH_EXCLUSION')
    return { unreadable: `the tag mutability ${setting} is not known` };
  const isFiltered = exclusionFilters.some((filter) => matchesGlob(filter, tag));
  if (!isFiltered && exclusionFiltersUnreadable !== undefined)
    return { unreadable: exclusionFiltersUnreadable };
  return (setting === 'MUTABLE_WITH_EXCLUSION') === isFiltered;
}

/** Which tags of a repository task definitions in scope name, and who names them. */
export interface TagsInUse {
  readonly tags: Readonly<Record<string, readonly Arn[]>>;
}

/** Tags in use, from the edges that point at a repository. */
export function tagsInUse(edges: readonly Edge[], now: Instant): TagsInUse {
  // A map, since `constructor` is a tag that anyone may give.
  const tags = new Map<string, readonly Arn[]>();
  for (const edge of edges.filter((each) => isLive(each, now))) {
    for (const tag of featureOf(edge, 'tag')) tags.set(tag, [...(tags.get(tag) ?? []), edge.user]);
  }
  return { tags: Object.fromEntries(tags) };
}

/** The rule that covers a repository: the longest prefix wins, `ROOT` last. ECR adds a `/` to a prefix that ends without. */
export function coveringRule(
  rules: readonly PullThroughRule[],
  repository: string,
): PullThroughRule | undefined {
  const matching = rules.filter(
    ({ prefix }) => prefix === 'ROOT' || repository.startsWith(`${prefix.replace(/\/$/, '')}/`),
  );
  const length = ({ prefix }: PullThroughRule): number => (prefix === 'ROOT' ? 0 : prefix.length);
  return matching.toSorted((a, b) => length(b) - length(a))[0];
}
