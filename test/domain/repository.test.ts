import { expect, test } from 'vitest';
import { coveringRule, tagsInUse } from '#domain/repository.ts';
import type { Edge } from '#domain/use.ts';

const NOW = '2026-04-14T12:00:00.000Z';
const edge = (user: string, ...tags: string[]): Edge => ({
  used: 'arn:aws:ecr:eu-west-1:123456789012:repository/api',
  user,
  features: tags.map((tag) => `tag:${tag}`),
  confirmedAt: NOW,
});

test('tags in use name their users, tags with the names of built-in properties too', () => {
  const { tags } = tagsInUse([edge('web', 'v1', '__proto__'), edge('job', 'v1', 'constructor')], NOW);
  expect(Object.entries(tags)).toEqual([
    ['v1', ['web', 'job']],
    ['__proto__', ['web']],
    ['constructor', ['job']],
  ]);
});

const rules = ['hub', 'hub/quay/', 'ROOT'].map((prefix) => ({ prefix, upstreamUrl: 'quay.io' }));

test.each([
  ['hub/nginx', 'hub'],
  ['hub/quay/api', 'hub/quay/'],
  ['hubble/api', 'ROOT'],
  ['hub', 'ROOT'],
])('%s is covered by %s', (repository, prefix) => {
  expect(coveringRule(rules, repository)?.prefix).toBe(prefix);
});

test('without a rule for the whole registry others are covered by none', () => {
  expect(coveringRule(rules.slice(0, 2), 'team/api')).toBeUndefined();
});
