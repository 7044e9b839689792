import type { Unavailable } from '#domain/reading.ts';
import type { PullThroughRule, Repository } from '#domain/repository.ts';
import { fieldsOf, objectsOf, readText, textOf, toTags } from './fields.ts';

/** A repository from what DescribeRepositories says, and its tags from ListTagsForResource. Never throws. */
export function toRepository(raw: unknown, tags?: unknown): Repository {
  const fields = fieldsOf(raw) ?? {};
  const arn = textOf(fields['repositoryArn']) ?? '';
  return {
    arn,
    name: textOf(fields['repositoryName']) ?? /:repository\/(.+)$/.exec(arn)?.[1] ?? '',
    tagMutability: readText(fields, 'imageTagMutability'),
    exclusionFilters: objectsOf(fields['imageTagMutabilityExclusionFilters']).flatMap(
      ({ filter }) => textOf(filter) ?? [],
    ),
    tags: toTags(tags),
  };
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
