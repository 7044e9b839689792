import { describe, expect, test } from 'vitest';
import { mayDo, mayTrust, mayUse } from '#domain/policy-hints.ts';
import { allowing, group, role, trusting, user } from '../support/principals.ts';

const written = (document: unknown) => role('web', { policies: [{ name: 'role/web inline x', document }] });

describe('what a principal may use', () => {
  test.each<[string, ReturnType<typeof role>, boolean]>([
    ['an action of the service', role('a', { policies: [allowing('ecs:RunTask')] }), true],
    ['in any case', role('a', { policies: [allowing('ECS:runtask')] }), true],
    ['everything', role('a', { policies: [allowing('*')] }), true],
    ['a wildcard in the service', role('a', { policies: [allowing('e?s:RunTask')] }), true],
    [
      'all but something',
      written({ Statement: { Effect: 'Allow', NotAction: 's3:*', Resource: '*' } }),
      true,
    ],
    ['by its group', user('a', { groups: [{ arn: group('g').arn, policies: [allowing('ecs:*')] }] }), true],
    ['what is no JSON', written('{'), true],
    ['a statement that is none', written({ Statement: ['x'] }), true],
    ['an action that is none', written({ Statement: { Effect: 'Allow', Action: 7 } }), true],
    ['something unread', role('a', { unread: ['arn:aws:iam::aws:policy/A'] }), true],
    ['another service', role('a', { policies: [allowing(['s3:*', 'ecsx:Run'])] }), false],
    ['nothing', role('a'), false],
    [
      'what is denied only',
      written({ Statement: { Effect: 'Deny', Action: 'ecs:*', Resource: '*' } }),
      false,
    ],
  ])('%s: %s', (_name, principal, expected) => {
    expect(mayUse(principal, ['ecs'])).toBe(expected);
  });
});

test.each<[string | readonly string[], boolean]>([
  ['iam:PassRole', true],
  ['iam:Pass*', true],
  ['IAM:P?ssRole', true],
  ['iam:Get*', false],
  [['s3:Get*', 'iam:*'], true],
  [`iam:${'*a'.repeat(40)}`, false],
])('%s allows passing a role: %s', (action, expected) => {
  expect(mayDo(role('a', { policies: [allowing(action)] }), ['iam:PassRole'])).toBe(expected);
});

describe('who may take a role', () => {
  test.each<[string, unknown, boolean]>([
    ['tasks', { Service: 'ecs-tasks.amazonaws.com' }, true],
    ['tasks among others', { Service: ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com'] }, true],
    ['everybody', '*', true],
    ['every service', { Service: '*' }, true],
    ['another service', { Service: 'ec2.amazonaws.com' }, false],
    ['an account', { AWS: '123456789012' }, false],
    ['nobody', undefined, false],
  ])('%s', (_name, principal, expected) => {
    expect(mayTrust(role('a', { trust: trusting(principal) }), 'ecs-tasks')).toBe(expected);
  });
  test('a trust that cannot be read may trust anybody', () => {
    expect(mayTrust({ trust: { name: 'trust policy', document: '{' } }, 'ecs-tasks')).toBe(true);
    expect(mayTrust({}, 'ecs-tasks')).toBe(true);
  });
});
