import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sdkFacts } from '#aws/facts/sdk-facts.ts';
import type { ReadFactName } from '#domain/facts.ts';
import type { PrincipalRecord } from '#domain/identity.ts';
import type { FactSource } from '#domain/ports.ts';
import { isUnavailable } from '#domain/reading.ts';
import { type ResourceType, resourceOf } from '#domain/resource.ts';
import { type Answer, type Answers, type Endpoint, type Request, startEndpoint } from './endpoint.ts';
import { allows, answer, encoded, IAM_ACCOUNT, IAM_ANSWERS, roleEntry, trusts } from './iam-answers.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.close());

const SIZE = { roles: 1_000, users: 200, groups: 50, policies: 500 };
const NOW = '2026-04-14T14:02:48.000Z';
const iam = (resource: string): string => `arn:aws:iam::${IAM_ACCOUNT}:${resource}`;
const some = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const attached = (index: number) => [{ PolicyArn: iam(`policy/p${index % SIZE.policies}`) }];

/** Everything in the account, in the order in which it is paged. */
const ENTRIES = [
  ...some(SIZE.users, (index) => ({
    kind: 'User',
    entry: {
      UserName: `u${index}`,
      Arn: iam(`user/u${index}`),
      GroupList: [`g${index % SIZE.groups}`],
      AttachedManagedPolicies: attached(index),
    },
  })),
  ...some(SIZE.groups, (index) => ({
    kind: 'Group',
    entry: { GroupName: `g${index}`, Arn: iam(`group/g${index}`), AttachedManagedPolicies: attached(index) },
  })),
  ...some(SIZE.roles, (index) => ({
    kind: 'Role',
    entry: roleEntry(`r${index}`, {
      AttachedManagedPolicies: [...attached(index), ...attached(index + 1)],
      AssumeRolePolicyDocument: encoded(trusts('ecs-tasks.amazonaws.com')),
    }),
  })),
  ...some(SIZE.policies, (index) => ({
    kind: 'LocalManagedPolicy',
    entry: {
      Arn: iam(`policy/p${index}`),
      PolicyVersionList: [
        { VersionId: 'v1', IsDefaultVersion: true, Document: encoded(allows('ecs:RunTask')) },
      ],
    },
  })),
];

const LIST_OF: Readonly<Record<string, string>> = {
  User: 'UserDetailList',
  Group: 'GroupDetailList',
  Role: 'RoleDetailList',
  LocalManagedPolicy: 'Policies',
};

/** Pages as IAM makes them; it may answer fewer entries than it was asked for. */
function page({ input }: Request): Answer {
  const wanted = Object.entries(input).flatMap(([key, value]) => (key.startsWith('Filter.') ? [value] : []));
  const all = ENTRIES.filter(({ kind }) => wanted.length === 0 || wanted.includes(kind));
  const from = Number(input['Marker'] ?? 0);
  const size = Math.min(Number(input['MaxItems'] ?? 100), 300);
  const entries = all.slice(from, from + size);
  const lists = Object.entries(LIST_OF).map(([kind, list]) => [
    list,
    entries.filter((each) => each.kind === kind).map(({ entry }) => entry),
  ]);
  const isLast = from + size >= all.length;
  return answer('GetAccountAuthorizationDetails', {
    ...Object.fromEntries(lists),
    IsTruncated: !isLast,
    ...(!isLast && { Marker: from + size }),
  });
}

const HEAD =
  'user,arn,password_enabled,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_service,access_key_2_active';
const row = (index: number): string =>
  `u${index},${iam(`user/u${index}`)},true,${index % 2 === 0},true,2026-01-01T00:00:00+00:00,no_information,N/A,false`;

/** A report of that time; asked for the first time, IAM begins to make it. */
function reportOf(
  time: string,
  rows: readonly string[] = some(SIZE.users, row),
  begins = 'COMPLETE',
): Answers {
  let state = begins;
  return {
    'iam:GenerateCredentialReport': () => {
      const said = state;
      state = 'COMPLETE';
      return answer('GenerateCredentialReport', { State: said });
    },
    'iam:GetCredentialReport': answer('GetCredentialReport', {
      Content: Buffer.from(
        [HEAD, '<root_account>,arn,true,false,false,,,,false', ...rows].join('\n'),
      ).toString('base64'),
      GeneratedTime: time,
    }),
  };
}

