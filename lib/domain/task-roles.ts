import { type Arn, parseArn } from './arn.ts';
import type { Family } from './family.ts';
import { isUnavailable, type Unavailable } from './reading.ts';
import { iamArn, placeOf } from './resource.ts';

/** The roles that revisions in scope name, by ARN or name as they write it. */
export type TaskRoles = Readonly<Record<string, TaskRole | Unavailable>>;

/** A role, or that there is none of that name. */
export type TaskRole =
  | {
      /** Its trust policy, URL-encoded JSON as IAM's API returns it, or as it was recorded. */
      readonly trust: unknown;
    }
  | { readonly missing: true };

/** The roles that the readable revisions of a family name, task roles and execution roles, each once, sorted. */
export function rolesNamedIn({ revisions }: Family): readonly string[] {
  const named = revisions.flatMap(({ description }) =>
    isUnavailable(description) ? [] : [description.taskRole, description.executionRole],
  );
  return [...new Set(named.filter((role) => typeof role === 'string'))].sort();
}

/** The last part of an ARN, whatever path it has; a name as it is. */
export const roleName = (role: string): string => role.slice(role.lastIndexOf('/') + 1);

/** The ARN of a role that a definition names; by its name alone it is one of the account of the family. */
export const roleArnOf = (role: string, family: Arn): Arn =>
  role.startsWith('arn:') ? role : iamArn(placeOf(family), 'role', role);

/** Whether a role lies in the account of a family. */
export const isOwnRole = (role: string, family: Arn): boolean => {
  const arn = parseArn(roleArnOf(role, family));
  return (
    arn?.service === 'iam' && arn.resource.startsWith('role/') && arn.account === placeOf(family).account
  );
};
