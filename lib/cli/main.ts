import { didYouMean } from '#domain/nearest.ts';
import { type Arguments, readArguments } from './arguments.ts';
import type { Command, Invocation } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { EXIT, type ExitCode, Unreachable, UsageError } from './exit-code.ts';
import { visible } from './format/visible.ts';
import { commandHelp, generalHelp } from './help.ts';
import type { Io } from './io.ts';
import { readSettings } from './settings.ts';

/** The command line: runs the words behind the program's name and says how it ended. Never throws, never exits. */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await run(readArguments(argv), io);
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof Unreachable)) return fault(error, io);
    await io.stderr.write(
      error.message
        .split('\n')
        .map((line) => `ecs-warden: ${line}\n`)
        .join(''),
    );
    return error instanceof Unreachable ? EXIT.unreachable : EXIT.usage;
  }
}

async function run(given: Arguments, io: Io): Promise<ExitCode> {
  const { version } = io.adapters;
  if (given.version) return print(`ecs-warden ${version}\n`, io);
  const asksForHelp = given.help || given.command === 'help';
  const name = given.command === 'help' ? given.operands[0] : given.command;
  if (name === undefined && asksForHelp) return print(generalHelp(), io);
  if (name === undefined) {
    await io.stderr.write(`ecs-warden: no command is given\n\n${generalHelp()}`);
    return EXIT.usage;
  }
  const command = commandOf(name);
  if (asksForHelp) return print(commandHelp(command), io);
  // A file that was named is held to it, whether this command reads settings or not.
  if (given.config !== undefined) await readSettings(given.config, io);
  return command.run(invocationOf(given, name, io), io);
}

async function print(text: string, io: Io): Promise<ExitCode> {
  await io.stdout.write(text);
  return EXIT.clean;
}

function commandOf(name: string): Command {
  const command = COMMANDS.find((each) => each.name === name);
  if (command) return command;
  const guess = didYouMean(
    name,
    COMMANDS.map((each) => each.name),
  );
  throw new UsageError(
    `there is no command ${visible(name, 100)}${guess || '; ecs-warden --help lists them'}`,
  );
}

function invocationOf(given: Arguments, command: string, { isTTY, env }: Io): Invocation {
  // no-color.org: present and not empty, whatever its value.
  const color = given.color && isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  return { ...given, command, color, format: given.output ?? (isTTY ? 'table' : 'json') };
}

/** One line for a fault of ours; where it is only for those who ask. */
async function fault(error: unknown, io: Io): Promise<ExitCode> {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const isDebugging = io.env['ECS_WARDEN_DEBUG'] === '1';
  const hint = isDebugging ? '' : ' (ECS_WARDEN_DEBUG=1 shows where)';
  await io.stderr.write(`ecs-warden: a fault of ours: ${visible(what, 300)}${hint}\n`);
  if (isDebugging && error instanceof Error) await io.stderr.write(`${error.stack ?? ''}\n`);
  return EXIT.fault;
}