const source = (): FactSource =>
  sdkFacts({
    partition: 'aws',
    account: IAM_ACCOUNT,
    regions: ['eu-west-1', 'us-east-1'],
    clock: { now: () => NOW },
    client: {
      endpoint: endpoint.url,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' },
      maxAttempts: 1,
    },
  });

async function listed(type: ResourceType, facts: FactSource): Promise<readonly string[]> {
  const items: string[] = [];
  let next: string | undefined;
  do {
    const listing = await facts.list(type, next);
    items.push(...listing.items);
    next = listing.next;
  } while (next !== undefined);
  return items;
}
function read(facts: FactSource, fact: ReadFactName, arn: string, freshFrom?: string) {
  const resource = resourceOf(arn);
  if (!resource) throw new Error(arn);
  return facts.read(fact, resource, {
    users: [],
    now: NOW,
    known: {},
    ...(freshFrom !== undefined && { freshFrom }),
  });
}
const asked = (): readonly string[] => endpoint.requests.map(({ action }) => action);

test('principals are in no region: each page is listed once, however many regions are watched', async () => {
  endpoint.reset({ ...IAM_ANSWERS, 'iam:GetAccountAuthorizationDetails': page });
  const all = await listed('AWS::IAM::Role', source());
  expect(new Set(all).size).toBe(all.length);
  expect(all).toHaveLength(SIZE.roles);
});

describe('a sweep over 1,000 roles, 200 users, 50 groups and 500 policies', () => {
  test('costs at most one call for ten principals, credentials and passable roles included', async () => {
    endpoint.reset({
      ...IAM_ANSWERS,
      ...reportOf(NOW, undefined, 'STARTED'),
      'iam:GetAccountAuthorizationDetails': page,
    });
    const facts = source();
    let principals = 0;
    const credentials: unknown[] = [];
    for (const type of ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'] as const) {
      for (const arn of await listed(type, facts)) {
        principals += 1;
        const reading = await read(facts, 'principal', arn, NOW);
        expect(reading).toMatchObject({ value: { arn, unread: [] } });
        if (type === 'AWS::IAM::User') credentials.push(await read(facts, 'credentials', arn, NOW));
        await read(facts, 'passableRoles', arn, NOW);
      }
    }
    console.log(`${asked().length} calls for ${principals} principals`);
    expect(credentials.filter((each) => !isUnavailable(each))).toHaveLength(SIZE.users);
    expect(principals).toBe(SIZE.roles + SIZE.users + SIZE.groups);
    expect(asked().length).toBeLessThanOrEqual(principals / 10);
  });

  test('says what one look says', async () => {
    endpoint.reset({ ...IAM_ANSWERS, 'iam:GetAccountAuthorizationDetails': page });
    const facts = source();
    await read(facts, 'principal', iam('role/r0'), NOW);
    const shared = await read(facts, 'principal', iam('user/u51'), NOW);
    expect(shared).toMatchObject({
      value: {
        policies: [{ name: iam('policy/p51'), version: 'v1', document: allows('ecs:RunTask') }],
        groups: [{ arn: iam('group/g1'), policies: [{ name: iam('policy/p1') }] }],
      } satisfies Partial<Record<keyof PrincipalRecord, unknown>>,
    });
  });

  test('what is in no region is listed once', async () => {
    endpoint.reset({ ...IAM_ANSWERS, 'iam:GetAccountAuthorizationDetails': page });
    expect(await listed('AWS::IAM::Group', source())).toHaveLength(SIZE.groups);
  });

  test.each([
    ['refused', { error: 'AccessDenied', status: 403 }, 'denied'],
    ['throttled', { error: 'Throttling', status: 400 }, 'throttled'],
  ])('%s', async (_name, failure, unavailable) => {
    endpoint.reset({ ...IAM_ANSWERS, 'iam:GetAccountAuthorizationDetails': failure });
    const facts = source();
    const failed = { unavailable, what: 'iam:GetAccountAuthorizationDetails' };
    expect(await facts.list('AWS::IAM::Role')).toMatchObject({ items: [], unavailable: failed });
    await read(facts, 'principal', iam('role/r0'), NOW);
    expect(await read(facts, 'principal', iam('role/r1'), NOW)).toEqual(failed);
  });
});

