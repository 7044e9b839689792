import { earliest } from '#domain/instant.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { placeOf } from '#domain/resource.ts';
import { isOwnRole, roleName, rolesNamedIn, type TaskRole } from '#domain/task-roles.ts';
import type { LiveAccount, Reader } from './account.ts';
import { settle } from './failure.ts';

/** The roles of a family; each that cannot be read says so by itself. A role of another account is that account's. */
export const readTaskRoles: Reader<'taskRoles'> = async ({ arn }, context, account) => {
  const { family } = context.known;
  let readAt = context.now;
  const roles: [string, TaskRole | Unavailable][] = [];
  for (const role of family ? rolesNamedIn(family) : []) {
    if (!isOwnRole(role, arn)) {
      roles.push([role, { unavailable: 'elsewhere', what: `role ${roleName(role)}` }]);
      continue;
    }
    const name = roleName(role);
    const shared = await account.shelves.roles.get(name, context, () =>
      roleNamed(name, placeOf(arn).region, account),
    );
    readAt = earliest(readAt, shared.readAt);
    roles.push([role, shared.value]);
  }
  return { value: Object.fromEntries(roles), readAt };
};

async function roleNamed(
  name: string,
  region: string,
  account: LiveAccount,
): Promise<TaskRole | Unavailable> {
  const iam = await account.iam(region);
  const found = await settle(() => iam.getRole(name));
  if (isUnavailable(found) || 'missing' in found) return found;
  return { trust: found.Role?.AssumeRolePolicyDocument };
}
