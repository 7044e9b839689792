import type { Arn } from './arn.ts';
import type { Instant } from './instant.ts';
import type { Readable } from './readable.ts';

/** A machine that runs the agent of ECS and is registered with a cluster. */
export interface ContainerInstance {
  readonly arn: Arn;
  /** ACTIVE, DRAINING, REGISTERING, …; INACTIVE is gone. */
  readonly status: string;
  /** The EC2 instance, `i-…`; of an external machine its id in Systems Manager, `mi-…`. */
  readonly instanceId: string;
  /** Whether it stands outside of EC2 (ECS Anywhere). */
  readonly external: boolean;
  readonly agentConnected: Readable<boolean>;
  readonly agentVersion?: string;
  readonly registeredAt?: Instant;
  readonly tags: Readonly<Record<string, string>>;
}

/** The EC2 instance that a container instance runs on. */
export interface Host {
  readonly id: string;
  /** Whether AWS operates it (Managed Instances): then nobody else can change it. */
  readonly managed: boolean;
  readonly image: string;
  readonly launchedAt?: Instant;
  /** The instance profile whose role its programs can take. */
  readonly instanceProfile?: Arn;
  /** `enabled` or `disabled`; absent means enabled. */
  readonly metadataEndpoint: Readable<string>;
  /** `required` lets in IMDSv2 only; `optional`, and absent, lets in version 1 too. */
  readonly metadataTokens: Readable<string>;
  readonly metadataHopLimit: Readable<number>;
}

/** The image that an instance was launched from. */
export interface MachineImage {
  readonly id: string;
  readonly name: string;
  readonly createdAt?: Instant;
  /** From when on its publisher no longer recommends it. */
  readonly deprecatedAt?: Instant;
}
