import { describe, expect, test } from 'vitest';
import type { Policies } from '#policy/decide.ts';
import { ACCOUNT, ALLOW, ask, DENY, OTHER, policy, ROLE, SERVICE_ARN, SESSION, USER } from './support.ts';

type Asked = Parameters<typeof ask>[0];
type Row = readonly [string, Asked, Partial<Policies>, 'ALLOWED' | 'DENIED'];
const table = (rows: readonly Row[]): void => {
  test.each(rows)('%s', (_, asked, policies, expected) =>
    expect(ask(asked, policies).decision).toBe(expected),
  );
};

const BUCKET = 'arn:aws:s3:::shop';
const allow = policy(ALLOW);
const deny = policy(DENY);
const ecr = policy({ ...ALLOW, Action: 'ecr:*' });
const resource = (Principal: unknown, statement: object = {}): Partial<Policies> => ({
  resource: policy({ ...ALLOW, Principal, ...statement }, 'resource'),
});
const trust = (Principal: unknown, statement: object = {}): Partial<Policies> => ({
  trust: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, ...statement }, 'trust'),
});
const denyAll = { Effect: 'Deny' };
const FEDERATED = `arn:aws:sts::${ACCOUNT}:federated-user/ana`;
const foreignUser = `arn:aws:iam::${OTHER}:user/eve`;
const accountRoot = `arn:aws:iam::${ACCOUNT}:root`;

// Source: IAM guide, "Policy evaluation for requests within a single account", identity-based policies.
describe('identity policies', () => {
  table([
    ['nothing is denied', {}, {}, 'DENIED'],
    ['an Allow allows', {}, { identity: [allow] }, 'ALLOWED'],
    ['one of several policies is enough', {}, { identity: [ecr, allow] }, 'ALLOWED'],
    ['an Allow of something else does not', {}, { identity: [ecr] }, 'DENIED'],
    ['a Deny in the same policy wins', {}, { identity: [policy([ALLOW, DENY])] }, 'DENIED'],
    ['a Deny before the Allow wins', {}, { identity: [policy([DENY, ALLOW])] }, 'DENIED'],
    ['a Deny of another policy wins', {}, { identity: [allow, deny] }, 'DENIED'],
    [
      'a Deny of something else does not',
      {},
      { identity: [allow, policy({ ...DENY, Action: 'ecr:*' })] },
      'ALLOWED',
    ],
    ['a Deny alone denies', {}, { identity: [deny] }, 'DENIED'],
    ['a role', { as: ROLE }, { identity: [allow] }, 'ALLOWED'],
    ['a session', { as: SESSION }, { identity: [allow] }, 'ALLOWED'],
    ['root needs no policy', { as: accountRoot }, {}, 'ALLOWED'],
    ['in another account root needs one there', { as: `arn:aws:iam::${OTHER}:root` }, {}, 'DENIED'],
  ]);
});

// Source: "Evaluating identity-based policies with permissions boundaries" and "Permissions boundaries for IAM entities".
describe('boundaries', () => {
  table([
    ['both must allow', {}, { identity: [allow], boundary: allow }, 'ALLOWED'],
    ['the boundary does not', {}, { identity: [allow], boundary: ecr }, 'DENIED'],
    ['a boundary grants nothing', {}, { boundary: allow }, 'DENIED'],
    ['a Deny in the boundary', {}, { identity: [allow], boundary: policy([ALLOW, DENY]) }, 'DENIED'],
    ['an empty boundary', {}, { identity: [allow], boundary: policy([]) }, 'DENIED'],
    ['of a role', { as: ROLE }, { identity: [allow], boundary: ecr }, 'DENIED'],
    ['of the role of a session', { as: SESSION }, { identity: [allow], boundary: ecr }, 'DENIED'],
  ]);
});

