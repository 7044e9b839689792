import { visible } from '#cli/format/visible.ts';
import type { Answer } from '#policy/decide.ts';
import type { Principal } from '#policy/principal.ts';
import type { Question } from '#policy/request.ts';

const SAYS = { ALLOWED: 'may', DENIED: 'may not', DEPENDS: 'may or may not' } as const;

/** An answer as people say it: the decision, and below it what decided. */
export function inWords({ principal, action, resource }: Question, answer: Answer): string {
  const { decision, dependsOn, statements } = answer;
  const on = resource === '*' ? '' : ` on ${visible(resource, 300)}`;
  const lines = statements.map(
    ({ policy, sid, index, effect }) =>
      `  ${effect} by statement ${index}${sid === undefined ? '' : ` "${visible(sid, 100)}"`} of ${visible(policy, 200)}`,
  );
  return [
    `${decision}: ${visible(nameOf(principal), 300)} ${SAYS[decision]} ${visible(action, 100)}${on}`,
    ...(dependsOn.length > 0
      ? [`  it depends on ${dependsOn.map((key) => visible(key, 200)).join(', ')}`]
      : []),
    ...lines,
    ...(decision === 'DENIED' && statements.length === 0 ? ['  no statement allows it'] : []),
    '  service and resource control policies of the organisation are not seen: they may deny what is allowed here',
  ].join('\n');
}

function nameOf(principal: Principal): string {
  if ('arn' in principal) return principal.arn;
  if (principal.type === 'service') return principal.name;
  return principal.type === 'federated' ? principal.provider : 'everybody';
}
