import type { Arn } from '#domain/arn.ts';
import type { AccountPrincipals, PrincipalRecord } from '#domain/identity.ts';
import { mayTrust } from '#domain/policy-hints.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable, type Reading, type Unavailable } from '#domain/reading.ts';
import { placeOf, resourceOf } from '#domain/resource.ts';
import {
  canRunAndPass,
  type HostRole,
  isOwnRole,
  type NamedRole,
  type PassableRoles,
  type RolePolicies,
  roleArnOf,
  roleName,
  rolesNamedIn,
  TASKS,
} from '#domain/task-roles.ts';
import { readPrincipal } from './account-identity.ts';
import type { Recorded } from './recorded.ts';

/** The roles of a family; one that is not recorded is not known, one whose `role` is null is not there. */
export function readRolePolicies(
  arn: Arn,
  recorded: Recorded,
  { known }: ReadContext,
): Reading<RolePolicies> {
  const roles = (known.family ? rolesNamedIn(known.family) : []).map((role) => {
    const reading: NamedRole | Unavailable = isOwnRole(role, arn)
      ? roleIn(roleArnOf(role, arn), recorded)
      : { unavailable: 'elsewhere', what: `role ${roleName(role)}` };
    return [role, reading] as const;
  });
  return { value: Object.fromEntries(roles) };
}

function roleIn(arn: Arn, recorded: Recorded): NamedRole | Unavailable {
  const reading = readPrincipal(arn, recorded);
  if ('value' in reading) return reading.value;
  if (isUnavailable(reading)) return reading;
  return recorded.get(arn)?.['role'] === null
    ? { missing: true }
    : { unavailable: 'unreadable', what: `role ${roleName(arn)} is not in the account file` };
}

/** The role in the instance profile of a container instance: the one that says it is in it. */
export function readHostRole(_arn: Arn, recorded: Recorded, { known }: ReadContext): Reading<HostRole> {
  const { host } = known;
  if (!host) return { unavailable: 'unreadable', what: 'the EC2 instance itself' };
  const { instanceProfile } = host;
  if (instanceProfile === undefined) return { value: { none: true } };
  const value = rolesIn(recorded, placeOf(instanceProfile).account).find((each) =>
    each.instanceProfiles.includes(instanceProfile),
  );
  return value
    ? { value }
    : { unavailable: 'unreadable', what: 'no role of the account file is in the instance profile' };
}

/** Every role of the file that tasks can be given. */
export function readPassableRoles(
  arn: Arn,
  recorded: Recorded,
  { known }: ReadContext,
): Reading<PassableRoles> {
  if (known.principal && !canRunAndPass(known.principal)) return { value: { roles: [], unneeded: true } };
  const { account } = placeOf(arn);
  const before = PASSABLE.get(recorded);
  if (before?.changes === recorded.changes && before.account === account) return { value: before.value };
  const value = { roles: rolesIn(recorded, account).filter((role) => mayTrust(role, TASKS)) };
  PASSABLE.set(recorded, { changes: recorded.changes, account, value });
  return { value };
}

/** Picked once from a file, for all who ask. */
const PASSABLE = new WeakMap<
  Recorded,
  { readonly changes: number; readonly account: string; readonly value: PassableRoles }
>();

/** Everybody whom the file names; one that names nobody says nothing of them. */
export function readAccountPrincipals(arn: Arn, recorded: Recorded): Reading<AccountPrincipals> {
  const principals = PRINCIPALS.flatMap((type) => principalsIn(recorded, placeOf(arn).account, type));
  return { value: { principals, ...(principals.length === 0 && { isSilent: true }) } };
}

const PRINCIPALS = ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'] as const;

const rolesIn = (recorded: Recorded, account: string): readonly PrincipalRecord[] =>
  principalsIn(recorded, account, 'AWS::IAM::Role');

const principalsIn = (
  recorded: Recorded,
  account: string,
  type: (typeof PRINCIPALS)[number],
): readonly PrincipalRecord[] =>
  [...recorded.keys()].flatMap((arn) => {
    if (resourceOf(arn)?.type !== type || placeOf(arn).account !== account) return [];
    const reading = readPrincipal(arn, recorded);
    return 'value' in reading ? [reading.value] : [];
  });