// Source: "Session policies"; a federated user without one may do nothing that no resource policy allows.
describe('session policies', () => {
  table([
    ['all must allow', { as: SESSION }, { identity: [allow], session: [allow] }, 'ALLOWED'],
    ['the session policy does not', { as: SESSION }, { identity: [allow], session: [ecr] }, 'DENIED'],
    ['it grants nothing', { as: SESSION }, { session: [allow] }, 'DENIED'],
    ['one of several is enough', { as: SESSION }, { identity: [allow], session: [ecr, allow] }, 'ALLOWED'],
    ['its Deny wins', { as: SESSION }, { identity: [allow], session: [policy([ALLOW, DENY])] }, 'DENIED'],
    [
      'with a boundary all three',
      { as: SESSION },
      { identity: [allow], session: [allow], boundary: ecr },
      'DENIED',
    ],
    ['a federated user without one', { as: FEDERATED }, { identity: [allow] }, 'DENIED'],
    ['a federated user with one', { as: FEDERATED }, { identity: [allow], session: [allow] }, 'ALLOWED'],
  ]);
});

// Source: the table "Resource-based policies and implicit denies in other policy types (same account)".
describe('resource policies of the same account', () => {
  table([
    ['naming the user', {}, resource({ AWS: USER }), 'ALLOWED'],
    ['naming another user', {}, resource({ AWS: `${USER}2` }), 'DENIED'],
    ['names of users in their case', {}, resource({ AWS: USER.replace('ana', 'Ana') }), 'DENIED'],
    ['naming the user, whatever the boundary', {}, { ...resource({ AWS: USER }), boundary: ecr }, 'ALLOWED'],
    [
      'naming the user, whatever the identity policies',
      {},
      { ...resource({ AWS: USER }), identity: [ecr] },
      'ALLOWED',
    ],
    ['a Deny of the identity policies wins', {}, { ...resource({ AWS: USER }), identity: [deny] }, 'DENIED'],
    [
      'a Deny of the boundary wins',
      {},
      { ...resource({ AWS: USER }), boundary: policy([ALLOW, DENY]) },
      'DENIED',
    ],
    ['naming the role', { as: ROLE }, resource({ AWS: ROLE }), 'ALLOWED'],
    ['naming the role of a session', { as: SESSION }, resource({ AWS: ROLE }), 'ALLOWED'],
    [
      'naming the role by its path',
      { as: SESSION },
      resource({ AWS: ROLE.replace('role/', 'role/x/y/') }),
      'ALLOWED',
    ],
    ['naming another role', { as: SESSION }, resource({ AWS: `${ROLE}2` }), 'DENIED'],
    [
      'the role is limited by the boundary',
      { as: SESSION },
      { ...resource({ AWS: ROLE }), boundary: ecr },
      'DENIED',
    ],
    [
      'the role within the boundary',
      { as: SESSION },
      { ...resource({ AWS: ROLE }), boundary: allow },
      'ALLOWED',
    ],
    [
      'the role is limited by the session policy',
      { as: SESSION },
      { ...resource({ AWS: ROLE }), session: [ecr] },
      'DENIED',
    ],
    [
      'the role, asked as a role, is limited too',
      { as: ROLE },
      { ...resource({ AWS: ROLE }), boundary: ecr },
      'DENIED',
    ],
    ['naming the session', { as: SESSION }, resource({ AWS: SESSION }), 'ALLOWED'],
    ['naming another session', { as: SESSION }, resource({ AWS: `${SESSION}2` }), 'DENIED'],
    [
      'the session is not limited by the boundary',
      { as: SESSION },
      { ...resource({ AWS: SESSION }), boundary: ecr },
      'ALLOWED',
    ],
    [
      'nor by a session policy',
      { as: SESSION },
      { ...resource({ AWS: SESSION }), session: [ecr] },
      'ALLOWED',
    ],
    ['naming the federated user', { as: FEDERATED }, resource({ AWS: FEDERATED }), 'ALLOWED'],
    ['naming the user who federated, limited', { as: FEDERATED }, resource({ AWS: USER }), 'DENIED'],
    [
      'naming the user who federated, within the session policy',
      { as: FEDERATED },
      { ...resource({ AWS: USER }), session: [allow] },
      'ALLOWED',
    ],
    ['naming the account grants nothing by itself', {}, resource({ AWS: accountRoot }), 'DENIED'],
    [
      'naming the account and an identity policy',
      {},
      { ...resource({ AWS: ACCOUNT }), identity: [allow] },
      'ALLOWED',
    ],
    [
      'the identity policy alone is enough',
      {},
      { ...resource({ AWS: foreignUser }), identity: [allow] },
      'ALLOWED',
    ],
    ['everyone', {}, resource('*'), 'ALLOWED'],
    ['everyone, as AWS', {}, resource({ AWS: '*' }), 'ALLOWED'],
    [
      'everyone is not limited by a boundary',
      { as: SESSION },
      { ...resource('*'), boundary: ecr },
      'ALLOWED',
    ],
    ['a list', {}, resource({ AWS: [foreignUser, USER] }), 'ALLOWED'],
    ['a wildcard in an ARN is none', {}, resource({ AWS: `arn:aws:iam::${ACCOUNT}:user/*` }), 'DENIED'],
    ['a wildcard in an account id is none', {}, resource({ AWS: 'arn:aws:iam::*:root' }), 'DENIED'],
    ['a Deny for everyone', {}, { ...resource('*', denyAll), identity: [allow] }, 'DENIED'],
    ['a Deny for the account', {}, { ...resource({ AWS: ACCOUNT }, denyAll), identity: [allow] }, 'DENIED'],
    [
      'a Deny for the role of the session',
      { as: SESSION },
      { ...resource({ AWS: ROLE }, denyAll), identity: [allow] },
      'DENIED',
    ],
    [
      'a Deny for somebody else',
      {},
      { ...resource({ AWS: foreignUser }, denyAll), identity: [allow] },
      'ALLOWED',
    ],
    ['a Deny stops root', { as: accountRoot }, resource('*', denyAll), 'DENIED'],
    [
      'of a repository, which names no resource',
      {},
      resource({ AWS: USER }, { Resource: undefined }),
      'ALLOWED',
    ],
  ]);
});

