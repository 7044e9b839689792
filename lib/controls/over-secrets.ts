import { type ContainerInScope, containerReason, overContainers } from '#controls/over-containers.ts';
import { definitionsOf } from '#controls/over-definitions.ts';
import { type Evaluation, passed, type Reason } from '#domain/evaluation.ts';
import type { Family } from '#domain/family.ts';
import type { Suspect } from '#domain/task-definition.ts';

/** The verdict on what is written in a family's definitions; a pass says where nobody looked. */
export function overSecrets(family: Family, judge: (each: ContainerInScope) => Evaluation): Evaluation {
  const judged = overContainers(family, judge);
  const files = definitionsOf(family).some(({ containers }) =>
    containers.some((each) => each.environmentFiles),
  );
  return judged.status === 'PASSED' && files ? passed('environment files in S3 were not read') : judged;
}

/** A reason about one suspect: the container and the variable, or the place, are what an attacker would change. */
export const suspectReason = (
  each: ContainerInScope,
  { where, name }: Suspect,
  reason: Omit<Reason, 'subject' | 'path'>,
): Reason =>
  containerReason(each, {
    ...reason,
    setting: where,
    subject: [each.container.name, where === 'environment' ? '' : where, name].filter(Boolean).join(' '),
  });
