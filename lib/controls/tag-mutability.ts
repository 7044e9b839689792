import { type Evaluation, failedIf, notAvailable, passed, type Reason } from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';
import type { Repository } from '#domain/repository.ts';
import { matchesGlob } from '#domain/suppression.ts';

/**
 * The verdict on a repository's tag mutability, `used` being the tags that run. A filter excludes tags from the
 * setting: what IMMUTABLE_WITH_EXCLUSION filters is mutable, what MUTABLE_WITH_EXCLUSION filters is not.
 */
export function judgeMutability(
  { tagMutability = 'MUTABLE', exclusionFilters, exclusionFiltersUnreadable: unread }: Repository,
  used: readonly string[],
): Evaluation {
  if (isUnreadable(tagMutability))
    return notAvailable(`its tag mutability cannot be read (${tagMutability.unreadable})`);
  const isFiltered = (tag: string): boolean => exclusionFilters.some((filter) => matchesGlob(filter, tag));
  switch (tagMutability) {
    case 'IMMUTABLE':
      return passed();
    case 'MUTABLE':
      return failedIf([mutable('any tag can be overwritten', used)]);
    case 'IMMUTABLE_WITH_EXCLUSION':
      // ECR sets it with a filter only: none means that they were not read.
      return exclusionFilters.length === 0
        ? notAvailable(`which tags its exclusion filters make mutable is not there${because(unread)}`)
        : failedIf([
            ...exclusionFilters.toSorted().map((filter) => mutableFilter(filter, used)),
            ...(unread === undefined ? [] : [unreadFilter(unread)]),
          ]);
    case 'MUTABLE_WITH_EXCLUSION': {
      const unfiltered = used.filter((tag) => !isFiltered(tag));
      if (used.length > 0 && unfiltered.length === 0)
        return passed('every tag in use is filtered, and so immutable');
      if (used.length > 0 && unread !== undefined)
        return notAvailable(`whether its filters cover every tag in use is not known${because(unread)}`);
      return failedIf([mutable('tags that no filter names can be overwritten', unfiltered)]);
    }
    default:
      return notAvailable(`the tag mutability ${tagMutability} is not known`);
  }
}

const because = (why: string | undefined): string => (why === undefined ? '' : ` (${why})`);

/** It makes some tags mutable, whichever; as it may be all of them, it is judged as if it were. */
const unreadFilter = (why: string): Reason => ({
  code: 'filter-unreadable',
  subject: '-',
  message: `tags that match a filter which cannot be read (${why}) can be overwritten`,
  path: 'imageTagMutabilityExclusionFilters',
  severity: 'MEDIUM',
});

const mutable = (message: string, used: readonly string[]): Reason => ({
  code: 'mutable-tags',
  subject: '-',
  message,
  path: 'imageTagMutability',
  severity: 'MEDIUM',
  evidence: inUse(used),
});

/** What an exclusion leaves mutable: worse when it is everything, or what runs. */
function mutableFilter(filter: string, used: readonly string[]): Reason {
  const hit = used.filter((tag) => matchesGlob(filter, tag));
  return {
    code: 'mutable-filter',
    subject: filter,
    message: `tags that match ${filter} can be overwritten`,
    path: 'imageTagMutabilityExclusionFilters',
    severity: hit.length > 0 || /^\*+$/.test(filter) ? 'MEDIUM' : 'LOW',
    evidence: inUse(hit),
  };
}

/** Enough tags to find the task definitions by. */
const inUse = (tags: readonly string[]) => ({ tagsInUse: tags.slice(0, 10), countInUse: tags.length });
