import { describe, expect, test } from 'vitest';
import type { LiveAccount } from '#cli/io.ts';
import { recordedAccount } from '#recorded/account.ts';
import { account, run } from '../fake-io.ts';

const USER = 'arn:aws:iam::111122223333:user/ana';
const SERVICE = 'arn:aws:ecs:eu-west-1:111122223333:service/prod/web';
const allow = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Ecs', Effect: 'Allow', Action: 'ecs:*', Resource: '*' }],
};
const mfa = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
  },
};
const request = { principal: USER, action: 'ecs:UpdateService', resource: SERVICE };
const base = { id: 'a', request, identityPolicies: [allow] };

async function explained(
  ...lines: readonly unknown[]
): Promise<{ code: number; lines: unknown[]; stderr: string }> {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const { code, stdout, stderr } = await run(['explain', '--batch', 'f'], { files: { f: text } });
  return {
    code,
    stderr,
    lines: stdout
      .split('\n')
      .filter(Boolean)
      .map((line): unknown => JSON.parse(line)),
  };
}

test('a line has exactly the keys of the contract, in its order', async () => {
  const { stdout, code } = await run(['explain', '--batch', 'f'], { files: { f: JSON.stringify(base) } });
  expect(stdout).toBe(
    '{"id":"a","decision":"ALLOWED","dependsOn":[],"statements":[{"policy":"identityPolicies[0]","sid":"Ecs","index":0,"effect":"Allow"}]}\n',
  );
  expect(code).toBe(0);
});

