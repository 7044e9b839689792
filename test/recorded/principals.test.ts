import { describe, expect, test } from 'vitest';
import type { ReadFactName } from '#domain/facts.ts';
import type { ReadContext } from '#domain/ports.ts';
import { type Resource, resourceOf } from '#domain/resource.ts';
import { recordedAccount } from '#recorded/account.ts';
import { allowing, role as aRole } from '../support/principals.ts';

const iam = (resource: string) => `arn:aws:iam::123456789012:${resource}`;
const ROLE = iam('role/team/web');
const ANN = iam('user/ann');
const POLICY = iam('policy/deploy');
const PROFILE = iam('instance-profile/web');
const document = { Statement: { Effect: 'Allow', Action: 'ecs:*', Resource: '*' } };
const denied = { $unavailable: 'denied', what: 'iam:GetPolicy' };
const trusting = (Service: string) => ({ Statement: { Effect: 'Allow', Principal: { Service } } });

const FILE = {
  [ROLE]: {
    role: {
      AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trusting('ecs-tasks.amazonaws.com'))),
      AttachedManagedPolicies: [{ PolicyArn: POLICY }],
      InstanceProfileList: [{ Arn: PROFILE }],
      PermissionsBoundary: { PermissionsBoundaryArn: iam('policy/none') },
      Tags: [{ Key: 'owner', Value: 'me' }],
    },
  },
  [iam('role/machine')]: { role: { AssumeRolePolicyDocument: trusting('ec2.amazonaws.com') } },
  [iam('role/gone')]: { role: null },
  [POLICY]: {
    policy: {
      PolicyVersionList: [
        { VersionId: 'v1', Document: '{}' },
        { VersionId: 'v2', IsDefaultVersion: true, Document: JSON.stringify(document) },
      ],
    },
  },
  [ANN]: {
    user: { GroupList: ['dev', 'ops', 'dev'] },
    credentials: { AccessKeyMetadata: [{ AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Active' }] },
  },
  [iam('user/silent')]: { user: {} },
  // A group in a group is nothing that IAM has.
  [iam('group/team/dev')]: {
    group: { GroupList: ['dev'], GroupPolicyList: [{ PolicyName: 'p', PolicyDocument: document }] },
  },
  [iam('root')]: { summaryMap: { AccountMFAEnabled: 0, AccountAccessKeysPresent: 2 }, organization: {} },
  [iam('root/eu-west-1')]: {
    accountSettings: [{ name: 'tagResourceAuthorization', value: 'off' }],
  },
  [iam('root/us-east-1')]: { accountSettings: denied },
};
const at = (arn: string): Resource => resourceOf(arn) ?? { type: 'AWS::IAM::Role', arn };
const read = (fact: ReadFactName, arn: string, known: ReadContext['known'] = {}) =>
  recordedAccount({ version: 1, resources: FILE }).read(fact, at(arn), {
    users: [],
    now: '2026-04-14T12:00:00.000Z',
    known,
  });

describe('a principal of a file', () => {
  test.each([
    ['by its ARN', ROLE],
    ['by its name alone', iam('role/web')],
  ])('%s', async (_name, arn) => {
    expect(await read('principal', arn)).toEqual({
      value: {
        kind: 'role',
        arn: ROLE,
        path: '/team/',
        name: 'web',
        tags: { owner: 'me' },
        policies: [{ name: POLICY, version: 'v2', document }],
        groups: [],
        trust: { name: 'trust policy', document: trusting('ecs-tasks.amazonaws.com') },
        instanceProfiles: [PROFILE],
        unread: [`permissions boundary ${iam('policy/none')}`],
      },
    });
  });

  test('a user and its groups; one that is not in the file is not passed over', async () => {
    const inline = { name: 'group/team/dev inline p', document };
    const dev = { arn: iam('group/team/dev'), policies: [inline] };
    expect(await read('principal', ANN)).toMatchObject({
      value: { policies: [], groups: [dev], unread: ['group ops'] },
    });
  });

  test('a group that claims to be in groups has its own policies only', async () => {
    expect(await read('principal', iam('group/team/dev'))).toMatchObject({
      value: { kind: 'group', groups: [], unread: [] },
    });
  });

  test.each([iam('role/gone'), iam('role/never'), iam('policy/deploy'), iam('role/dev')])(
    '%s is none',
    async (arn) => {
      expect(await read('principal', arn)).toEqual({ missing: true });
    },
  );
});

describe('what a file says of credentials', () => {
  test.each<[ReadFactName, string, object]>([
    [
      'credentials',
      ANN,
      {
        value: {
          consolePassword: false,
          mfaDevices: 0,
          accessKeys: [{ id: 'MPLE', active: true, createdAt: '1970-01-01T00:00:00.000Z' }],
        },
      },
    ],
    [
      'credentials',
      iam('user/silent'),
      { unavailable: 'unreadable', what: 'credentials of the account file' },
    ],
    ['rootCredentials', iam('root'), { value: { mfa: false, accessKeys: true, password: undefined } }],
    ['rootCredentials', iam('root/eu-west-1'), { value: { ofRegion: true } }],
    ['organization', ROLE, { value: { none: true } }],
    [
      'tagAuthorization',
      ROLE,
      { value: { 'eu-west-1': 'off', 'us-east-1': { unavailable: 'denied', what: 'iam:GetPolicy' } } },
    ],
  ])('%s of %s', async (fact, arn, expected) => {
    expect(await read(fact, arn)).toEqual(expected);
  });
});

test('roles that tasks can be given, for whoever can give one', async () => {
  const runner = aRole('deploy', { policies: [allowing(['ecs:RunTask', 'iam:PassRole'])] });
  expect(await read('passableRoles', runner.arn, { principal: runner })).toMatchObject({
    value: { roles: [{ arn: ROLE }] },
  });
  expect(await read('passableRoles', ROLE, { principal: aRole('web') })).toEqual({
    value: { roles: [], unneeded: true },
  });
});

test('everybody whom the file names; one that names nobody says nothing of them', async () => {
  const named = ['machine', 'silent', 'dev'].map((name) => expect.objectContaining({ name }) as unknown);
  expect(await read('accountPrincipals', iam('root/eu-west-1'))).toEqual({
    value: { principals: expect.arrayContaining(named) as unknown },
  });
  const nobody = recordedAccount({ version: 1, resources: {} });
  expect(
    await nobody.read('accountPrincipals', at(iam('root/eu-west-1')), {
      users: [],
      now: '2026-04-14T12:00:00.000Z',
      known: {},
    }),
  ).toEqual({ value: { principals: [], isSilent: true } });
});

test('the role of a machine is the one that says it is in its instance profile', async () => {
  const host = (instanceProfile?: string): ReadContext['known'] => ({
    host: {
      id: 'i-1',
      managed: false,
      image: 'ami-1',
      metadataEndpoint: undefined,
      metadataTokens: undefined,
      metadataHopLimit: undefined,
      securityGroups: [],
      ...(instanceProfile !== undefined && { instanceProfile }),
    },
  });
  const instance = 'arn:aws:ecs:eu-west-1:123456789012:container-instance/shop/1';
  expect(await read('hostRole', instance, host(PROFILE))).toMatchObject({ value: { arn: ROLE } });
  expect(await read('hostRole', instance, host())).toEqual({ value: { none: true } });
  expect(await read('hostRole', instance, host(`${PROFILE}2`))).toMatchObject({ unavailable: 'unreadable' });
});
