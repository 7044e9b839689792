import { resourceMatches } from './arn.ts';
import { holds } from './condition.ts';
import type { Matcher, Statement } from './document.ts';
import { globMatches } from './pattern.ts';
import { named, type PrincipalMatch } from './principal.ts';
import type { Request } from './request.ts';
import { all, any, not, type Truth } from './truth.ts';

/** A statement and whether it applies to a request. */
export interface Applied {
  readonly statement: Statement;
  /** How its `Principal` names the one who asks; `direct` in an identity policy. */
  readonly match: PrincipalMatch;
  readonly truth: Truth;
}

/** Whether a statement is about an action at all. */
export const hasAction = ({ actions }: Statement, action: readonly string[]): boolean =>
  actions.patterns.some((pattern) => globMatches(pattern.glob ?? [], action)) !== actions.not;

/** Whether a statement applies to a request, in each way that its `Principal` names who asks. */
export function applied(statement: Statement, request: Request): readonly Applied[] {
  if (!hasAction(statement, request.actionText)) return [];
  const rest = (): Truth => all(restOf(statement, request));
  return [...who(statement, request)].flatMap(([match, truth]) => {
    const whole = truth === false ? false : all([truth, rest()]);
    return whole === false ? [] : [{ statement, match, truth: whole }];
  });
}

function* restOf({ resources, conditions }: Statement, request: Request): Generator<Truth> {
  if (resources) yield resourceIn(resources, request);
  for (const condition of conditions) yield holds(condition, request.context);
}

function resourceIn({ patterns, not: negated }: Matcher, { resourceText, context }: Request): Truth {
  const found = any(patterns.map((pattern) => resourceMatches(pattern, resourceText, context)));
  return negated ? not(found) : found;
}

function who(
  { principals, effect }: Statement,
  { principal, isBounded, context }: Request,
): ReadonlyMap<PrincipalMatch, Truth> {
  if (!principals) return new Map([['direct', true]]);
  // Deny with NotPrincipal denies whoever has a permissions boundary, named or not (IAM guide, "NotPrincipal").
  if (principals.not && effect === 'Deny' && isBounded) return new Map([['direct', true]]);
  const found = named(principals, principal, context);
  return principals.not ? new Map([['direct', not(any(found.values()))]]) : found;
}
