import type { Arn } from './arn.ts';
import type { Readable } from './readable.ts';
import type { Unavailable } from './reading.ts';
import type { RunningImages } from './running-image.ts';

/** What the controls need to know of an ECS cluster. */
export interface Cluster {
  readonly arn: Arn;
  readonly name: string;
  /** ACTIVE, PROVISIONING, DEPROVISIONING or FAILED; INACTIVE is gone. */
  readonly status: string;
  /** Container instances that are registered with it, Managed Instances included; undefined: not said. */
  readonly containerInstances?: number;
  /** The cluster setting `containerInsights`: `enabled`, `enhanced` or `disabled`; undefined when it is not set. */
  readonly containerInsights: Readable<string>;
  readonly execLogging: ExecLogging;
  readonly tags: Readonly<Record<string, string>>;
}

/** Where a cluster sends what is typed and shown in sessions of ECS Exec. */
export interface ExecLogging {
  /** `NONE`, `DEFAULT` (the awslogs driver of the container) or `OVERRIDE`; undefined: not set, which is DEFAULT. */
  readonly mode: Readable<string>;
  readonly logGroup: Readable<string>;
  readonly logGroupEncrypted: Readable<boolean>;
  readonly bucket: Readable<string>;
  readonly bucketEncrypted: Readable<boolean>;
}

/** A revision whose running containers ECS Exec can open, and who runs it so. */
export interface ExecRevision {
  readonly arn: Arn;
  /** Services by ARN; the cluster's own ARN for standalone tasks. */
  readonly users: readonly Arn[];
  /** Its containers and whether each logs by awslogs; undefined where the cluster's setting does not ask for it. */
  readonly containers?: readonly { readonly name: string; readonly awslogs: boolean }[] | Unavailable;
}

/** Who in a cluster can be opened by ECS Exec. */
export interface ExecUse {
  /**
   * `unknown` where services or standalone tasks could not be read and none of those read is; `assumed` where nothing
   * can tell (files): then what is set for it is judged as if it were used.
   */
  readonly usage: 'used' | 'unused' | 'unknown' | 'assumed';
  readonly revisions: readonly ExecRevision[];
}

/** A revision that tasks not started by a service are running in a cluster now. */
export interface StandaloneTasks {
  readonly status: string;
  readonly revisions: readonly Arn[];
  /** Whether such tasks run now, or were seen to within the last day. */
  readonly ranLately?: true;
  /** Those with a task that ECS Exec can open. */
  readonly execRevisions: readonly Arn[];
  /** The images they run. */
  readonly images: RunningImages;
}
