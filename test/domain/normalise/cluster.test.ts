import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCluster } from '#domain/normalise/cluster.ts';
import { hostileJson } from '../../support/hostile-json.ts';

const ARN = 'arn:aws:ecs:eu-west-1:123456789012:cluster/shop';

test('a cluster as DescribeClusters answers', () => {
  const settings = [
    { name: 'somethingNew', value: 'x' },
    { name: 'containerInsights', value: 'enabled' },
  ];
  const tags = [{ key: 'owner', value: 'team-shop' }];
  expect(toCluster({ clusterArn: ARN, status: 'PROVISIONING', settings, tags })).toEqual({
    arn: ARN,
    name: 'shop',
    status: 'PROVISIONING',
    containerInsights: 'enabled',
    tags: { owner: 'team-shop' },
  });
});

test.each<[string, unknown, unknown]>([
  ['no settings', undefined, undefined],
  ['settings without it', [{ name: 'other', value: 'enabled' }], undefined],
  ['a setting without a value', [{ name: 'containerInsights' }], undefined],
  [
    'a value that is no text',
    [{ name: 'containerInsights', value: true }],
    { unreadable: 'value is not a text' },
  ],
  ['settings that are no list', 'enabled', { unreadable: 'settings is not a list' }],
])('Container Insights, given %s', (_name, settings, expected) => {
  expect(toCluster({ settings }).containerInsights).toEqual(expected);
});

test('whatever it is given, it answers', () => {
  fc.assert(
    fc.property(hostileJson(['settings', 'name', 'value', 'containerInsights', 'tags', 'status']), (raw) => {
      expect(typeof toCluster(raw).status).toBe('string');
    }),
  );
});
