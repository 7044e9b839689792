import { exemptWhere } from '#controls/exempt.ts';
import { definitionReason, overDefinitions } from '#controls/over-definitions.ts';
import { type Evaluation, failedIf, notAvailable, passed } from '#domain/evaluation.ts';
import type { Family } from '#domain/family.ts';
import { isUnreadable } from '#domain/readable.ts';
import type { TaskDefinition } from '#domain/task-definition.ts';

/** One of the namespaces that a task may share with the host it runs on. */
interface HostNamespace {
  readonly setting: 'networkMode' | 'pidMode' | 'ipcMode';
  readonly code: string;
  /** What is shared, after "shares the host's". */
  readonly shares: string;
}

/**
 * Every container of a task that shares a namespace of the host is a reason: one that is added later has the host's
 * namespace too.
 */
export const judgeHostNamespace = (family: Family, { setting, code, shares }: HostNamespace): Evaluation =>
  overDefinitions(
    family,
    (each) => {
      const { definition, revision } = each;
      const mode = definition[setting];
      if (isUnreadable(mode))
        return [
          notAvailable(`revision ${revision.revision}: ${setting} cannot be read (${mode.unreadable})`),
        ];
      if (mode !== 'host') return [passed()];
      const { operatingSystem: system } = definition;
      if (isUnreadable(system))
        return [
          notAvailable(
            `revision ${revision.revision}: the operating system cannot be read (${system.unreadable})`,
          ),
        ];
      return sharing(definition).map(([subject, who]) =>
        failedIf([
          definitionReason(each, { code, subject, message: `${who} the host's ${shares}`, path: setting }),
        ]),
      );
    },
    // Neither is supported: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
    exemptWhere(family, {
      fargate: `Fargate shares no host's ${shares} with tasks`,
      windows: `Windows containers cannot share the host's ${shares}`,
    }),
  );

/** Who shares a namespace of the task, each with its words; containers that cannot be read share it no less. */
function sharing({
  containers,
  containersUnreadable,
}: TaskDefinition): readonly (readonly [string, string])[] {
  const named = containers
    .toSorted((a, b) => a.index - b.index)
    .map(({ name }) => [name, `container ${name} shares`] as const);
  const others = containersUnreadable !== undefined || named.length === 0;
  return [...named, ...(others ? [['-', 'the containers of the task share'] as const] : [])];
}
