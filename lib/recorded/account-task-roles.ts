import type { Arn } from '#domain/arn.ts';
import { fieldsOf } from '#domain/normalise/fields.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable, type Reading, type Unavailable } from '#domain/reading.ts';
import {
  isOwnRole,
  roleArnOf,
  roleName,
  rolesNamedIn,
  type TaskRole,
  type TaskRoles,
} from '#domain/task-roles.ts';
import { entryOf, type Recorded } from './recorded.ts';

/** The roles of a family; one that is not recorded is not known, one whose `role` is null is not there. */
export function readTaskRoles(arn: Arn, recorded: Recorded, { known }: ReadContext): Reading<TaskRoles> {
  const roles = (known.family ? rolesNamedIn(known.family) : []).map((role) => {
    const reading: TaskRole | Unavailable = isOwnRole(role, arn)
      ? roleIn(roleArnOf(role, arn), recorded)
      : { unavailable: 'elsewhere', what: `role ${roleName(role)}` };
    return [role, reading] as const;
  });
  return { value: Object.fromEntries(roles) };
}

function roleIn(arn: Arn, recorded: Recorded): TaskRole | Unavailable {
  const entry = entryOf(recorded, arn, 'role');
  if (isUnavailable(entry)) return entry;
  if (entry) return { trust: fieldsOf(entry.value)?.['AssumeRolePolicyDocument'] };
  return recorded.get(arn)?.['role'] === null
    ? { missing: true }
    : { unavailable: 'unreadable', what: `role ${roleName(arn)} is not in the account file` };
}
