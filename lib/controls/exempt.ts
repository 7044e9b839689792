import { type Family, onlyOnFargate } from '#domain/family.ts';
import { isWindows, type TaskDefinition } from '#domain/task-definition.ts';

/**
 * Says of a revision why a control on the host of its tasks does not apply: on Fargate there is none that a task could
 * reach, and some settings do not exist on Windows.
 */
export const exemptWhere =
  (family: Family, says: { readonly fargate: string; readonly windows?: string }) =>
  (definition: TaskDefinition): string | undefined => {
    if (onlyOnFargate(family, definition)) return says.fargate;
    return isWindows(definition) ? says.windows : undefined;
  };
