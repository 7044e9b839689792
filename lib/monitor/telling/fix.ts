import type { FindingNews } from '#domain/news.ts';
import { cleaned } from './clean.ts';
import { commandsFor } from './command.ts';
import { isResolved } from './resource-words.ts';

/** Something to do: in words, and as commands to paste. */
export interface Step {
  readonly label: 'Contain' | 'Fix';
  readonly text: string;
  readonly commands: readonly string[];
}

/** Longest text of a step: a page says the rest. */
const TEXT_MAX = 600;

/** What to do, containing first; faults that the same commands mend are one step. Nothing for what is resolved. */
export function stepsFor({ parts, resource }: FindingNews): readonly Step[] {
  const failing = parts.filter((part) => !isResolved(part));
  const contain = failing.map(({ remediation, reasons }) =>
    commandsFor(remediation.contain ?? '', resource, reasons),
  );
  const fixes = failing.map(({ remediation, reasons }) => ({
    text: remediation.text,
    commands: commandsFor(remediation.cli, resource, reasons),
  }));
  return [
    ...merged(
      'Contain',
      contain.filter(({ length }) => length > 0).map((commands) => ({ text: '', commands })),
    ),
    ...merged('Fix', fixes),
  ];
}

/** Steps with the same commands as one, whose text has each of their texts once. */
function merged(label: Step['label'], steps: readonly Omit<Step, 'label'>[]): readonly Step[] {
  const byCommands = Map.groupBy(steps, ({ commands }) => commands.join('\n'));
  return [...byCommands.values()].map((same) => ({
    label,
    text: cleaned([...new Set(same.map(({ text }) => text))].join(' '), TEXT_MAX),
    commands: same[0]?.commands ?? [],
  }));
}
