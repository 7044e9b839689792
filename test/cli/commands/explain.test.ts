import { describe, expect, test } from 'vitest';
import { run } from '../fake-io.ts';

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
