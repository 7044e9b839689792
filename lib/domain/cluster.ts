import type { Arn } from './arn.ts';

/** A revision that tasks not started by a service are running in a cluster now. */
export interface StandaloneTasks {
  readonly status: string;
  readonly revisions: readonly Arn[];
}
