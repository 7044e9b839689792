import {
  type Evaluation,
  failedIf,
  notApplicable,
  notAvailable,
  passed,
  type Reason,
} from '#domain/evaluation.ts';
import type { PrincipalRecord } from '#domain/identity.ts';
import type { Instant } from '#domain/instant.ts';
import { isUnreadable, type Readable } from '#domain/readable.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';
import { type RolePolicies, roleName } from '#domain/task-roles.ts';
import type { Holder } from '#policy/holder.ts';
import { holdingOf } from './holding.ts';
import { type DefinitionInScope, definitionReason } from './over-definitions.ts';
import { sayUnread } from './over-principal.ts';

/** A role as a revision names it. */
export interface NamedRole {
  readonly role: Readable<string>;
  /** `task role`, `execution role`. */
  readonly called: string;
  /** The field that names it. */
  readonly path: string;
}

/** The verdict on one revision by what its role may do; `judge` gives reasons, each about the role. */
export function overRole(
  each: DefinitionInScope,
  { role, called, path }: NamedRole,
  roles: RolePolicies,
  now: Instant,
  judge: (holder: Holder, name: string, record: PrincipalRecord) => readonly Reason[],
): Evaluation {
  const where = `revision ${each.revision.revision}: its ${called}`;
  if (role === undefined) return notApplicable(`it has no ${called}`);
  if (isUnreadable(role)) return notAvailable(`${where} cannot be read (${role.unreadable})`);
  const record = roles[role];
  if (record === undefined) return notAvailable(`${where} was not read`);
  if (isUnavailable(record)) return notAvailable(`${where} was not read (${sayUnavailable(record)})`);
  const name = roleName(role);
  if ('missing' in record) return notApplicable(`its ${called} ${name} does not exist, see task-role-trust`);
  const { holder, unread, limitUnread } = holdingOf(record, now);
  const reasons = judge(holder, name, record);
  if (reasons.length > 0 && !limitUnread)
    return failedIf(reasons.map((reason) => definitionReason(each, { ...reason, path })));
  return unread.length > 0 ? notAvailable(`${where}: ${sayUnread(unread)}`) : passed();
}