// Source: IAM guide, "NotPrincipal".
describe('NotPrincipal', () => {
  const notPrincipal = (NotPrincipal: unknown, statement: object = denyAll): Partial<Policies> => ({
    identity: [allow],
    ...resource(undefined, { NotPrincipal, ...statement }),
  });
  table([
    ['Deny for all but the user', {}, notPrincipal({ AWS: [USER, accountRoot] }), 'ALLOWED'],
    ['Deny for all but another', {}, notPrincipal({ AWS: [foreignUser] }), 'DENIED'],
    [
      'Deny for all but the role',
      { as: SESSION },
      notPrincipal({ AWS: [SESSION, ROLE, ACCOUNT] }),
      'ALLOWED',
    ],
    [
      'it denies whoever has a boundary',
      {},
      { ...notPrincipal({ AWS: [USER, ACCOUNT] }), boundary: allow },
      'DENIED',
    ],
    ['Allow for all but somebody', { as: 'anonymous' }, notPrincipal({ AWS: USER }, ALLOW), 'ALLOWED'],
    [
      'Allow for all but the one who asks',
      {},
      { ...notPrincipal({ AWS: USER }, ALLOW), identity: [] },
      'DENIED',
    ],
    [
      'Deny for all but a service',
      { as: 'ecs.amazonaws.com' },
      notPrincipal({ Service: 'ecs.amazonaws.com' }),
      'DENIED',
    ],
  ]);
});

