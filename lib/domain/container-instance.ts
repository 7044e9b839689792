import type { Arn } from './arn.ts';
import type { Instant } from './instant.ts';
import { isUnreadable, type Readable } from './readable.ts';
import { isUnavailable, type Unavailable } from './reading.ts';
import { familyOfRevision, nameOf } from './resource.ts';
import { isWindows, type TaskDefinition } from './task-definition.ts';

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
  /** Where it stands; undefined where that is not said. */
  readonly vpc?: string;
  readonly subnet?: string;
  readonly securityGroups: readonly string[];
}

/** Families of which tasks in bridge mode run on an instance; read only where its metadata service would answer them. */
export interface BridgedTasks {
  readonly families: readonly string[];
  /** Why the definitions of others could not be read. */
  readonly unread: readonly Unavailable[];
}

/**
 * Whether tasks in bridge mode reach the metadata service: an answer passes one hop more to get to them (EC2 user
 * guide, "Instance metadata options"). Of a host that AWS operates nobody can change that.
 */
export const answersBridges = ({ managed, metadataEndpoint, metadataHopLimit }: Host): boolean =>
  !managed && metadataEndpoint !== 'disabled' && typeof metadataHopLimit === 'number' && metadataHopLimit > 1;

/** Whether tasks of a revision are behind the bridge: the default on Linux (ECS API reference, networkMode). */
const isBridged = (definition: TaskDefinition): boolean =>
  !isWindows(definition) &&
  (definition.networkMode === undefined ||
    definition.networkMode === 'bridge' ||
    definition.networkMode === '<default>');

/** Which of the revisions that run on an instance are bridged; one that is gone runs no more. */
export function toBridgedTasks(
  revisions: ReadonlyMap<Arn, TaskDefinition | Unavailable | undefined>,
): BridgedTasks {
  const families = new Set<string>();
  const unread: Unavailable[] = [];
  for (const [arn, definition] of revisions) {
    if (definition === undefined) continue;
    if (isUnavailable(definition)) unread.push(definition);
    else if (isUnreadable(definition.networkMode))
      unread.push({ unavailable: 'unreadable', what: definition.networkMode.unreadable });
    else if (isBridged(definition))
      families.add(nameOf({ type: 'AWS::ECS::TaskDefinition', arn: familyOfRevision(arn) }));
  }
  return { families: [...families].sort(), unread };
}

/** The image that an instance was launched from. */
export interface MachineImage {
  readonly id: string;
  readonly name: string;
  readonly createdAt?: Instant;
  /** From when on its publisher no longer recommends it. */
  readonly deprecatedAt?: Instant;
}