describe('decides', () => {
  test.each<[string, object, object]>([
    [
      'what is not known',
      { ...base, identityPolicies: [allow, mfa] },
      { decision: 'DEPENDS', dependsOn: ['aws:MultiFactorAuthPresent'] },
    ],
    [
      'keys that are not listed, closed',
      { ...base, closed: true, identityPolicies: [allow, mfa] },
      { decision: 'ALLOWED' },
    ],
    [
      'a key that is known',
      {
        ...base,
        request: { ...request, context: { 'aws:MultiFactorAuthPresent': false } },
        identityPolicies: [allow, mfa],
      },
      { decision: 'DENIED', statements: [{ policy: 'identityPolicies[1]', index: 0, effect: 'Deny' }] },
    ],
    [
      'a key that is known to be absent',
      {
        ...base,
        request: { ...request, context: { 'aws:MultiFactorAuthPresent': null } },
        identityPolicies: [allow, mfa],
      },
      { decision: 'ALLOWED' },
    ],
    [
      'several values',
      { ...base, request: { ...request, context: { 'aws:TagKeys': ['a', 'b'] } } },
      { decision: 'ALLOWED' },
    ],
    [
      'a boundary',
      { ...base, permissionBoundary: { Statement: [] } },
      { decision: 'DENIED', statements: [] },
    ],
    ['a policy as text', { ...base, identityPolicies: [JSON.stringify(allow)] }, { decision: 'ALLOWED' }],
    [
      'a policy as IAM returns it',
      { ...base, identityPolicies: [encodeURIComponent(JSON.stringify(allow))] },
      { decision: 'ALLOWED' },
    ],
    [
      'a policy with a name',
      { ...base, identityPolicies: [{ name: 'ops', document: allow }] },
      { statements: [{ policy: 'ops', sid: 'Ecs', index: 0, effect: 'Allow' }] },
    ],
    [
      'a resource policy',
      {
        id: 'a',
        request,
        resourcePolicy: { Statement: { Effect: 'Allow', Principal: { AWS: USER }, Action: '*' } },
      },
      { decision: 'ALLOWED', statements: [{ policy: 'resourcePolicy', index: 0, effect: 'Allow' }] },
    ],
    [
      'a trust policy',
      {
        id: 'a',
        request: {
          principal: { Service: 'ecs-tasks.amazonaws.com' },
          action: 'sts:AssumeRole',
          resource: 'arn:aws:iam::111122223333:role/web',
        },
        trustPolicy: {
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'ecs-tasks.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        },
      },
      { decision: 'ALLOWED' },
    ],
    ['a session policy', { ...base, sessionPolicies: [{ Statement: [] }] }, { decision: 'DENIED' }],
    [
      'an action on no resource',
      { ...base, request: { principal: USER, action: 'ecs:CreateCluster' } },
      { decision: 'ALLOWED' },
    ],
  ])('%s', async (_, line, expected) => {
    expect((await explained(line)).lines).toMatchObject([{ id: 'a', ...expected }]);
  });
});

describe('says what is wrong and goes on', () => {
  test.each<[string, unknown, string]>([
    ['no JSON', '{"id"', 'is no JSON'],
    ['no object', '7', 'is no object'],
    ['no request', { id: 1 }, 'request: is no object'],
    [
      'no principal',
      { id: 1, request: { ...request, principal: 'ana' } },
      'request.principal: is no principal: an ARN of a user, role or session, a service, anonymous',
    ],
    [
      'several actions',
      { id: 1, request: { ...request, action: 'ecs:*' } },
      'request.action: is no action such as ecs:RunTask',
    ],
    [
      'a context that is none',
      { id: 1, request: { ...request, context: [] } },
      'request.context: is no object',
    ],
    [
      'a value that is none',
      { id: 1, request: { ...request, context: { 'aws:x': {} } } },
      'request.context.aws:x: is no text, number, boolean, list of them or null',
    ],
    [
      'a policy that is none',
      {
        ...base,
        identityPolicies: [allow, { Statement: [{ Effect: 'Maybe', Action: '*', Resource: '*' }] }],
      },
      'identityPolicies[1].Statement[0].Effect: is neither Allow nor Deny',
    ],
    ['policies that are no list', { ...base, identityPolicies: allow }, 'identityPolicies: is no list'],
    ['a misspelt key', { ...base, identityPolicy: [] }, 'identityPolicy: is no part of a line'],
    ['closed that is none', { ...base, closed: 'yes' }, 'closed: is neither true nor false'],
  ])('%s', async (_, line, error) => {
    const { code, lines, stderr } = await explained(line, base);
    expect(lines).toMatchObject([{ error }, { id: 'a', decision: 'ALLOWED' }]);
    expect(stderr).toBe(`line 1: ${error}\n2 requests: 1 could not be read\n`);
    expect(code).toBe(64);
  });

  test('no requests', async () => {
    expect(await run(['explain'])).toMatchObject({ code: 64, stdout: '' });
  });
});

test('hostile Sids and names of policies stay on their line', async () => {
  const hostile = { ...allow, Statement: [{ ...allow.Statement[0], Sid: '\u001b[2J\u202e\n"x' }] };
  const text = JSON.stringify({ ...base, identityPolicies: [hostile] });
  const { stdout } = await run(['explain', '--batch', 'f'], { files: { f: text } });
  expect(stdout).toMatch(/^[ -~]+\n$/);
});

describe('one request of a recorded account', () => {
  const iam = (rest: string): string => `arn:aws:iam::123456789012:${rest}`;
  const ANA = iam('user/team/ana');
  const DEPLOY = iam('role/ci/deploy');
  const REPOSITORY = 'arn:aws:ecr:eu-west-1:123456789012:repository/shop';
  const statement = (more: object): object => ({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Resource: '*', ...more },
  });
  const ops = {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Ecs', Effect: 'Allow', Action: 'ecs:*', Resource: '*' },
      {
        Sid: 'Mfa',
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    ],
  };
  const managed = (document: unknown) => ({
    policy: {
      PolicyVersionList: [
        { VersionId: 'v1', IsDefaultVersion: false },
        { VersionId: 'v2', IsDefaultVersion: true, Document: document },
      ],
    },
  });
  const RECORDED = account({
    [ANA]: { user: { GroupList: ['ops'], AttachedManagedPolicies: [] } },
    [iam('group/all/ops')]: {
      group: {
        GroupPolicyList: [{ PolicyName: 'ecs', PolicyDocument: encodeURIComponent(JSON.stringify(ops)) }],
      },
    },
    [DEPLOY]: {
      role: {
        AssumeRolePolicyDocument: {
          Statement: { Effect: 'Allow', Principal: { AWS: ANA }, Action: 'sts:AssumeRole' },
        },
        RolePolicyList: [{ PolicyName: 'all', PolicyDocument: statement({ Action: '*' }) }],
        PermissionsBoundary: { PermissionsBoundaryArn: iam('policy/limit') },
      },
    },
    [iam('policy/limit')]: managed(statement({ Action: 'ecs:*' })),
    [iam('role/admin')]: {
      role: { AttachedManagedPolicies: [{ PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }] },
    },
    [iam('user/lost')]: {
      user: { GroupList: ['gone'], PermissionsBoundary: { PermissionsBoundaryArn: iam('policy/none') } },
    },
    [REPOSITORY]: {
      repositoryPolicy: {
        policyText: JSON.stringify({
          Statement: { Effect: 'Allow', Principal: { AWS: ANA }, Action: 'ecr:BatchGetImage' },
        }),
      },
    },
  });
  const explain = (...words: readonly string[]) =>
    run(['explain', '--account', 'a', ...words], { files: { a: RECORDED, b: '{"version": 2}' } });
  const ask = (principal: string, action: string, ...words: readonly string[]) =>
    explain('--principal', principal, '--action', action, ...words);

  test.each<[string, readonly [string, string, ...string[]], string, object[]]>([
    [
      'a policy of a group',
      [ANA, 'ecs:RunTask', '--context', 'mfa=true'],
      'ALLOWED',
      [{ policy: 'group/all/ops inline ecs', sid: 'Ecs' }],
    ],
    ['a Deny under a condition', [ANA, 'ecs:RunTask', '--context', 'mfa=false'], 'DENIED', [{ sid: 'Mfa' }]],
    [
      'a key that is known to be absent',
      [ANA, 'ecs:RunTask', '--context', 'mfa='],
      'ALLOWED',
      [{ sid: 'Ecs' }],
    ],
    ['what is not known', [ANA, 'ecs:RunTask'], 'DEPENDS', [{ sid: 'Ecs' }, { sid: 'Mfa' }]],
    [
      'several values',
      [ANA, 'ecs:RunTask', '--context', 'mfa=', '--context', 'aws:TagKeys=a', '--context', 'aws:TagKeys=b'],
      'ALLOWED',
      [{ sid: 'Ecs' }],
    ],
    [
      'a role within its boundary',
      [DEPLOY, 'ecs:RunTask'],
      'ALLOWED',
      [{ policy: 'role/ci/deploy inline all' }, { policy: iam('policy/limit') }],
    ],
    ['a role beyond its boundary', [DEPLOY, 'iam:CreateUser'], 'DENIED', []],
    [
      'a session of a role with a path',
      ['arn:aws:sts::123456789012:assumed-role/deploy/x', 'ecs:RunTask'],
      'ALLOWED',
      [{}, {}],
    ],
    [
      'a trust policy',
      [ANA, 'sts:AssumeRole', '--resource', DEPLOY, '--context', 'mfa=true'],
      'ALLOWED',
      [{ policy: 'trust policy' }],
    ],
    [
      'the policy of a repository',
      [ANA, 'ecr:BatchGetImage', '--resource', REPOSITORY, '--context', 'mfa=true'],
      'ALLOWED',
      [{ policy: 'repository policy' }],
    ],
  ])('%s', async (_, words, decision, statements) => {
    const { stdout, code } = await ask(...words);
    expect(JSON.parse(stdout)).toMatchObject({ decision, unread: [] });
    expect((JSON.parse(stdout) as { readonly statements: unknown }).statements).toMatchObject(
      statements.map((each) => expect.objectContaining(each) as unknown),
    );
    expect(code).toBe(0);
  });

  test('of the live account, in the region that is named', async () => {
    const regions: string[] = [];
    const facts = recordedAccount(JSON.parse(RECORDED) as Parameters<typeof recordedAccount>[0]);
    const place = { partition: 'aws', account: '123456789012', region: 'eu-west-1' };
    const adapters = {
      liveAccount: (asked: readonly string[]): Promise<LiveAccount> => {
        regions.push(...asked);
        return Promise.resolve({ regions: [{ place, facts }] });
      },
    };
    const words = ['--principal', DEPLOY, '--action', 'ecs:RunTask', '--region', 'eu-west-1', '-o', 'table'];
    const { code, stdout } = await run(['explain', ...words], { adapters });
    expect(stdout).toContain('ALLOWED');
    expect(stdout).toContain('role/ci/deploy inline all');
    expect([code, regions]).toEqual([0, ['eu-west-1']]);
    const gone = ['--principal', iam('role/nobody'), '--action', 'ecs:RunTask'];
    expect((await run(['explain', ...gone], { adapters })).stderr).toContain('(there is none)');
  });

  test('of a live account that nobody reaches', async () => {
    const { code } = await run(['explain', '--principal', DEPLOY, '--action', 'ecs:RunTask']);
    expect(code).toBe(69);
  });

  test('in words', async () => {
    expect((await ask(ANA, 'ecs:RunTask', '--context', 'mfa=false', '-o', 'table')).stdout).toBe(
      [
        `DENIED: ${ANA} may not ecs:RunTask`,
        '  Deny by statement 1 "Mfa" of group/all/ops inline ecs',
        '  service and resource control policies of the organisation are not seen: they may deny what is allowed here',
        '',
      ].join('\n'),
    );
    expect((await ask(ANA, 's3:GetObject', '--context', 'mfa=true', '-o', 'table')).stdout).toContain(
      '\n  no statement allows it\n',
    );
    expect((await ask(ANA, 'ecs:RunTask', '-o', 'table')).stdout).toContain(
      '\n  it depends on aws:MultiFactorAuthPresent\n',
    );
  });

  test.each<[string, string, readonly string[]]>([
    ['a policy that is not in the file', iam('role/admin'), ['arn:aws:iam::aws:policy/AdministratorAccess']],
    [
      'a group and a boundary',
      iam('user/lost'),
      ['group gone', `permissions boundary ${iam('policy/none')}`],
    ],
    ['a role', iam('role/nobody'), [`${iam('role/nobody')} (it is not in the account file)`]],
  ])('what is not there is said, and exits 2: %s', async (_, principal, unread) => {
    const { code, stdout, stderr } = await ask(principal, 'ecs:RunTask');
    expect(JSON.parse(stdout)).toMatchObject({ decision: 'DENIED', unread });
    expect(stderr).toBe(unread.map((each) => `not read: ${each}\n`).join(''));
    expect(code).toBe(2);
  });

  test.each<[string, readonly string[], RegExp]>([
    ['no action', ['--principal', ANA], /needs --principal ARN and --action ACTION/],
    ['no principal', ['--action', 'ecs:RunTask'], /needs --principal ARN/],
    [
      'a principal that is none',
      ['--principal', 'x', '--action', 'ecs:RunTask'],
      /--principal: is no principal/,
    ],
    ['an action that is none', ['--principal', ANA, '--action', 'ecs:*'], /--action: is no action/],
    [
      'a context that is none',
      ['--principal', ANA, '--action', 'ecs:RunTask', '--context', 'mfa'],
      /--context mfa is not KEY=VALUE/,
    ],
    ['words', ['now'], /takes no now/],
    [
      'a format',
      ['--principal', ANA, '--action', 'ecs:RunTask', '-o', 'csv'],
      /--output table, json or ndjson/,
    ],
  ])('bad input: %s', async (_, words, message) => {
    const { code, stdout, stderr } = await explain(...words);
    expect(stderr).toMatch(message);
    expect([code, stdout]).toEqual([64, '']);
  });
});
