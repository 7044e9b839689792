import type { Arguments } from './arguments.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import type { Format } from './options.ts';

/** A command line with its format and colours settled. */
export interface Invocation extends Arguments {
  readonly command: string;
  readonly format: Format;
}

/** One command: what its help says and what it does. */
export interface Command {
  readonly name: string;
  /** One clause, for the list of commands. */
  readonly summary: string;
  /** What follows the program's name. */
  readonly usage: readonly string[];
  /** Paragraphs, wrapped at 80 columns. */
  readonly about: string;
  readonly examples: readonly string[];
  run(invocation: Invocation, io: Io): Promise<ExitCode>;
}