// Source: "Cross-account policy evaluation logic".
describe('across accounts', () => {
  const as = foreignUser;
  table([
    ['neither allows', { as }, {}, 'DENIED'],
    ['its own account alone', { as }, { identity: [allow] }, 'DENIED'],
    ['the resource alone', { as }, resource({ AWS: as }), 'DENIED'],
    ['both', { as }, { identity: [allow], ...resource({ AWS: as }) }, 'ALLOWED'],
    ['both, by its account', { as }, { identity: [allow], ...resource({ AWS: OTHER }) }, 'ALLOWED'],
    ['both, by everyone', { as }, { identity: [allow], ...resource('*') }, 'ALLOWED'],
    ['another account', { as }, { identity: [allow], ...resource({ AWS: '999999999999' }) }, 'DENIED'],
    [
      'the boundary there limits',
      { as },
      { identity: [allow], boundary: ecr, ...resource({ AWS: as }) },
      'DENIED',
    ],
    ['a Deny there', { as }, { identity: [allow, deny], ...resource({ AWS: as }) }, 'DENIED'],
    [
      'a Deny here',
      { as },
      {
        identity: [allow],
        resource: policy(
          [
            { ...ALLOW, Principal: '*' },
            { ...DENY, Principal: { AWS: OTHER } },
          ],
          'resource',
        ),
      },
      'DENIED',
    ],
    [
      'a session named here still needs its role',
      { as: SESSION.replace(ACCOUNT, OTHER) },
      resource({ AWS: SESSION.replace(ACCOUNT, OTHER) }),
      'DENIED',
    ],
    ['root of another account', { as: `arn:aws:iam::${OTHER}:root` }, resource({ AWS: OTHER }), 'ALLOWED'],
    [
      'a bucket whose ARN names no account is of the same',
      { as, on: BUCKET, action: 's3:GetObject' },
      { identity: [allow] },
      'ALLOWED',
    ],
    [
      'unless the context says whose it is',
      { as, on: BUCKET, action: 's3:GetObject', context: { 'aws:ResourceAccount': ACCOUNT } },
      { identity: [allow] },
      'DENIED',
    ],
  ]);
});

// Source: IAM guide, "AWS service principals" and "All principals".
describe('services and strangers', () => {
  const service = 'ecs-tasks.amazonaws.com';
  table([
    ['a service that is named', { as: service }, resource({ Service: service }), 'ALLOWED'],
    ['another service', { as: service }, resource({ Service: 'ecs.amazonaws.com' }), 'DENIED'],
    ['one of a list', { as: service }, resource({ Service: ['ecs.amazonaws.com', service] }), 'ALLOWED'],
    ['a service is nobody of the account', { as: service }, resource({ AWS: ACCOUNT }), 'DENIED'],
    ['a service has no identity policies', { as: service }, { identity: [allow] }, 'DENIED'],
    ['nobody, by everyone', { as: 'anonymous' }, resource('*'), 'ALLOWED'],
    ['nobody, by AWS', { as: '*' }, resource({ AWS: '*' }), 'ALLOWED'],
    ['nobody, by an account', { as: 'anonymous' }, resource({ AWS: ACCOUNT }), 'DENIED'],
    ['nobody has no identity policies', { as: 'anonymous' }, { identity: [allow] }, 'DENIED'],
    ['a kind that nobody is', {}, resource({ CanonicalUser: 'abc' }), 'DENIED'],
  ]);
});

