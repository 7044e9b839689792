import type { PolicyDocument, PrincipalRecord } from '#domain/identity.ts';

const ACCOUNT = '123456789012';

/** A policy of one statement that allows, on everything unless it says otherwise. */
export const allowing = (action: string | readonly string[], more: object = {}): PolicyDocument => ({
  name: 'role/deploy inline allows',
  document: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*', ...more }],
  },
});

/** A trust policy that lets somebody take the role. */
export const trusting = (principal: unknown, more: object = {}): PolicyDocument => ({
  name: 'trust policy',
  document: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more }],
  },
});
const TASKS_TRUST = trusting({ Service: 'ecs-tasks.amazonaws.com' });

const ofKind = (
  kind: PrincipalRecord['kind'],
  pathAndName: string,
  says: Partial<PrincipalRecord>,
): PrincipalRecord => ({
  kind,
  arn: `arn:aws:iam::${ACCOUNT}:${kind}/${pathAndName}`,
  path: `/${pathAndName.slice(0, pathAndName.lastIndexOf('/') + 1)}`,
  name: pathAndName.slice(pathAndName.lastIndexOf('/') + 1),
  tags: {},
  policies: [],
  groups: [],
  instanceProfiles: [],
  unread: [],
  ...says,
});

/** A role that may do nothing and that tasks take, unless it says otherwise; `deploy` or `team/deploy`. */
export const role = (pathAndName: string, says: Partial<PrincipalRecord> = {}): PrincipalRecord =>
  ofKind('role', pathAndName, { trust: TASKS_TRUST, ...says });
/** A user of no group that may do nothing. */
export const user = (pathAndName: string, says: Partial<PrincipalRecord> = {}): PrincipalRecord =>
  ofKind('user', pathAndName, says);
export const group = (pathAndName: string, says: Partial<PrincipalRecord> = {}): PrincipalRecord =>
  ofKind('group', pathAndName, says);
