import { type Evaluation, failedIf } from '#domain/evaluation.ts';
import type { PrincipalRecord } from '#domain/identity.ts';
import type { Holder } from '#policy/holder.ts';
import { beyond } from './beyond.ts';
import { statementsBehind } from './ecs-powers.ts';
import { overPrincipal } from './over-principal.ts';

type Situation = Parameters<typeof overPrincipal>[1];

/** What AWS made a role of a service for: policies of its own that it may have whole, and the actions in them. */
export interface ServiceRole {
  /** Names of policies of AWS (`service-role/AmazonEC2ContainerServiceforEC2Role`). */
  readonly managed: readonly string[];
  readonly expected: readonly string[];
}

/** The verdict on a role of a service by what it may do beyond what AWS made it for. */
export const overServiceRole = (
  principal: PrincipalRecord,
  situation: Situation,
  { managed, expected }: ServiceRole,
): Evaluation =>
  overPrincipal(principal, situation, (holder) =>
    failedIf(
      beyond(without(holder, managed), expected).map(({ service, level, actions, powers }) => ({
        code: 'too-much',
        subject: `${service} ${level}`,
        severity: 'MEDIUM',
        message:
          service === '*'
            ? 'it may use all services'
            : `it may ${level === 'read' ? 'read from' : 'write to'} ${service} beyond what AWS made the role for`,
        evidence: { actions: actions.slice(0, 20), statements: statementsBehind(powers) },
      })),
    ),
  );

/** Somebody without what policies of AWS give; what those deny stays. */
function without(holder: Holder, managed: readonly string[]): Holder {
  const isOurs = (name: string): boolean => {
    const [, policy] = /^arn:[a-z-]+:iam::aws:policy\/(.+)$/.exec(name) ?? [];
    return policy !== undefined && managed.includes(policy);
  };
  const identity = holder.policies.identity.map((policy) =>
    isOurs(policy.name)
      ? { ...policy, statements: policy.statements.filter(({ effect }) => effect === 'Deny') }
      : policy,
  );
  return { ...holder, policies: { ...holder.policies, identity } };
}