// Source: IAM guide, "How IAM roles differ from resource-based policies" and "Role trust policies" (they must allow).
describe('trust policies', () => {
  const assume = { action: 'sts:AssumeRole', on: ROLE };
  const web = { as: 'accounts.google.com', action: 'sts:AssumeRoleWithWebIdentity', on: ROLE };
  table([
    ['without one nobody may', assume, { identity: [allow] }, 'DENIED'],
    ['naming the user is enough', assume, trust({ AWS: USER }), 'ALLOWED'],
    [
      'naming the account and an identity policy',
      assume,
      { identity: [allow], ...trust({ AWS: ACCOUNT }) },
      'ALLOWED',
    ],
    ['naming the account alone', assume, trust({ AWS: ACCOUNT }), 'DENIED'],
    ['an identity policy alone', assume, { identity: [allow], ...trust({ AWS: foreignUser }) }, 'DENIED'],
    [
      'naming a role, limited by its boundary',
      { ...assume, as: SESSION },
      { boundary: ecr, ...trust({ AWS: ROLE }) },
      'DENIED',
    ],
    [
      'of another account both',
      { ...assume, as: foreignUser },
      { identity: [allow], ...trust({ AWS: OTHER }) },
      'ALLOWED',
    ],
    ['of another account the trust alone', { ...assume, as: foreignUser }, trust({ AWS: OTHER }), 'DENIED'],
    [
      'a service',
      { ...assume, as: 'ecs-tasks.amazonaws.com' },
      trust({ Service: 'ecs-tasks.amazonaws.com' }),
      'ALLOWED',
    ],
    [
      'another service',
      { ...assume, as: 'ec2.amazonaws.com' },
      trust({ Service: 'ecs-tasks.amazonaws.com' }),
      'DENIED',
    ],
    ['another action', assume, { ...trust({ AWS: USER }, { Action: 'sts:AssumeRoleWithSAML' }) }, 'DENIED'],
    ['a provider', web, trust({ Federated: 'accounts.google.com' }, { Action: web.action }), 'ALLOWED'],
    ['another provider', web, trust({ Federated: 'www.amazon.com' }, { Action: web.action }), 'DENIED'],
    [
      'a provider by its ARN',
      { ...web, as: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` },
      trust(
        { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` },
        { Action: web.action },
      ),
      'ALLOWED',
    ],
    [
      'an external id that is right',
      { ...assume, context: { 'sts:ExternalId': '42' } },
      trust({ AWS: USER }, { Condition: { StringEquals: { 'sts:ExternalId': '42' } } }),
      'ALLOWED',
    ],
    [
      'an external id that is wrong',
      { ...assume, context: { 'sts:ExternalId': '43' } },
      trust({ AWS: USER }, { Condition: { StringEquals: { 'sts:ExternalId': '42' } } }),
      'DENIED',
    ],
    ['a trust policy says nothing of other actions', {}, trust({ AWS: USER }, { Action: '*' }), 'DENIED'],
  ]);
});

