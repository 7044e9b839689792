import type { Unavailable } from '#domain/reading.ts';
import type { ImageRepositories, TagMutability } from '#domain/repository.ts';
import type { Container } from '#domain/task-definition.ts';
import {
  container,
  family,
  OWN_ECR,
  repositoryNamed,
  revision,
  serviceUser,
  taskDefinition,
} from '../support/facts.ts';
import type { Cases } from './cases.ts';

const TAGGED = `${OWN_ECR}/web:1`;
const LATEST = `${OWN_ECR}/web`;
const DIGEST = `sha256:${'a'.repeat(64)}`;
const web = (says: Partial<TagMutability> | Unavailable = {}): ImageRepositories => ({
  [repositoryNamed('web')]:
    'unavailable' in says ? says : { tagMutability: 'MUTABLE', exclusionFilters: [], ...says },
});
const service = serviceUser('web', [1]);
const cluster = serviceUser('web', [1], { arn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/batch' });
const runs = (
  image: Container['image'],
  repositories: ImageRepositories | Unavailable = web(),
  says: Partial<Container> = {},
  user = service,
) => ({
  facts: {
    family: family([revision(1, taskDefinition([container('web', { image, ...says })]), [user])], [user]),
    imageRepositories: repositories,
  },
});
const fails = (
  given: ReturnType<typeof runs>,
  severity: 'LOW' | 'MEDIUM' = 'LOW',
  source = `${OWN_ECR}/web`,
) => ({
  ...given,
  reasons: [`movable-tag web ${source}`],
  severity,
});

export default {
  passes: {
    'a digest': runs(`${OWN_ECR}/web@${DIGEST}`),
    'a digest beside a tag': runs(`${OWN_ECR}/web:1@${DIGEST}`),
    'a digest in a registry of somebody else': runs(`docker.io/library/nginx@${DIGEST}`),
    'a tag of an immutable repository': runs(TAGGED, web({ tagMutability: 'IMMUTABLE' })),
    'latest of an immutable repository': runs(LATEST, web({ tagMutability: 'IMMUTABLE' })),
    'a tag that no filter makes mutable': runs(
      TAGGED,
      web({ tagMutability: 'IMMUTABLE_WITH_EXCLUSION', exclusionFilters: ['dev-*'] }),
    ),
    'a tag that a filter makes immutable': runs(
      TAGGED,
      web({ tagMutability: 'MUTABLE_WITH_EXCLUSION', exclusionFilters: ['1*'] }),
    ),
  },
  fails: {
    'a tag of a mutable repository': fails(runs(TAGGED)),
    'a repository that says nothing is mutable': fails(runs(TAGGED, web({ tagMutability: undefined }))),
    'a tag that a filter makes mutable': fails(
      runs(TAGGED, web({ tagMutability: 'IMMUTABLE_WITH_EXCLUSION', exclusionFilters: ['1*'] })),
    ),
    'a tag that no filter makes immutable': fails(
      runs(TAGGED, web({ tagMutability: 'MUTABLE_WITH_EXCLUSION', exclusionFilters: ['v*'] })),
    ),
    'a tag of a public registry': fails(runs('nginx:1.29'), 'LOW', 'docker.io/library/nginx'),
    'no tag, which is latest': fails(runs(LATEST), 'MEDIUM'),
    'version consistency switched off': fails(
      runs(TAGGED, web(), { versionConsistency: 'disabled' }),
      'MEDIUM',
    ),
    'tasks that no service started': fails(runs(TAGGED, web(), {}, cluster), 'MEDIUM'),
    'version consistency, where no service starts it either': fails(
      runs(TAGGED, web(), { versionConsistency: 'enabled' }, cluster),
      'MEDIUM',
    ),
  },
  notApplicable: {},
  notAvailable: {
    "another account's repository": {
      ...runs('999999999999.dkr.ecr.eu-west-1.amazonaws.com/base:1'),
      why: /known to account 999999999999 only/,
    },
    'a repository that is not there': { ...runs(TAGGED, {}), why: /its repository web is not there/ },
    'a repository that may not be read': {
      ...runs(TAGGED, web({ unavailable: 'denied', what: 'ecr:DescribeRepositories' })),
      why: /its repository is not known.*access denied/,
    },
    'no repository is read in files': {
      ...runs(TAGGED, { unavailable: 'unsupported', what: 'files' }),
      why: /its repository is not known/,
    },
    'a setting that is not known': {
      ...runs(TAGGED, web({ tagMutability: 'SOMETIMES' })),
      why: /whether its tag can move cannot be read.*SOMETIMES/,
    },
    'filters that could not be read': {
      ...runs(
        TAGGED,
        web({ tagMutability: 'IMMUTABLE_WITH_EXCLUSION', exclusionFiltersUnreadable: 'a filter is missing' }),
      ),
      why: /a filter is missing/,
    },
    'an image that is not known yet': {
      ...runs({ unreadable: 'Ref Image' }),
      why: /image cannot be read.*Ref Image/,
    },
    'what is no image': { ...runs('not an image'), why: /no image reference/ },
  },
  worse: { before: runs(TAGGED), after: runs(TAGGED, web(), { versionConsistency: 'disabled' }) },
} satisfies Cases;
