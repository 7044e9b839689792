import type { Act } from '#domain/act.ts';
import type { JudgedCalls } from '#domain/behaviour.ts';
import { nameOf } from '#domain/resource.ts';
import type { Parameters } from '#domain/settings.ts';
import { matchesGlob } from '#domain/suppression.ts';
import { ECR_CHANGES } from '#domain/triggers/ecr-events.ts';
import { ECS_CHANGES } from '#domain/triggers/ecs-events.ts';

/** Every call to ECS and ECR that changes something. */
export const ECS_AND_ECR: readonly [JudgedCalls, JudgedCalls] = [
  { service: 'ecs', calls: ECS_CHANGES },
  { service: 'ecr', calls: ECR_CHANGES },
];

/** Whether the name of the one who acts is among patterns (`github-*`). */
export const isAmong = ({ principal }: Act, patterns: readonly string[]): boolean => {
  const name = principal.resource && nameOf(principal.resource);
  return name !== undefined && patterns.some((pattern) => matchesGlob(pattern, name));
};

/** `ecs:UpdateService`, for evidence: which calls it was is never what a failure is. */
export const callOf = ({ service, call }: Act): string => `${service}:${call}`;

/** Why nobody can be held to account as a person: AWS itself acts, or a service calls on somebody's behalf. */
export function serviceActs({ principal, through }: Act): string | undefined {
  if (principal.kind === 'service' || principal.kind === 'service-linked') return 'an AWS service acts';
  return through === undefined ? undefined : `${through} calls on behalf of whoever asked it`;
}

type Principals = Parameters['principals'];

/** Why no person acts, as far as the kind of principal and the settings tell. */
export function nobodyActs(act: Act, { automation }: Principals): string | undefined {
  const service = serviceActs(act);
  if (service !== undefined) return service;
  if (act.principal.kind === 'oidc') return 'a program acts, with a token of a web identity';
  return isAmong(act, automation) ? 'settings name it as automation' : undefined;
}
