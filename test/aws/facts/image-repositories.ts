import { expect } from 'vitest';
import type { ReadFactName } from '#domain/facts.ts';
import { assembleFamily } from '#domain/family.ts';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import type { ReadContext } from '#domain/ports.ts';
import { ACCOUNT, definition, FAMILY, json, REPOSITORY, repository } from './account.ts';
import type { Answers, Request } from './endpoint.ts';

const NOW = '2026-04-14T14:02:48.000Z';
const running = (...images: readonly string[]): Partial<ReadContext> => {
  const containerDefinitions = images.map((image, index) => ({ name: `c${index}`, image }));
  const described = new Map([[`${FAMILY}:7`, toTaskDefinition(definition(7, { containerDefinitions }))]]);
  const family = assembleFamily(FAMILY, `${FAMILY}:7`, described, [], NOW);
  return { known: family ? { family } : {} };
};
const OWN = `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com`;
const SWEEP: Partial<ReadContext> = { freshFrom: '2020-01-01T00:00:00.000Z' };
const immutable = expect.objectContaining({ tagMutability: 'IMMUTABLE' });
const holding = (value: unknown) => ({ value, readAt: expect.any(String) });
const inPages = ({ input }: Request) =>
  json(
    input['nextToken'] === 'more'
      ? { repositories: [repository()] }
      : { repositories: [repository('a')], nextToken: 'more' },
  );

export const IMAGE_REPOSITORY_SITUATIONS: readonly {
  readonly name: string;
  readonly fact: ReadFactName;
  readonly answers?: Answers;
  readonly context: Partial<ReadContext>;
  readonly reading: unknown;
}[] = [
  {
    name: 'the repository of a tag',
    fact: 'imageRepositories',
    context: running(`${OWN}/team/api:1`),
    reading: holding({ [REPOSITORY]: immutable }),
  },
  {
    name: 'none for digests, public registries and other accounts',
    fact: 'imageRepositories',
    context: running(
      `${OWN}/team/api@sha256:${'a'.repeat(64)}`,
      'nginx:1',
      `${OWN.replace(ACCOUNT, '999999999999')}/x:1`,
    ),
    reading: holding({}),
  },
  {
    name: 'one that is not there',
    fact: 'imageRepositories',
    answers: { 'ecr:DescribeRepositories': { error: 'RepositoryNotFoundException' } },
    context: running(`${OWN}/team/api:1`),
    reading: holding({}),
  },
  {
    name: 'one that may not be read',
    fact: 'imageRepositories',
    answers: { 'ecr:DescribeRepositories': { error: 'AccessDeniedException' } },
    context: running(`${OWN}/team/api:1`),
    reading: holding({ [REPOSITORY]: { unavailable: 'denied', what: 'ecr:DescribeRepositories' } }),
  },
  {
    name: 'one in a region that AWS does not have: nothing is sent there',
    fact: 'imageRepositories',
    context: running(`${ACCOUNT}.dkr.ecr.cn-north-1.amazonaws.com.cn/team/api:1`),
    reading: holding({
      [REPOSITORY.replace('eu-west-1', 'cn-north-1')]: {
        unavailable: 'elsewhere',
        what: 'region cn-north-1',
      },
    }),
  },
  {
    name: 'of a sweep: from the list of the region',
    fact: 'imageRepositories',
    answers: { 'ecr:DescribeRepositories': inPages },
    context: { ...running(`${OWN}/team/api:1`, `${OWN}/gone:1`), ...SWEEP },
    reading: holding({ [REPOSITORY]: immutable }),
  },
  {
    name: 'of a sweep: a list that may not be read',
    fact: 'imageRepositories',
    answers: { 'ecr:DescribeRepositories': { error: 'AccessDeniedException' } },
    context: { ...running(`${OWN}/team/api:1`), ...SWEEP },
    reading: holding({ [REPOSITORY]: { unavailable: 'denied', what: 'ecr:DescribeRepositories' } }),
  },
];
