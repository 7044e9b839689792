import { type Evaluation, notApplicable, notAvailable, type Reason, together } from '#domain/evaluation.ts';
import { type Family, type FamilyUser, type RevisionInScope, sayUser } from '#domain/family.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';
import type { Container, TaskDefinition } from '#domain/task-definition.ts';

/** A container of one revision of a family, with what its verdict may depend on. */
export interface ContainerInScope {
  readonly container: Container;
  readonly definition: TaskDefinition;
  readonly revision: RevisionInScope;
  /** The services and clusters that run this revision. */
  readonly users: readonly FamilyUser[];
}

/**
 * The verdict on a family from the verdict on each container of each revision in scope. Newest revision first, so
 * that a reason points at the newest one that fails. `exempt` says in words why a control does not apply to a whole
 * revision.
 */
export function overContainers(
  family: Family,
  judge: (each: ContainerInScope) => Evaluation,
  exempt: (definition: TaskDefinition) => string | undefined = () => undefined,
): Evaluation {
  const newestFirst = family.revisions.toSorted((a, b) => b.revision - a.revision);
  const parts = newestFirst.flatMap((revision) => judgeRevision(family, revision, judge, exempt));
  return together(parts, notAvailable('no revision of the family is in scope'));
}

function judgeRevision(
  family: Family,
  revision: RevisionInScope,
  judge: (each: ContainerInScope) => Evaluation,
  exempt: (definition: TaskDefinition) => string | undefined,
): readonly Evaluation[] {
  const { description: definition } = revision;
  if (isUnavailable(definition))
    return [notAvailable(`revision ${revision.revision}: ${sayUnavailable(definition)}`)];
  const why = exempt(definition);
  if (why !== undefined) return [notApplicable(why)];
  const users = family.users.filter(({ arn }) => revision.users.includes(arn));
  const judged = definition.containers
    .toSorted((a, b) => a.index - b.index)
    .map((container) => judge({ container, definition, revision, users }));
  return [...judged, ...unreadContainers(revision, definition)];
}

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
  { container, revision, users }: ContainerInScope,
  {
    setting,
    ...reason
  }: Omit<Reason, 'subject' | 'path'> & { readonly setting: string; readonly subject?: string },
): Reason => ({
  subject: container.name,
  ...reason,
  path: `containerDefinitions[${container.index}].${setting}`,
  evidence: {
    revisions: [String(revision.revision)],
    runBy: users.map(({ arn }) => sayUser(arn)).toSorted(),
    ...reason.evidence,
  },
});

/** A setting of a container that is there but cannot be read. */
export const unreadableSetting = (
  { container }: ContainerInScope,
  setting: string,
  why: string,
): Evaluation => notAvailable(`container ${container.name}: ${setting} cannot be read (${why})`);
