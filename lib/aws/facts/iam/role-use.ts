import type { Reader } from '#aws/facts/account.ts';
import { unlessGone } from '#aws/facts/failure.ts';
import { toDocument } from '#domain/normalise/policy-document.ts';
import { mayTrust } from '#domain/policy-hints.ts';
import type { Unavailable } from '#domain/reading.ts';
import { nameOf } from '#domain/resource.ts';
import {
  canRunAndPass,
  isOwnRole,
  type NamedRole,
  type PassableRoles,
  roleName,
  rolesNamedIn,
  TASKS,
} from '#domain/task-roles.ts';
import { type Everybody, everybody, keyOf } from './everybody.ts';
import { lately } from './lately.ts';
import { iamOf, principals } from './principals.ts';

/** The roles of a family. A role of another account is that account's. */
export const readRolePolicies: Reader<'rolePolicies'> = async ({ arn }, context, account) => {
  const { family } = context.known;
  const named = family ? rolesNamedIn(family) : [];
  const own = named.filter((role) => isOwnRole(role, arn));
  const keys = [...new Set(own.map((role) => keyOf('role', roleName(role))))];
  const { value: found, readAt } = await principals(keys, context, account);
  const roles = named.map((role): [string, NamedRole | Unavailable] =>
    own.includes(role)
      ? [role, found.get(keyOf('role', roleName(role))) ?? { missing: true }]
      : [role, { unavailable: 'elsewhere', what: `role ${roleName(role)}` }],
  );
  return { value: Object.fromEntries(roles), readAt };
};

/** Who may take a role, by one call: it is asked for of whoever acts, often. */
export const readRoleTrust: Reader<'roleTrust'> = async (resource, context, account) => {
  const iam = await iamOf(account);
  const name = nameOf(resource);
  const { value, readAt } = await account.shelves.trusts.get(name, context, async () =>
    unlessGone(async () => (await iam.getRole(name)).Role),
  );
  if (!value) return { missing: true };
  const document = value.AssumeRolePolicyDocument;
  const trust = { name: 'trust policy', document: toDocument(document) };
  return { value: document === undefined ? {} : { trust }, readAt };
};

/** The role in the instance profile of the EC2 instance under a container instance. */
export const readHostRole: Reader<'hostRole'> = async (_resource, context, account) => {
  const { host } = context.known;
  if (!host) return { unavailable: 'unreadable', what: 'the EC2 instance itself' };
  const { instanceProfile } = host;
  if (instanceProfile === undefined) return { value: { none: true } };
  const iam = await iamOf(account);
  const profile = await account.shelves.instanceProfiles.get(instanceProfile, context, async () => {
    const found = await unlessGone(() => iam.getInstanceProfile(roleName(instanceProfile)));
    return found?.InstanceProfile?.Roles?.[0]?.RoleName;
  });
  if (profile.value === undefined) return { value: { none: true }, readAt: profile.readAt };
  const key = keyOf('role', profile.value);
  const { value, readAt } = await principals([key], context, account);
  const role = value.get(key);
  return { value: role ?? { none: true }, readAt };
};

/**
 * Every role of the account that tasks can be given; read only for whoever can give one, and for many at once: what
 * others may do is known to a minute, for no event of theirs brings anybody here but the sweep.
 */
export const readPassableRoles: Reader<'passableRoles'> = async (_resource, context, account) => {
  const { principal } = context.known;
  if (principal && !canRunAndPass(principal)) return { value: { roles: [], unneeded: true } };
  const { value } = await everybody(await iamOf(account), lately(account), account);
  const known = PASSABLE.get(value) ?? passableOf(value);
  PASSABLE.set(value, known);
  return { value: known };
};

/** Picked once from each reading of the account, which many looks share. */
const PASSABLE = new WeakMap<Everybody, PassableRoles>();
const passableOf = (all: Everybody): PassableRoles => ({
  roles: [...all.values()].filter((each) => each.kind === 'role' && mayTrust(each, TASKS)),
});

/** Every user, role and group: a sweep's looks share one reading. */
export const readAccountPrincipals: Reader<'accountPrincipals'> = async (_resource, context, account) => {
  const { value, readAt } = await everybody(await iamOf(account), context, account);
  return { value: { principals: [...value.values()] }, readAt };
};
