import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { behaviours } from '#controls/index.ts';
import { eventRules } from '#domain/event-rules.ts';
import { forwardings } from '#domain/forwarding.ts';
import { ecsCall, signIn, userSession, visitor } from '../support/acts.ts';
import { matches } from '../support/event-pattern.ts';
import { call, inEventBridge, type Json } from '../support/records.ts';

const JUDGED = behaviours.flatMap(({ events }) => events);
const servicesOf = (home: string, watched: readonly string[]) =>
  Object.fromEntries(
    forwardings(home, watched, JUDGED).map(({ region, rules }) => [
      region,
      [...new Set(rules.map(({ service }) => service))].sort(),
    ]),
  );
const GLOBAL = ['iam', 'others', 'signin'];
const REGIONAL = [
  'cloudtrail',
  'ec2',
  'ecr',
  'ecs',
  'elasticfilesystem',
  'elasticloadbalancing',
  'inspector2',
  'kms',
  'monitoring',
  'others',
  's3',
  'signin',
  'sns',
];

const cases: readonly (readonly [
  string,
  string,
  readonly string[],
  Readonly<Record<string, readonly string[]>>,
])[] = [
  ['home elsewhere: IAM and sign-ins of us-east-1', 'eu-west-1', [], { 'us-east-1': GLOBAL }],
  ['home in us-east-1: nothing to forward', 'us-east-1', [], {}],
  ['home in us-east-1 and a region more', 'us-east-1', ['us-east-1', 'eu-west-1'], { 'eu-west-1': REGIONAL }],
  [
    'us-east-1 is watched itself: one set of rules, each once',
    'eu-west-1',
    ['eu-west-1', 'us-east-1'],
    { 'us-east-1': [...new Set([...GLOBAL, ...REGIONAL])].sort() },
  ],
  [
    'a third region sends what is its own',
    'eu-west-1',
    ['eu-west-1', 'eu-central-1'],
    { 'eu-central-1': REGIONAL, 'us-east-1': GLOBAL },
  ],
  ['China', 'cn-northwest-1', [], { 'cn-north-1': GLOBAL }],
  ['GovCloud', 'us-gov-east-1', [], { 'us-gov-west-1': GLOBAL }],
  ['a home that is not known at synth', '', ['eu-west-1'], {}],
];

describe('what other regions send home', () => {
  it.each(cases)('%s', (_title, home, watched, expected) => {
    expect(servicesOf(home, watched)).toEqual(expected);
  });

  it('brings every event of a watched region to the home bus exactly once, and home’s rules bring it on once', () => {
    const regions = ['us-east-1', 'eu-west-1', 'eu-central-1', 'ap-southeast-2'] as const;
    const events: readonly ((region: string) => Json | undefined)[] = [
      (awsRegion) => ecsCall(userSession(false), 'UpdateService', { awsRegion }),
      (awsRegion) => ecsCall(userSession(false), 'RunTask', { awsRegion }),
      (awsRegion) => signIn(visitor(), { MFAUsed: 'No' }, 'Success', { awsRegion }),
      (awsRegion) => call('secretsmanager', 'PutSecretValue', {}, null, { awsRegion }),
      // IAM records in one region of the partition only.
      (awsRegion) =>
        awsRegion === 'us-east-1'
          ? call('iam', 'CreateRole', { roleName: 'x' }, null, { awsRegion })
          : undefined,
      // The canary, wherever events come from.
      (awsRegion) => call('events', 'TagResource', {}, null, { awsRegion }),
    ];
    const atHome = eventRules(JUDGED);
    fc.assert(
      fc.property(
        fc.constantFrom(...regions),
        fc.uniqueArray(fc.constantFrom(...regions)),
        fc.constantFrom(...regions),
        fc.constantFrom(...events),
        (home, watched, region, make) => {
          const record = make(region);
          fc.pre(record !== undefined);
          const event = inEventBridge(record ?? {});
          const isGlobal = record?.['eventSource'] === 'iam.amazonaws.com';
          const isAnywhere = ['signin.amazonaws.com', 'events.amazonaws.com'].includes(
            String(record?.['eventSource']),
          );
          const forwarded = forwardings(home, watched, JUDGED)
            .filter((each) => each.region === region)
            .flatMap(({ rules }) => rules.filter(({ pattern }) => matches(pattern, event)));
          const arrivals = region === home ? 1 : forwarded.length;
          const isWanted =
            region === home || isGlobal || watched.includes(region) || (isAnywhere && region === 'us-east-1');
          expect(arrivals).toBe(isWanted ? 1 : 0);
          expect(atHome.filter(({ pattern }) => matches(pattern, event))).toHaveLength(1);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
