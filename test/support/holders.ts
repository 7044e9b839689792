import type { PolicyDocument, PrincipalRecord } from '#domain/identity.ts';

const ACCOUNT = '123456789012';
const iam = (resource: string): string => `arn:aws:iam::${ACCOUNT}:${resource}`;

type Statements = object | readonly object[];

/** A policy document of these statements. */
export const document = (statements: Statements, name = 'inline'): PolicyDocument => ({
  name,
  document: { Version: '2012-10-17', Statement: statements },
});

/** A statement that allows actions, on every resource unless it says otherwise. */
export const allow = (Action: string | readonly string[], says: object = {}): object => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...says,
});
export const deny = (Action: string | readonly string[], says: object = {}): object => ({
  ...allow(Action, says),
  Effect: 'Deny',
});

/** A trust policy that lets principals take a role. */
export const trust = (Principal: unknown, says: object = {}): PolicyDocument =>
  document({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...says }, 'trust policy');

/** People of the account take it, unless it says otherwise. */
const OWN_ACCOUNT = trust({ AWS: iam('root') });

const record = (
  kind: PrincipalRecord['kind'],
  name: string,
  statements: Statements,
  says: Partial<PrincipalRecord>,
): PrincipalRecord => ({
  arn: iam(`${kind}/${name}`),
  kind,
  path: '/',
  name,
  tags: {},
  groups: [],
  unread: [],
  instanceProfiles: [],
  policies: [document(statements, `${kind}/${name} inline ecs`)],
  ...says,
});

/** Role `deploy` with these statements, which people of the account take. */
export const role = (statements: Statements, says: Partial<PrincipalRecord> = {}): PrincipalRecord =>
  record('role', says.name ?? 'deploy', statements, { trust: OWN_ACCOUNT, ...says });
export const user = (statements: Statements, says: Partial<PrincipalRecord> = {}): PrincipalRecord =>
  record('user', says.name ?? 'ana', statements, says);
export const group = (statements: Statements, says: Partial<PrincipalRecord> = {}): PrincipalRecord =>
  record('group', says.name ?? 'ops', statements, says);

/** A group as its members have it. */
export const membership = (statements: Statements, name = 'ops'): PrincipalRecord['groups'][number] => ({
  arn: iam(`group/${name}`),
  policies: [document(statements, `group/${name} inline ecs`)],
});

/** A role that a service takes. */
export const roleOf = (
  service: string,
  statements: Statements,
  says: Partial<PrincipalRecord> = {},
): PrincipalRecord => role(statements, { trust: trust({ Service: service }), ...says });
