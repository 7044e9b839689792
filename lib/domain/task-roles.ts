import { type Arn, parseArn } from './arn.ts';
import type { Family } from './family.ts';
import type { PrincipalRecord } from './identity.ts';
import { mayDo } from './policy-hints.ts';
import { isUnavailable, type Unavailable } from './reading.ts';
import { iamArn, placeOf } from './resource.ts';

/** The roles that revisions in scope name, by ARN or name as they write it. */
export type RolePolicies = Readonly<Record<string, NamedRole | Unavailable>>;

/** A role, or that there is none of that name. */
export type NamedRole = PrincipalRecord | { readonly missing: true };

/** The role of the instance profile of a container instance; `none`: it has no profile, or no role is in it. */
export type HostRole = PrincipalRecord | { readonly none: true };

/** Roles of the account that tasks can be given. */
export interface PassableRoles {
  readonly roles: readonly PrincipalRecord[];
  /** The principal can pass no role, or run nothing: none was read. */
  readonly unneeded?: true;
}

/** The role by which the containers of a task call AWS, and the one by which ECS starts it. */
const ROLES_OF_TASKS = [
  { setting: 'taskRole', as: 'task' },
  { setting: 'executionRole', as: 'execution' },
] as const;

/** The roles that the readable revisions of a family name, and as what; each once, sorted. */
export function roleUsesIn({
  revisions,
}: Family): readonly { readonly role: string; readonly as: 'task' | 'execution' }[] {
  const named = new Map<string, { readonly role: string; readonly as: 'task' | 'execution' }>();
  for (const { description } of revisions) {
    if (isUnavailable(description)) continue;
    for (const { setting, as } of ROLES_OF_TASKS) {
      const role = description[setting];
      if (typeof role === 'string') named.set(`${role} ${as}`, { role, as });
    }
  }
  return [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, use]) => use);
}

/** The roles that the readable revisions of a family name, task roles and execution roles, each once, sorted. */
export const rolesNamedIn = (family: Family): readonly string[] => [
  ...new Set(roleUsesIn(family).map(({ role }) => role)),
];

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

/** Who takes the roles of tasks, but for the suffix of its name. */
export const TASKS = 'ecs-tasks';

/** What starts tasks: with a role that the call, or a definition that it names, brings. */
const RUNS: readonly string[] = [
  'ecs:RunTask',
  'ecs:StartTask',
  'ecs:CreateService',
  'ecs:UpdateService',
  'ecs:CreateTaskSet',
  'ecs:CreateExpressGatewayService',
  'ecs:UpdateExpressGatewayService',
  'ecs:CreateDaemon',
  'ecs:UpdateDaemon',
];

/** Whether a principal may start tasks and pass roles; on the safe side. */
export const canRunAndPass = (principal: PrincipalRecord): boolean =>
  mayDo(principal, ['iam:PassRole']) && mayDo(principal, RUNS);
