import { type ImageReference, parseImage } from '#domain/image-reference.ts';
import { isUnavailable, sayUnavailable, type Unavailable } from '#domain/reading.ts';
import type { PullThroughCache, PullThroughRule } from '#domain/repository.ts';

/** The pull-through rules of the account's registry in a region, or in words why they are not known. */
export function rulesIn(
  cache: PullThroughCache | Unavailable,
  region: string,
): readonly PullThroughRule[] | string {
  const rules = isUnavailable(cache) ? cache : Object.hasOwn(cache, region) ? cache[region] : undefined;
  if (rules === undefined) return `the pull-through cache rules of ${region} were not read`;
  return isUnavailable(rules)
    ? `the pull-through cache rules are not known (${sayUnavailable(rules)})`
    : rules;
}

/** Where a rule fetches a repository from; undefined when its upstream is no registry. */
export function upstreamOf(rule: PullThroughRule, repository: string): ImageReference | undefined {
  const host = rule.upstreamUrl.replace(/^https?:\/\//, '').replace(/\/+$/, '');
  const rest = rule.prefix === 'ROOT' ? repository : repository.slice(bare(rule.prefix).length + 1);
  const { upstreamPrefix = 'ROOT' } = rule;
  return parseImage([host, ...(upstreamPrefix === 'ROOT' ? [] : [bare(upstreamPrefix)]), rest].join('/'));
}

const bare = (prefix: string): string => prefix.replace(/\/$/, '');
