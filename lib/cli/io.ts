import type { Arn } from '#domain/arn.ts';
import type { AnyBehaviour } from '#domain/behaviour.ts';
import type { CheckedFile, RefusedFile } from '#domain/checked-file.ts';
import type { AnyControl } from '#domain/control.ts';
import type { FactSource, Store } from '#domain/ports.ts';
import type { Place } from '#domain/resource.ts';
import type { Settings } from '#domain/settings.ts';
import type { SuppressRequest } from '#domain/suppress-request.ts';
import type { Vitals } from '#domain/vitals.ts';
import type { StoryAccount } from '#monitor/story.ts';
import type { SuppressOutcome } from '#monitor/suppress.ts';

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
  /** Whether stderr is one: only then is progress shown. */
  readonly showsProgress: boolean;
  /** Width of that terminal in characters; undefined: not known. */
  readonly columns?: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of a file, `-` being standard input, in pieces; throws the system's error (`code`) where there is none. */
  read(path: string): AsyncIterable<string>;
  /**
   * The files that a word means: itself, those in a directory, those that match a pattern; `-` is standard input. None:
   * nothing matches, or a directory has none of their kind. Of a word that is none of these, the file it names.
   */
  find(word: string): Promise<readonly FoundFile[]>;
  readonly adapters: Adapters;
}

/** A file to check. */
export interface FoundFile {
  readonly path: string;
  /** Whether somebody named it, so that it is meant to be checked. */
  readonly named: boolean;
}

/** What the composition root chooses for the commands. */
export interface Adapters {
  readonly version: string;
  readonly controls: readonly AnyControl[];
  /** Controls that are judged on events. */
  readonly behaviours: readonly AnyBehaviour[];
  /** Reads the operator's file; each message is a whole line. */
  parseSettings(
    text: string,
    file: string,
  ): Promise<{ readonly settings: Settings } | { readonly errors: readonly { readonly message: string }[] }>;
  /** An account recorded in a file. */
  readAccount(text: string): OpenedFile | { readonly error: string };
  /** Writes down what is read through it, beginning now. */
  recorder(): Recorder;
  /** A template or task definition in a file, to be deployed to a place if that is known. */
  readTemplate(text: string, place?: Place): CheckedFile | RefusedFile;
  /** How much of a template's text is worth reading, in characters. */
  readonly longestTemplate: number;
  /** Checks what a line of a story says of the account; undefined: all is well. */
  faultInChanges(changes: unknown): string | undefined;
  /** An empty memory for one run, in which nothing expires. */
  store(): Store;
  /**
   * The live account that the environment's credentials belong to, in these regions; without any, in that of the
   * environment or profile. It, and later its facts, throw Unreachable when nobody answers, or not to these credentials.
   */
  liveAccount(regions: readonly string[]): Promise<LiveAccount>;
  /** A deployed findings table in a region or that of the environment; reading it may throw Unreachable. */
  findingsTable(table: string, region: string | undefined): Promise<FindingsTable>;
  /** The outputs of a deployed stack; throws a UsageError where there is none, Unreachable where it cannot be read. */
  stackOutputs(of: StackName, region: string | undefined): Promise<StackOutputs>;
  /** What can be asked of a deployed monitor in a region or that of the environment; only reads. */
  vitals(region: string | undefined): Promise<Vitals>;
  /** What a deployment under these settings calls them. */
  settingsHash(settings: Settings): string;
  /** Puts a report of Docker Bench into the bucket of a deployed monitor, under a key. */
  storeReport(bucket: string, key: string, text: string, region: string | undefined): Promise<void>;
  /** Asks a deployed monitor's function to suppress a finding or end that, as the owner of the environment's credentials. */
  decide(
    functionName: string,
    request: SuppressRequest,
    region: string | undefined,
  ): Promise<SuppressOutcome>;
}

/** A stack by its name, or by a table of its own. */
export type StackName = { readonly stack: string } | { readonly table: string };
export type StackOutputs = Readonly<Record<string, string>>;

/** A live account, each of its regions with a source of facts of its own; read-only. */
export interface LiveAccount {
  readonly regions: readonly { readonly place: Place; readonly facts: FactSource }[];
}

/** An account file that could be read. */
interface OpenedFile {
  readonly account: StoryAccount;
  /** Where it was read; empty when only its ARNs tell. */
  readonly places: readonly Place[];
  /** Whether the file can tell of a resource: some of an account may have been left out. */
  covers(arn: Arn): boolean;
}

/** Keeps what sources answer, to be read again as an account file. */
interface Recorder {
  over(source: FactSource, place?: Place): FactSource;
  /** The file, as a JSON value; of the resources that `keeps` names, where it is given. */
  taken(keeps?: (resource: Arn) => boolean): object;
}

/** What the command line reads of a store. */
export type FindingsTable = Pick<Store, 'findings' | 'findingsOf'>;
