import { type ContextValue, contextOf } from '#policy/context.ts';
import { type Answer, decide, type Policies } from '#policy/decide.ts';
import type { Policy, PolicyKind } from '#policy/document.ts';
import { parsePolicy } from '#policy/parse.ts';
import { type Principal, principalOf } from '#policy/principal.ts';

export const ACCOUNT = '111122223333';
export const OTHER = '444455556666';
export const USER = `arn:aws:iam::${ACCOUNT}:user/ana`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/deploy`;
export const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci`;
export const SERVICE_ARN = `arn:aws:ecs:eu-west-1:${ACCOUNT}:service/prod/web`;

type Values = Readonly<Record<string, ContextValue>>;
type Statements = object | readonly object[];

/** A policy of these statements, or a failing test. */
export function policy(statements: Statements, kind: PolicyKind = 'identity', name: string = kind): Policy {
  return read({ Version: '2012-10-17', Statement: statements }, kind, name);
}

export function read(document: unknown, kind: PolicyKind = 'identity', name: string = kind): Policy {
  const parsed = parsePolicy(document, name, kind);
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors));
  return parsed.policy;
}

export function principal(text: string): Principal {
  const found = principalOf(text);
  if (!found) throw new Error(`${text} is no principal`);
  return found;
}

/** A request as a test writes it; what it does not say is an update of a service by a user, nothing else known. */
export interface Asked {
  readonly as?: string;
  readonly action?: string;
  readonly on?: string;
  readonly context?: Values;
  readonly closed?: boolean;
}

export const ask = (
  { as = USER, action = 'ecs:UpdateService', on = SERVICE_ARN, context = {}, closed = true }: Asked,
  policies: Partial<Policies>,
): Answer =>
  decide(
    { principal: principal(as), action, resource: on, context: contextOf(context, { closed }) },
    { identity: [], ...policies },
  );

export const ALLOW = { Effect: 'Allow', Action: '*', Resource: '*' };
export const DENY = { Effect: 'Deny', Action: '*', Resource: '*' };

/** What a statement under a condition does: `yes` it applies, `no`, or the keys it depends on. */
export function under(condition: object, context: Values, closed = true): string {
  const { decision, dependsOn } = ask(
    { context, closed },
    { identity: [policy({ ...ALLOW, Condition: condition })] },
  );
  return decision === 'DEPENDS' ? dependsOn.join(' ') : decision === 'ALLOWED' ? 'yes' : 'no';
}