// Source: KMS guide, "Key policies": unless the key policy allows it, no identity policy does.
describe('keys', () => {
  const use = { action: 'kms:Decrypt', on: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1` };
  table([
    [
      'the key policy names the account',
      use,
      { identity: [allow], ...resource({ AWS: ACCOUNT }) },
      'ALLOWED',
    ],
    ['the key policy names another', use, { identity: [allow], ...resource({ AWS: foreignUser }) }, 'DENIED'],
    ['the key policy names the user', use, resource({ AWS: USER }), 'ALLOWED'],
    ['a key whose policy is not given', use, { identity: [allow] }, 'ALLOWED'],
  ]);
});

// Source: IAM guide, "Global condition context keys".
describe('keys that the request itself decides', () => {
  const when = (key: string, value: string, operator = 'StringEquals'): Partial<Policies> => ({
    ...resource('*', { Condition: { [operator]: { [key]: value } } }),
  });
  table([
    ['PrincipalArn of a user', {}, when('aws:PrincipalArn', USER), 'ALLOWED'],
    ['PrincipalArn of a role', { as: ROLE }, when('aws:PrincipalArn', ROLE), 'ALLOWED'],
    ['PrincipalArn of another', {}, when('aws:PrincipalArn', ROLE), 'DENIED'],
    [
      'what the caller says wins',
      { context: { 'aws:PrincipalArn': ROLE } },
      when('aws:PrincipalArn', ROLE),
      'ALLOWED',
    ],
    ['PrincipalAccount', { as: SESSION }, when('aws:PrincipalAccount', ACCOUNT), 'ALLOWED'],
    ['PrincipalAccount of nobody', { as: 'anonymous' }, when('aws:PrincipalAccount', 'anonymous'), 'ALLOWED'],
    [
      'PrincipalOrgID of nobody',
      { as: 'anonymous', closed: false },
      when('aws:PrincipalOrgID', 'o-1'),
      'DENIED',
    ],
    [
      'PrincipalOrgID of a service',
      { as: 'ecs.amazonaws.com', closed: false },
      when('aws:PrincipalOrgID', 'o-1', 'StringNotEquals'),
      'ALLOWED',
    ],
    ['PrincipalType', {}, when('aws:PrincipalType', 'User'), 'ALLOWED'],
    ['PrincipalType of a session', { as: SESSION }, when('aws:PrincipalType', 'AssumedRole'), 'ALLOWED'],
    [
      'PrincipalType of root',
      { as: accountRoot },
      {
        identity: [],
        resource: policy(
          { ...DENY, Principal: '*', Condition: { StringNotEquals: { 'aws:PrincipalType': 'Account' } } },
          'resource',
        ),
      },
      'ALLOWED',
    ],
    ['ResourceAccount', {}, when('aws:ResourceAccount', ACCOUNT), 'ALLOWED'],
    [
      'a service is one',
      { as: 'ecs.amazonaws.com' },
      when('aws:PrincipalIsAWSService', 'true', 'Bool'),
      'ALLOWED',
    ],
    ['a user is none', {}, when('aws:PrincipalIsAWSService', 'true', 'Bool'), 'DENIED'],
    [
      'the name of a service',
      { as: 'ecs.amazonaws.com' },
      when('aws:PrincipalServiceName', 'ecs.amazonaws.com'),
      'ALLOWED',
    ],
    [
      'PassedToService',
      { action: 'iam:PassRole', on: ROLE, context: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      when('iam:PassedToService', 'ecs-tasks.amazonaws.com'),
      'ALLOWED',
    ],
    [
      'PassedToService is not guessed',
      { action: 'iam:PassRole', on: ROLE },
      when('iam:PassedToService', 'ecs-tasks.amazonaws.com'),
      'DENIED',
    ],
  ]);
});

describe('the statements that decided', () => {
  const named = policy(
    [
      { ...ALLOW, Sid: 'All' },
      { ...DENY, Sid: 'NoEcr', Action: 'ecr:*' },
    ],
    'identity',
    'inline/ops',
  );

  test('of an Allow, by policy, Sid and index', () => {
    expect(ask({}, { identity: [ecr, named] }).statements).toEqual([
      { policy: 'inline/ops', sid: 'All', index: 0, effect: 'Allow' },
    ]);
  });
  test('of a Deny', () => {
    expect(ask({ action: 'ecr:PutImage', on: '*' }, { identity: [named] }).statements).toEqual([
      { policy: 'inline/ops', sid: 'NoEcr', index: 1, effect: 'Deny' },
    ]);
  });
  test('none, where no statement speaks of the request', () => {
    expect(ask({}, { identity: [ecr] }).statements).toEqual([]);
  });
  test('of DEPENDS, each that may apply', () => {
    const guarded = policy([
      ALLOW,
      { ...DENY, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } },
    ]);
    expect(ask({ closed: false }, { identity: [guarded] })).toEqual({
      decision: 'DEPENDS',
      dependsOn: ['aws:MultiFactorAuthPresent'],
      statements: [
        { policy: 'identity', index: 0, effect: 'Allow' },
        { policy: 'identity', index: 1, effect: 'Deny' },
      ],
    });
  });
});

describe('what is not known', () => {
  const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
  const tag = { StringEquals: { 'aws:ResourceTag/team': 'red' } };
  const open = { closed: false };
  const depends = (policies: Partial<Policies>, asked: Asked = open): readonly string[] | string => {
    const { decision, dependsOn } = ask(asked, policies);
    return decision === 'DEPENDS' ? dependsOn : decision;
  };

  test.each<[string, Partial<Policies>, Asked, readonly string[] | string]>([
    [
      'an Allow under an unknown key',
      { identity: [policy({ ...ALLOW, Condition: mfa })] },
      open,
      ['aws:MultiFactorAuthPresent'],
    ],
    [
      'all keys that are not known',
      { identity: [policy({ ...ALLOW, Condition: { ...mfa, ...tag } })] },
      open,
      ['aws:MultiFactorAuthPresent', 'aws:ResourceTag/team'],
    ],
    [
      'one key that fails decides',
      { identity: [policy({ ...ALLOW, Condition: { ...mfa, ...tag } })] },
      { ...open, context: { 'aws:ResourceTag/team': 'blue' } },
      'DENIED',
    ],
    [
      'a second Allow decides',
      { identity: [policy([{ ...ALLOW, Condition: mfa }, ALLOW])] },
      open,
      'ALLOWED',
    ],
    [
      'a Deny under an unknown key, nothing allowed',
      { identity: [policy({ ...DENY, Condition: mfa })] },
      open,
      'DENIED',
    ],
    [
      'a Deny under an unknown key, allowed',
      { identity: [policy([ALLOW, { ...DENY, Condition: mfa }])] },
      open,
      ['aws:MultiFactorAuthPresent'],
    ],
    ['a certain Deny decides', { identity: [policy([{ ...ALLOW, Condition: mfa }, DENY])] }, open, 'DENIED'],
    [
      'a boundary under an unknown key',
      { identity: [allow], boundary: policy({ ...ALLOW, Condition: mfa }) },
      open,
      ['aws:MultiFactorAuthPresent'],
    ],
    [
      'a boundary that does not allow decides',
      { identity: [policy({ ...ALLOW, Condition: mfa })], boundary: ecr },
      open,
      'DENIED',
    ],
    [
      'a variable',
      { identity: [policy({ ...ALLOW, Resource: 'arn:aws:s3:::shop-${aws:PrincipalTag/team}' })] },
      { ...open, on: 'arn:aws:s3:::shop-red' },
      ['aws:PrincipalTag/team'],
    ],
    [
      'a variable that cannot help',
      { identity: [policy({ ...ALLOW, Resource: 'arn:aws:s3:::shop-${aws:PrincipalTag/team}' })] },
      { ...open, on: 'arn:aws:s3:::other' },
      'DENIED',
    ],
    [
      'a negated operator',
      { identity: [policy({ ...ALLOW, Condition: { StringNotEquals: { 'aws:x': '1' } } })] },
      open,
      ['aws:x'],
    ],
    ['Null', { identity: [policy({ ...ALLOW, Condition: { Null: { 'aws:x': 'true' } } })] }, open, ['aws:x']],
    [
      'an operator that nobody knows',
      { identity: [policy({ ...ALLOW, Condition: { StringSounds: { 'aws:x': '1' } } })] },
      { context: { 'aws:x': '1' } },
      ['aws:x'],
    ],
    [
      'the session of a role that is named',
      resource({ AWS: SESSION }),
      { ...open, as: ROLE },
      ['aws:userid'],
    ],
    [
      'the session, where the context tells it',
      resource({ AWS: SESSION }),
      { ...open, as: ROLE, context: { 'aws:userid': 'AROAX:ci' } },
      'ALLOWED',
    ],
    [
      'PrincipalArn of a session, whose path is not told',
      resource('*', { Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE } } }),
      { ...open, as: SESSION },
      ['aws:PrincipalArn'],
    ],
    [
      'known absent is known',
      { identity: [policy({ ...ALLOW, Condition: mfa })] },
      { ...open, context: { 'aws:MultiFactorAuthPresent': null } },
      'DENIED',
    ],
    [
      'one key in two cases is one',
      {
        identity: [
          policy({ ...ALLOW, Condition: { Bool: { 'aws:X': 'true' }, StringEquals: { 'AWS:x': 'true' } } }),
        ],
      },
      open,
      ['aws:X'],
    ],
  ])('%s', (_, policies, asked, expected) => expect(depends(policies, asked)).toEqual(expected));
});

test('a policy of 10,000 statements is decided', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => ({
    ...ALLOW,
    Sid: `S${index}`,
    Action: `ecs:Never${index}*`,
    Resource: SERVICE_ARN,
  }));
  const { statements } = ask({}, { identity: [policy([...many, { ...ALLOW, Sid: 'Last' }])] });
  expect(statements).toEqual([{ policy: 'identity', sid: 'Last', index: 10_000, effect: 'Allow' }]);
});
