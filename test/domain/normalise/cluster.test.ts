import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ExecLogging } from '#domain/cluster.ts';
import { toCluster } from '#domain/normalise/cluster.ts';
import { hostileJson } from '../../support/hostile-json.ts';

const ARN = 'arn:aws:ecs:eu-west-1:123456789012:cluster/shop';

const NOT_SET: ExecLogging = {
  mode: undefined,
  logGroup: undefined,
  logGroupEncrypted: undefined,
  bucket: undefined,
  bucketEncrypted: undefined,
};

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
    execLogging: NOT_SET,
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

const intrinsic = { unreadable: 'Ref Logs is not known before deployment' };
test.each<[string, unknown, Partial<ExecLogging>]>([
  ['no configuration', undefined, {}],
  ['a configuration of something else', { managedStorageConfiguration: {} }, {}],
  ['a mode alone', { executeCommandConfiguration: { logging: 'NONE' } }, { mode: 'NONE' }],
  [
    'destinations',
    {
      executeCommandConfiguration: {
        logging: 'OVERRIDE',
        logConfiguration: {
          cloudWatchLogGroupName: 'exec',
          cloudWatchEncryptionEnabled: 'true',
          s3BucketName: 'sessions',
          s3EncryptionEnabled: false,
        },
      },
    },
    {
      mode: 'OVERRIDE',
      logGroup: 'exec',
      logGroupEncrypted: true,
      bucket: 'sessions',
      bucketEncrypted: false,
    },
  ],
  [
    'destinations that are not known yet',
    { executeCommandConfiguration: { logging: 'OVERRIDE', logConfiguration: { Ref: 'Logs' } } },
    {
      mode: 'OVERRIDE',
      logGroup: intrinsic,
      logGroupEncrypted: intrinsic,
      bucket: intrinsic,
      bucketEncrypted: intrinsic,
    },
  ],
])('the logging of ECS Exec, given %s', (_name, configuration, expected) => {
  expect(toCluster({ configuration }).execLogging).toEqual({ ...NOT_SET, ...expected });
});

test('whatever it is given, it answers', () => {
  fc.assert(
    fc.property(
      hostileJson([
        'settings',
        'name',
        'value',
        'containerInsights',
        'tags',
        'status',
        'configuration',
        'logging',
      ]),
      (raw) => {
        expect(typeof toCluster(raw).status).toBe('string');
      },
    ),
  );
});
