import type { Command } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { wrap } from './format/wrap.ts';
import { isShownBy, OPTION_NAMES, type OptionName, optionOf, saysOf } from './options.ts';

const PROGRAM = 'ecs-warden';
const WIDTH = 80;

/** The help of the program itself. */
export const generalHelp = (): string =>
  [
    `${PROGRAM}: what changed in Amazon ECS and ECR, and is it still as it should be?`,
    `Usage: ${PROGRAM} COMMAND [options]`,
    section(
      'Commands',
      COMMANDS.map(({ name, summary }) => [name, summary]),
    ),
    section('Options', optionRows(OPTION_NAMES.filter((name) => optionOf(name).of === undefined))),
    EXIT_CODES,
    `Data goes to standard output, all else to standard error.\nMore of a command, with examples: ${PROGRAM} COMMAND --help`,
  ].join('\n\n') + '\n';

/** The help of one command. */
export const commandHelp = ({ name, summary, usage, about, examples }: Command): string =>
  [
    `${PROGRAM} ${name}: ${summary}`,
    usage
      .map((each, index) => `${index === 0 ? 'Usage: ' : '       '}${PROGRAM} ${each} [options]`)
      .join('\n'),
    about,
    section(
      'Options',
      optionRows(
        OPTION_NAMES.filter((option) => isShownBy(name, option)),
        name,
      ),
    ),
    `Examples:\n${examples.map((each) => `  ${each}`).join('\n')}`,
  ].join('\n\n') + '\n';

const EXIT_CODES = section('Exit codes', [
  ['0', 'clean'],
  ['1', 'findings at or above --fail-on are open'],
  ['2', 'nothing failing, but something could not be judged'],
  ['64', 'wrong usage or bad input'],
  ['69', 'the account could not be reached'],
  ['70', 'a fault of ours (ECS_WARDEN_DEBUG=1 shows where)'],
  ['130', 'interrupted'],
]);

const optionRows = (names: readonly OptionName[], command?: string): readonly (readonly [string, string])[] =>
  names.map((name) => {
    const { short, value } = optionOf(name);
    return [
      `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
      saysOf(name, command),
    ];
  });

function section(title: string, rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, says]) => {
    const indent = ' '.repeat(width + 4);
    return `  ${name.padEnd(width)}  ${wrap(says, WIDTH - indent.length).join(`\n${indent}`)}`;
  });
  return `${title}:\n${lines.join('\n')}`;
}
