import type { PullThroughCache, PullThroughRule, Repository } from '#domain/repository.ts';
import { FAMILY, repository } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const DENIED = { unavailable: 'denied', what: 'ecr:DescribePullThroughCacheRules' } as const;
const rule = (prefix: string): PullThroughCache => ({
  'eu-west-1': [{ prefix, upstreamUrl: 'registry-1.docker.io' } satisfies PullThroughRule],
});

const given = (
  says: Partial<Repository>,
  tags: readonly string[] = [],
  cache: PullThroughCache = { 'eu-west-1': [] },
): Given => ({
  facts: {
    repository: repository(says),
    pullThroughCache: cache,
    tagsInUse: { tags: Object.fromEntries(tags.map((tag) => [tag, [FAMILY]])) },
  },
});
const MUTABLE = { tagMutability: 'MUTABLE' };
const except = (...exclusionFilters: string[]) => ({
  tagMutability: 'IMMUTABLE_WITH_EXCLUSION',
  exclusionFilters,
});
const only = (...exclusionFilters: string[]) => ({
  tagMutability: 'MUTABLE_WITH_EXCLUSION',
  exclusionFilters,
});
const mutable = { reasons: ['mutable-tags -'], severity: 'MEDIUM' } as const;

export default {
  passes: {
    immutable: given({}, ['latest']),
    'immutable, whatever the rules for its registry say': given({}, [], rule('ROOT')),
    'immutable, though those rules may not be read': {
      facts: { ...given({}).facts, pullThroughCache: DENIED },
    },
    'mutable but for filters that cover every tag in use': given(only('v*', 'release-*'), [
      'v1',
      'release-7',
    ]),
    'so too beside a filter that cannot be read': given(
      { ...only('v*'), exclusionFiltersUnreadable: 'Ref Filter' },
      ['v1'],
    ),
  },
  fails: {
    'mutable (ECR says it as the default)': { ...given(MUTABLE), ...mutable },
    'absent is mutable': { ...given({ tagMutability: undefined }), ...mutable },
    'filtered tags of an immutable repository are mutable': {
      ...given(except('dev-*'), ['v1']),
      reasons: ['mutable-filter dev-*'],
      severity: 'LOW',
    },
    'worse when such a tag runs': {
      ...given(except('dev-*', 'tmp'), ['v1', 'dev-7']),
      reasons: ['mutable-filter dev-*', 'mutable-filter tmp'],
      severity: 'MEDIUM',
    },
    'a filter for everything is no immutability': {
      ...given(except('*')),
      reasons: ['mutable-filter *'],
      severity: 'MEDIUM',
    },
    'a filter means what it says and no more': {
      ...given(except('v1.0'), ['v1x0']),
      reasons: ['mutable-filter v1.0'],
      severity: 'LOW',
    },
    'a filter that cannot be read, beside one that can': {
      ...given({ ...except('dev-*'), exclusionFiltersUnreadable: 'Ref Filter' }, ['v1']),
      reasons: ['filter-unreadable -', 'mutable-filter dev-*'],
      severity: 'MEDIUM',
    },
    'filters know upper and lower case': {
      ...given(except('DEV-*'), ['dev-1']),
      reasons: ['mutable-filter DEV-*'],
      severity: 'LOW',
    },
    'MUTABLE_WITH_EXCLUSION is not immutable (peers pass it)': { ...given(only('v*')), ...mutable },
    'one tag in use that no filter covers': { ...given(only('v*'), ['v1', 'latest']), ...mutable },
    'mutable with an exclusion of nothing': { ...given(only(), ['v1']), ...mutable },
    'a tag with the name of a built-in property': {
      ...given(only('v*'), ['constructor', '__proto__']),
      ...mutable,
    },
    'tags in use that nobody can tell': {
      facts: { ...given(only('v*')).facts, tagsInUse: { unavailable: 'unsupported', what: 'files' } },
      ...mutable,
    },
    'a rule for another prefix': { ...given(MUTABLE, [], rule('tea')), ...mutable },
    'a rule in another region': {
      ...given(MUTABLE, [], { ...rule('team'), 'eu-west-1': [], 'us-east-1': [] }),
      ...mutable,
    },
  },
  notApplicable: {
    'a pull-through cache must renew its tags': {
      ...given(MUTABLE, [], rule('team')),
      why: /pull-through cache of registry-1\.docker\.io/,
    },
    'its prefix may end with a slash': { ...given(MUTABLE, [], rule('team/')), why: /pull-through/ },
    'a specific rule, beside one for the whole registry': {
      ...given(MUTABLE, [], {
        'eu-west-1': ['ROOT', 'team'].map((prefix) => ({ prefix, upstreamUrl: 'quay.io' })),
      }),
      why: /quay\.io/,
    },
  },
  notAvailable: {
    'a rule for the whole registry does not tell caches from others': {
      ...given(MUTABLE, [], rule('ROOT')),
      why: /cannot be told: a rule covers the whole registry/,
    },
    'rules that may not be read': {
      facts: { ...given(MUTABLE).facts, pullThroughCache: DENIED },
      why: /not known.*access denied: ecr:DescribePullThroughCacheRules/,
    },
    'rules of its region that were not read': { ...given(MUTABLE, [], {}), why: /eu-west-1 were not read/ },
    'a setting that is not known yet': { ...given({ tagMutability: 'FROZEN' }), why: /FROZEN is not known/ },
    'an exclusion whose filters were not read': { ...given(except(), ['v1']), why: /exclusion filters/ },
    'an exclusion none of whose filters can be read': {
      ...given({ ...except(), exclusionFiltersUnreadable: 'Ref Filter' }, ['v1']),
      why: /exclusion filters.*Ref Filter/,
    },
    'a tag in use that a filter which cannot be read may cover': {
      ...given({ ...only('v*'), exclusionFiltersUnreadable: 'Ref Filter' }, ['v1', 'latest']),
      why: /cover every tag in use is not known.*Ref Filter/,
    },
    'an unresolved setting': {
      ...given({ tagMutability: { unreadable: 'Ref Mutability' } }),
      why: /cannot be read.*Ref Mutability/,
    },
  },
  worse: { before: given(except('dev-*'), ['v1']), after: given(MUTABLE, ['v1']) },
} satisfies Cases;
