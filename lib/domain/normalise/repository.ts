import { isUnreadable, type Readable } from '#domain/readable.ts';
import type { Unavailable } from '#domain/reading.ts';
import type {
  Encrypted,
  LifecyclePolicy,
  PullThroughRule,
  Repository,
  RepositoryScanning,
} from '#domain/repository.ts';
import {
  type Fields,
  fieldsOf,
  readList,
  readObject,
  readText,
  textOf,
  toTags,
  unresolved,
} from './fields.ts';

/** A repository from what DescribeRepositories says, and its tags from ListTagsForResource. Never throws. */
export function toRepository(raw: unknown, tags?: unknown): Repository {
  const fields = fieldsOf(raw) ?? {};
  const arn = textOf(fields['repositoryArn']) ?? '';
  return {
    arn,
    name: textOf(fields['repositoryName']) ?? /:repository\/(.+)$/.exec(arn)?.[1] ?? '',
    tagMutability: readText(fields, 'imageTagMutability'),
    ...exclusionsOf(fields),
    ...toEncrypted(fields, tags),
  };
}

/** Filters that can be read, and why others cannot. */
function exclusionsOf(fields: Fields): Pick<Repository, 'exclusionFilters' | 'exclusionFiltersUnreadable'> {
  const list = readList(fields, 'imageTagMutabilityExclusionFilters') ?? [];
  if (isUnreadable(list)) return { exclusionFilters: [], exclusionFiltersUnreadable: list.unreadable };
  const filters = list.map(
    (item): Readable<string> =>
      readText(fieldsOf(item) ?? {}, 'filter') ?? { unreadable: 'a filter is missing' },
  );
  const unread = filters.find(isUnreadable);
  return {
    exclusionFilters: filters.filter((filter) => typeof filter === 'string'),
    ...(unread && { exclusionFiltersUnreadable: unread.unreadable }),
  };
}

/** The encryption of a repository or of a creation template, with its tags. */
export function toEncrypted(fields: Fields, tags: unknown): Encrypted {
  const kmsKey = textOf(fieldsOf(fields['encryptionConfiguration'])?.['kmsKey']);
  return {
    encryption: encryptionOf(fields),
    ...(kmsKey !== undefined && { kmsKey }),
    tags: toTags(tags),
    ...openTagsOf(tags),
  };
}

function openTagsOf(raw: unknown): Pick<Encrypted, 'openTags'> {
  const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  const open = items.flatMap((item): [string, string][] => {
    const tag = fieldsOf(item) ?? {};
    const name = tag['key'] ?? tag['Key'];
    const whole = unresolved(item) ?? unresolved(name);
    if (whole !== undefined) return [['*', whole]];
    const why = unresolved(tag['value'] ?? tag['Value']);
    return why === undefined || typeof name !== 'string' ? [] : [[name, why]];
  });
  return open.length === 0 ? {} : { openTags: Object.fromEntries(open) };
}

function encryptionOf(fields: Fields): Repository['encryption'] {
  const configuration = readObject(fields, 'encryptionConfiguration');
  return configuration === undefined || isUnreadable(configuration)
    ? configuration
    : readText(configuration, 'encryptionType');
}

/** One of `scanningConfigurations` of BatchGetRepositoryScanningConfiguration. Never throws. */
export const toRepositoryScanning = (raw: unknown): RepositoryScanning => ({
  frequency: readText(fieldsOf(raw) ?? {}, 'scanFrequency'),
});

/** The policy that GetLifecyclePolicy answers with, a JSON text; undefined: there is none. Never throws. */
export function toLifecyclePolicy(text: string | undefined): LifecyclePolicy {
  if (text === undefined) return { rules: undefined };
  const rules = fieldsOf(parsed(text))?.['rules'];
  return { rules: Array.isArray(rules) ? rules.length : { unreadable: 'its text is no lifecycle policy' } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One rule of DescribePullThroughCacheRules; undefined when it does not say which repositories it covers. */
export function toPullThroughRule(raw: unknown): PullThroughRule | undefined {
  const fields = fieldsOf(raw) ?? {};
  const prefix = textOf(fields['ecrRepositoryPrefix']);
  if (prefix === undefined) return undefined;
  const upstream = textOf(fields['upstreamRegistry']);
  const upstreamPrefix = textOf(fields['upstreamRepositoryPrefix']);
  return {
    prefix,
    upstreamUrl: textOf(fields['upstreamRegistryUrl']) ?? '',
    ...(upstream !== undefined && { upstream }),
    ...(upstreamPrefix !== undefined && { upstreamPrefix }),
  };
}

/** All rules of a registry; one that cannot be read makes the list unreadable, as it may cover any repository. */
export function toPullThroughRules(raw: unknown): readonly PullThroughRule[] | Unavailable {
  const rules = Array.isArray(raw) ? raw.map(toPullThroughRule) : [undefined];
  const readable = rules.filter((rule) => rule !== undefined);
  return readable.length === rules.length
    ? readable
    : { unavailable: 'unreadable', what: 'pull-through cache rules' };
}
