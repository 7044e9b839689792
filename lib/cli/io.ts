import type { AnyControl } from '#domain/control.ts';
import type { Store } from '#domain/ports.ts';
import type { Settings } from '#domain/settings.ts';
import type { StoryAccount } from '#monitor/story.ts';

/** A stream of text to somewhere. */
export interface Writer {
  write(text: string): Promise<void>;
  /** Whether nobody reads any more (`| head`): then writing does nothing, quietly. */
  readonly closed: boolean;
}

/** All that a command knows of the world around it. */
export interface Io {
  /** Data, and nothing else. */
  readonly stdout: Writer;
  /** Everything that is not data. */
  readonly stderr: Writer;
  /** Whether stdout is a terminal. */
  readonly isTTY: boolean;
  /** Width of that terminal in characters; undefined: not known. */
  readonly columns?: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of a file, `-` being standard input, in pieces; throws the system's error (`code`) where there is none. */
  read(path: string): AsyncIterable<string>;
  readonly adapters: Adapters;
}

/** What the composition root chooses for the commands. */
export interface Adapters {
  readonly version: string;
  readonly controls: readonly AnyControl[];
  /** Reads the operator's file; each message is a whole line. */
  parseSettings(
    text: string,
    file: string,
  ): { readonly settings: Settings } | { readonly errors: readonly { readonly message: string }[] };
  /** An account recorded in a file. */
  readAccount(text: string): { readonly account: StoryAccount } | { readonly error: string };
  /** Checks what a line of a story says of the account; undefined: all is well. */
  faultInChanges(changes: unknown): string | undefined;
  /** An empty memory for one run, in which nothing expires. */
  store(): Store;
}
