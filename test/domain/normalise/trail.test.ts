import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toRegionalTrail, toTrail } from '#domain/normalise/trail.ts';
import { toTrailBucket } from '#domain/normalise/trail-bucket.ts';
import { AUDITED_SOURCES, type Coverage } from '#domain/trail.ts';
import { hostileJson } from '../../support/hostile-json.ts';

const ALL = AUDITED_SOURCES;
const coverageOf = (selectors: unknown): unknown => toRegionalTrail({}, {}, selectors).coverage;
const classic = (...selectors: readonly object[]) => ({ EventSelectors: selectors });
type Field = readonly [field: string, operators: object];
const advanced = (...selectors: readonly (readonly Field[])[]) => ({
  AdvancedEventSelectors: selectors.map((fields) => ({
    Name: 'any name',
    FieldSelectors: fields.map(([Field, operators]) => ({ Field, ...operators })),
  })),
});
const management: Field = ['eventCategory', { Equals: ['Management'] }];
const but = (...sources: readonly string[]) => ALL.filter((source) => !sources.includes(source));

describe('what selectors take in', () => {
  test.each<[string, unknown, Coverage]>([
    ['none: all management events', {}, { read: ALL, write: ALL }],
    ['a classic one without fields', classic({}), { read: ALL, write: ALL }],
    ['reads only', classic({ ReadWriteType: 'ReadOnly' }), { read: ALL, write: [] }],
    ['writes only', classic({ ReadWriteType: 'WriteOnly' }), { read: [], write: ALL }],
    [
      'two that together take in all',
      classic({ ReadWriteType: 'ReadOnly' }, { ReadWriteType: 'WriteOnly' }),
      { read: ALL, write: ALL },
    ],
    ['data events only', classic({ IncludeManagementEvents: false }), { read: [], write: [] }],
    [
      'sources of no concern here left out',
      classic({ ExcludeManagementEventSources: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] }),
      { read: ALL, write: ALL },
    ],
    ['advanced, all management events', advanced([management]), { read: ALL, write: ALL }],
    [
      'advanced, a telling name on data events',
      advanced([['eventCategory', { Equals: ['Data'] }]]),
      { read: [], write: [] },
    ],
    ['advanced without a category', advanced([['readOnly', { Equals: ['false'] }]]), { read: [], write: [] }],
    [
      'advanced, writes only',
      advanced([management, ['readOnly', { Equals: ['false'] }]]),
      { read: [], write: ALL },
    ],
    [
      'advanced, without a source',
      advanced([management, ['eventSource', { NotEquals: ['ecs.amazonaws.com', 'kms.amazonaws.com'] }]]),
      { read: but('ecs.amazonaws.com'), write: but('ecs.amazonaws.com') },
    ],
    [
      'advanced, sources that begin or end in a way',
      advanced([
        management,
        ['eventSource', { StartsWith: ['ec'] }],
        ['eventSource', { NotStartsWith: ['ecr'] }],
      ]),
      { read: ['ecs.amazonaws.com'], write: ['ecs.amazonaws.com'] },
    ],
    [
      'advanced, of several operators all must agree',
      advanced([
        management,
        ['eventSource', { EndsWith: ['.amazonaws.com'], NotEndsWith: ['cs.amazonaws.com'] }],
      ]),
      { read: but('ecs.amazonaws.com'), write: but('ecs.amazonaws.com') },
    ],
    [
      'advanced, narrowed to some principals: not whole',
      advanced([management, ['userIdentity.arn', { NotStartsWith: ['arn:aws:sts'] }]]),
      { read: [], write: [] },
    ],
    [
      'advanced, two selectors together',
      advanced(
        [management, ['readOnly', { Equals: ['true'] }]],
        [management, ['readOnly', { Equals: ['false'] }], ['eventSource', { Equals: ['iam.amazonaws.com'] }]],
      ),
      { read: ALL, write: ['iam.amazonaws.com'] },
    ],
  ])('%s', (_name, selectors, coverage) => {
    expect(coverageOf(selectors)).toEqual(coverage);
  });

  test('one more selector never takes anything away', () => {
    const selector = fc.record(
      {
        ReadWriteType: fc.constantFrom('All', 'ReadOnly', 'WriteOnly', 'Other'),
        IncludeManagementEvents: fc.boolean(),
        ExcludeManagementEventSources: fc.subarray([...ALL]),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(selector, { minLength: 1 }), selector, (some, more) => {
        const [before, after] = [some, [...some, more]].map(
          (each) => coverageOf(classic(...each)) as Coverage,
        );
        for (const kind of ['read', 'write'] as const)
          for (const source of before?.[kind] ?? []) expect(after?.[kind]).toContain(source);
      }),
    );
  });
});

test('a trail is read in the spelling of the CLI and of a template alike', () => {
  const fields = {
    TrailARN: 'arn:aws:cloudtrail:us-east-1:1:trail/a',
    IsMultiRegionTrail: 'true',
    S3BucketName: 'b',
  };
  const lower = { trailARN: fields.TrailARN, isMultiRegionTrail: true, s3BucketName: 'b' };
  expect(toTrail(fields, { latestDeliveryError: 'NoSuchBucket' })).toEqual(
    toTrail(lower, { LatestDeliveryError: 'NoSuchBucket' }),
  );
  expect(toTrail(fields, {})).toMatchObject({
    name: 'a',
    multiRegion: true,
    bucket: 'b',
    deliveryErrors: [],
  });
});

test('what S3 cannot say stays unsaid, and log delivery is nobody', () => {
  const denied = { unavailable: 'denied', what: 's3:GetBucketAcl' } as const;
  const grants = (...groups: readonly string[]) => ({
    Grants: groups.map((group) => ({ Grantee: { URI: `http://acs.amazonaws.com/groups/${group}` } })),
  });
  const nothing = {
    bucketBlock: undefined,
    accountBlock: undefined,
    policyStatus: undefined,
    acl: undefined,
    ownership: undefined,
    versioning: undefined,
    objectLock: undefined,
  };
  const open = toTrailBucket('b', nothing);
  expect(open).toMatchObject({
    ignoresPublicAcls: false,
    policyPublic: false,
    publicGrants: [],
    versioning: false,
  });
  expect(toTrailBucket('b', { ...nothing, acl: denied }).publicGrants).toEqual(denied);
  expect(toTrailBucket('b', { ...nothing, acl: grants('s3/LogDelivery') }).publicGrants).toEqual([]);
  expect(
    toTrailBucket('b', { ...nothing, acl: grants('global/AllUsers'), ownership: denied }).publicGrants,
  ).toEqual(denied);
  expect(toTrailBucket('b', { ...nothing, accountBlock: { IgnorePublicAcls: true } }).ignoresPublicAcls).toBe(
    true,
  );
});

test('no input throws', () => {
  const names = [
    'TrailARN',
    'isLogging',
    'EventSelectors',
    'AdvancedEventSelectors',
    'FieldSelectors',
    'Field',
  ];
  const more = ['Equals', 'Grants', 'Grantee', 'URI', 'Rules', 'Status'];
  fc.assert(
    fc.property(hostileJson([...names, ...more]), (raw) => {
      expect(() => [toTrail(raw, raw), toRegionalTrail(raw, raw, raw)]).not.toThrow();
      const answers = { bucketBlock: raw, accountBlock: raw, policyStatus: raw, acl: raw, ownership: raw };
      expect(() => toTrailBucket('b', { ...answers, versioning: raw, objectLock: raw })).not.toThrow();
    }),
  );
});
