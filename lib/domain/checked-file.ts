import type { Arn } from './arn.ts';
import type { FactSource } from './ports.ts';

/** What is wrong with a file, or cannot be told of it, and where; `line` counts from 1. The words repeat no value of the file. */
export interface Fault {
  readonly line: number;
  readonly message: string;
}

/** A resource in a file. */
export interface Spot {
  /** Its key in `Resources`; of a task-definition file its family. */
  readonly logicalId: string;
  /** What it will be called, where that is known; else its logical id. */
  readonly name: string;
  readonly line: number;
  /** The line of a setting, by its path in the API's words; of what is around it, where it is absent. */
  lineOf(path: string): number;
}

/** That somebody decided in the file itself not to be told of a failure. */
export interface WrittenSuppression {
  readonly arn: Arn;
  readonly controlId: string;
  readonly reason: string;
  readonly line: number;
  /** The last day it holds, `YYYY-MM-DD`; undefined: for as long as it is written there. */
  readonly until?: string;
}

/** A file that has been read: what it would make, as a source of facts. */
export interface CheckedFile {
  readonly facts: FactSource;
  readonly resources: ReadonlyMap<Arn, Spot>;
  readonly suppressions: readonly WrittenSuppression[];
  /** A text about its resources with what stands for them as the file's author would write it. */
  readonly say: (text: string) => string;
  /** What is wrong with parts of it; the rest can be checked. */
  readonly faults: readonly Fault[];
  /** Parts that cannot be told before deployment as a whole: they are not checked. */
  readonly notes: readonly Fault[];
}

/** A file that cannot be checked at all. */
export interface RefusedFile {
  readonly refused: Fault;
  /** It does not even look like one that is meant to be checked. */
  readonly foreign: boolean;
  /** It lies beside templates by its tool's doing, and nobody means it to be checked. */
  readonly companion?: true;
}
