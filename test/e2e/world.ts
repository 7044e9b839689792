import type { Aws } from './aws.ts';
import type { Cdk, Outputs } from './cdk.ts';
import type { Checks } from './checks.ts';
import type { Emulator } from './emulator.ts';
import type { Subscriber } from './subscriber.ts';
import type { Tables } from './tables.ts';

/** A deployed monitor in an account of its own, and all that a scenario needs to try it. */
export interface World {
  readonly emulator: Emulator;
  readonly cdk: Cdk;
  readonly aws: Aws;
  readonly outputs: Outputs;
  readonly tables: Tables;
  /** What subscribers of the findings topic and of the ops topic got. */
  readonly findings: Subscriber;
  readonly ops: Subscriber;
  readonly check: (...named: Parameters<Checks['check']>) => Promise<void>;
  /** For files of this run. */
  readonly folder: string;
  /** Ends what was started early. */
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/**
 * Stands in every value that may hold a secret: environment variables, commands, what is unreadable. It may be
 * nowhere but in the account itself.
 */
export const CANARY = 'canary-4b1d7e90c2f85a36';

/** The actor of every call, as the launcher's CloudTrail records name it. */
export const ACTOR = 'arn:aws:iam::000000000000:user/e2e';