test('a burst of looks that may share nothing reads the roles that tasks can be given once', async () => {
  endpoint.reset({ ...IAM_ANSWERS, 'iam:GetAccountAuthorizationDetails': page });
  const facts = source();
  for (const name of ['r0', 'r1', 'r2'])
    for (const fact of ['passableRoles', 'organization', 'tagAuthorization'] as const)
      expect(await read(facts, fact, iam(`role/${name}`))).toHaveProperty('value');
  const times = (action: string): number => asked().filter((each) => each === action).length;
  expect(times('iam:GetAccountAuthorizationDetails')).toBe(6);
  expect(times('organizations:DescribeOrganization')).toBe(1);
  expect(times('ecs:ListAccountSettings')).toBe(2);
});

describe('looks at single principals', () => {
  test('read their own and nothing of others', async () => {
    endpoint.reset(IAM_ANSWERS);
    const facts = source();
    for (const name of ['web', 'ec2']) await read(facts, 'principal', iam(`role/${name}`));
    expect(asked()).not.toContain('iam:GetAccountAuthorizationDetails');
  });

  test('a version of a policy that is known is not read again', async () => {
    endpoint.reset(IAM_ANSWERS);
    const facts = source();
    for (let look = 0; look < 3; look++) await read(facts, 'principal', iam('role/web'));
    expect(asked().filter((action) => action === 'iam:GetPolicyVersion')).toHaveLength(1);
    expect(asked().filter((action) => action === 'iam:GetPolicy')).toHaveLength(3);
  });

  test('pages of a list are all read', async () => {
    endpoint.reset({
      ...IAM_ANSWERS,
      'iam:ListRolePolicies': ({ input }) =>
        answer(
          'ListRolePolicies',
          input['Marker'] === undefined
            ? { PolicyNames: ['a'], IsTruncated: true, Marker: 'm' }
            : { PolicyNames: ['b'], IsTruncated: false },
        ),
    });
    expect(await read(source(), 'principal', iam('role/web'))).toMatchObject({
      value: { policies: [{}, {}, {}] },
    });
  });

  test('documents of 100 kB', async () => {
    const large = { ...allows('ecs:RunTask'), Id: 'x'.repeat(100_000) };
    endpoint.reset({
      ...IAM_ANSWERS,
      'iam:GetRolePolicy': answer('GetRolePolicy', { PolicyDocument: encoded(large) }),
    });
    expect(await read(source(), 'principal', iam('role/web'))).toMatchObject({
      value: { policies: [{ document: large }, {}] },
    });
  });
});

describe('the credential report', () => {
  const credentials = async (answers: Answers, name = 'u1') => {
    endpoint.reset({ ...IAM_ANSWERS, ...answers });
    const facts = source();
    await read(facts, 'credentials', iam('user/u0'), NOW);
    return read(facts, 'credentials', iam(`user/${name}`), NOW);
  };
  const reported = {
    consolePassword: true,
    mfaDevices: 0,
    accessKeys: [{ active: true, createdAt: '2026-01-01T00:00:00.000Z' }],
  };
  /** Of the user itself: the report knows no ids. */
  const direct = expect.objectContaining({ accessKeys: [expect.objectContaining({ id: 'MPLE' })] });

  test('serves looks that may share, as of when it was made', async () => {
    expect(await credentials(reportOf('2026-04-14T14:05:00.000Z', undefined, 'STARTED'))).toEqual({
      value: reported,
      readAt: NOW,
    });
  });
  test.each<[string, Answers, string]>([
    ['is older than wanted', reportOf('2026-04-14T14:00:00.000Z'), 'u1'],
    ['does not know the user', reportOf(NOW), 'new'],
    ['has a row that is not as its head says', reportOf(NOW, ['u1,arn,true']), 'u1'],
    ['does not say what counts', reportOf(NOW, [row(1).replace(',true,false', ',N/A,N/A')]), 'u1'],
  ])('%s: the user is asked for', async (_name, answers, name) => {
    expect(await credentials(answers, name)).toMatchObject({ value: direct });
  });
  test('is refused', async () => {
    const refused = { 'iam:GenerateCredentialReport': { error: 'AccessDenied', status: 403 } };
    expect(await credentials(refused)).toEqual({
      unavailable: 'denied',
      what: 'iam:GenerateCredentialReport',
    });
  });
});
