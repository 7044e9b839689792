import { type Evaluation, notApplicable, notAvailable, type Reason, together } from '#domain/evaluation.ts';
import { type Family, type FamilyUser, type RevisionInScope, sayUser } from '#domain/family.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';
import type { TaskDefinition } from '#domain/task-definition.ts';

/** One revision of a family, with what its verdict may depend on. */
export interface DefinitionInScope {
  readonly definition: TaskDefinition;
  readonly revision: RevisionInScope;
  /** The services and clusters that run this revision. */
  readonly users: readonly FamilyUser[];
}

/**
 * The verdict on a family from the verdicts on each revision in scope. Newest revision first, so that a reason points
 * at the newest one that fails. `exempt` says in words why a control does not apply to a whole revision.
 */
export function overDefinitions(
  family: Family,
  judge: (each: DefinitionInScope) => readonly Evaluation[],
  exempt: (definition: TaskDefinition) => string | undefined = () => undefined,
): Evaluation {
  const newestFirst = family.revisions.toSorted((a, b) => b.revision - a.revision);
  const parts = newestFirst.flatMap((revision): readonly Evaluation[] => {
    const { description: definition } = revision;
    if (isUnavailable(definition))
      return [notAvailable(`revision ${revision.revision}: ${sayUnavailable(definition)}`)];
    const why = exempt(definition);
    if (why !== undefined) return [notApplicable(why)];
    const users = family.users.filter(({ arn }) => revision.users.includes(arn));
    return judge({ definition, revision, users });
  });
  return together(parts, notAvailable('no revision of the family is in scope'));
}

/** A reason about a revision: its evidence names the revision and who runs it. */
export const definitionReason = ({ revision, users }: DefinitionInScope, reason: Reason): Reason => ({
  ...reason,
  evidence: {
    revisions: [String(revision.revision)],
    runBy: users.map(({ arn }) => sayUser(arn)).toSorted(),
    ...reason.evidence,
  },
});

/** The descriptions of the revisions in scope that could be read. */
export const definitionsOf = ({ revisions }: Family): readonly TaskDefinition[] =>
  revisions.flatMap(({ description }) => (isUnavailable(description) ? [] : [description]));
