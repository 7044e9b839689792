import {
  type Evaluation,
  failedIf,
  fingerprintOf,
  notApplicable,
  notAvailable,
  passed,
  type Reason,
} from '#domain/evaluation.ts';
import type { PrincipalRecord } from '#domain/identity.ts';
import type { Instant } from '#domain/instant.ts';
import type { Parameters } from '#domain/settings.ts';
import { matchesGlob } from '#domain/suppression.ts';
import type { Holder } from '#policy/holder.ts';
import { isAdministrator } from './ecs-powers.ts';
import { type Holding, holdingOf } from './holding.ts';

/** A control's question about somebody with certain policies. */
type Judge = (holder: Holder) => Evaluation;

interface Situation {
  readonly now: Instant;
  readonly parameters: Pick<Parameters, 'principals'>;
}

/** Why such a role is not judged. */
export const SERVICE_LINKED = 'a service-linked role: AWS decides what it may do';

/** Whether nobody here can change what a role may do: AWS made it for a service of its own. */
export const isServiceLinked = ({ kind, path }: PrincipalRecord): boolean =>
  kind === 'role' && path.startsWith('/aws-service-role/');

/** Whether the settings say that a principal administers the account on purpose. */
export const isKnownAdministrator = (
  { name }: PrincipalRecord,
  { principals }: Situation['parameters'],
): boolean => principals.administrators.some((pattern) => matchesGlob(pattern, name));

/**
 * The verdict on what a principal's policies give. What a group gives is said of the group, not of each user in it.
 * A failure by the policies that were read stands, unless the permissions boundary was not.
 */
export function overPrincipal(
  record: PrincipalRecord,
  { now, parameters }: Situation,
  judge: Judge,
): Evaluation {
  if (isServiceLinked(record)) return notApplicable(SERVICE_LINKED);
  const holding = holdingOf(record, now);
  const { unread, limitUnread } = holding;
  const whole = judge(holding.holder);
  const reasons = reasonsOf(whole);
  const left = ownReasons(holding, reasons, judge);
  if (left.length > 0 && !limitUnread) {
    const isKnown = isKnownAdministrator(record, parameters);
    return failedIf(left.map((reason) => told(reason, unread, isKnown)));
  }
  if (unread.length > 0) return notAvailable(sayUnread(unread));
  if (whole.status !== 'FAILED') return whole;
  return passed(
    `what it has from ${holding.groups.map(({ name }) => `group ${name}`).join(', ')} is said of the group`,
  );
}

/** What was not read, in words: the first of it. */
export const sayUnread = (unread: readonly string[]): string =>
  `not read: ${unread.slice(0, 3).join(', ')}${unread.length > 3 ? ' and more' : ''}`;

const reasonsOf = (evaluation: Evaluation): readonly Reason[] =>
  evaluation.status === 'FAILED' ? evaluation.reasons : [];

/** The reasons that no group of a user is answerable for by itself, unless the user's own policies are too. */
function ownReasons({ own, groups }: Holding, reasons: readonly Reason[], judge: Judge): readonly Reason[] {
  if (!own || reasons.length === 0) return reasons;
  const printsOf = (holder: Holder): readonly string[] => reasonsOf(judge(holder)).map(fingerprintOf);
  const mine = new Set(printsOf(own));
  const theirs = new Set(groups.flatMap(({ holder }) => printsOf(holder).flatMap(withLess)));
  return reasons.filter((reason) => mine.has(fingerprintOf(reason)) || !theirs.has(fingerprintOf(reason)));
}

/** Whoever may do everything has all of ECS, too: what a boundary leaves a user of it comes from the same group. */
const withLess = (print: string): readonly string[] =>
  print === 'administrator -' ? [print, 'all-of-ecs -'] : [print];

const told = (reason: Reason, unread: readonly string[], isKnown: boolean): Reason => ({
  ...reason,
  ...(isKnown && { severity: 'INFORMATIONAL' as const }),
  ...(unread.length > 0 && { evidence: { ...reason.evidence, unread } }),
});

/** The same of a power that administrators have anyway: they are told of once, by `iam-ecs-full-access`. */
export function overPowers(record: PrincipalRecord, situation: Situation, judge: Judge): Evaluation {
  if (isServiceLinked(record)) return notApplicable(SERVICE_LINKED);
  const { holder, limitUnread } = holdingOf(record, situation.now);
  return isAdministrator(holder) && !limitUnread
    ? notApplicable('an administrator, see iam-ecs-full-access')
    : overPrincipal(record, situation, judge);
}
