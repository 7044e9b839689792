import { type DefinitionInScope, definitionReason, overDefinitions } from '#controls/over-definitions.ts';
import { type Evaluation, notApplicable, notAvailable, type Reason } from '#domain/evaluation.ts';
import type { Family, RevisionInScope } from '#domain/family.ts';
import { isUnreadable } from '#domain/readable.ts';
import type { Container, TaskDefinition } from '#domain/task-definition.ts';

/** A container of one revision of a family, with what its verdict may depend on. */
export interface ContainerInScope extends DefinitionInScope {
  readonly container: Container;
}

/**
 * The verdict on a family from the verdict on each container of each revision in scope, in the order of
 * `overDefinitions`.
 */
export const overContainers = (
  family: Family,
  judge: (each: ContainerInScope) => Evaluation,
  exempt?: (definition: TaskDefinition) => string | undefined,
): Evaluation =>
  overDefinitions(
    family,
    (each) => {
      const { definition, revision } = each;
      const judged = definition.containers
        .toSorted((a, b) => a.index - b.index)
        .map((container) => judge({ ...each, container }));
      return [...judged, ...unreadContainers(revision, definition)];
    },
    exempt,
  );

/** A list of containers that is empty or cannot be read says nothing good of any container. */
function unreadContainers(
  { revision }: RevisionInScope,
  { containers, containersUnreadable }: TaskDefinition,
): readonly Evaluation[] {
  if (containersUnreadable !== undefined)
    return [notAvailable(`revision ${revision}: its containers cannot be read (${containersUnreadable})`)];
  return containers.length === 0 ? [notAvailable(`revision ${revision} names no container`)] : [];
}

/** A reason about one setting of a container; its subject is the container unless it says another. */
export const containerReason = (
  each: ContainerInScope,
  {
    setting,
    ...reason
  }: Omit<Reason, 'subject' | 'path'> & { readonly setting: string; readonly subject?: string },
): Reason =>
  definitionReason(each, {
    subject: each.container.name,
    ...reason,
    path: `containerDefinitions[${each.container.index}].${setting}`,
  });

/** A log router is not judged by the rules of others; where it cannot be told whether it is one, it does not fail them. */
export function unlessRouter(each: ContainerInScope, judged: Evaluation): Evaluation {
  const { firelens, name } = each.container;
  if (firelens === true) return notApplicable(`container ${name} is a FireLens log router`);
  return isUnreadable(firelens) && judged.status === 'FAILED'
    ? unreadableSetting(each, 'firelensConfiguration', firelens.unreadable)
    : judged;
}

/** A setting of a container that is there but cannot be read. */
export const unreadableSetting = (
  { container }: ContainerInScope,
  setting: string,
  why: string,
): Evaluation => notAvailable(`container ${container.name}: ${setting} cannot be read (${why})`);
