import type { Arn } from './arn.ts';
import type { Readable } from './readable.ts';

/** What the controls need to know of an ECS cluster. */
export interface Cluster {
  readonly arn: Arn;
  readonly name: string;
  /** ACTIVE, PROVISIONING, DEPROVISIONING or FAILED; INACTIVE is gone. */
  readonly status: string;
  /** The cluster setting `containerInsights`: `enabled`, `enhanced` or `disabled`; undefined when it is not set. */
  readonly containerInsights: Readable<string>;
  readonly tags: Readonly<Record<string, string>>;
}

/** A revision that tasks not started by a service are running in a cluster now. */
export interface StandaloneTasks {
  readonly status: string;
  readonly revisions: readonly Arn[];
}
