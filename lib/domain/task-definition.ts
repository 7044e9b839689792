import type { Readable } from './readable.ts';

/**
 * What the controls need to know of one revision, whatever it was read from (API, file, template). Environment
 * values are never in here. Field names are the ECS API's.
 */
export interface TaskDefinition {
  readonly family: string;
  readonly revision?: number;
  readonly status?: 'ACTIVE' | 'INACTIVE' | 'DELETE_IN_PROGRESS';
  /** Daemon task definitions are judged by the same controls. */
  readonly kind: 'task' | 'daemon';
  readonly containers: readonly Container[];
  /** Why the list of containers itself could not be read, when it could not. */
  readonly containersUnreadable?: string;
  readonly requiresCompatibilities: readonly string[];
  /** `runtimePlatform.operatingSystemFamily`, or what `ecs.os-type` requires. */
  readonly operatingSystem: Readable<string>;
  /** Absent where they were not read. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Container {
  readonly index: number;
  /** Its name; `#0`, `#1`, … where it has none. */
  readonly name: string;
  readonly image: Readable<string>;
  readonly privileged: Readable<boolean>;
  readonly readonlyRootFilesystem: Readable<boolean>;
  readonly essential: boolean;
  /** A FireLens log router. */
  readonly firelens: boolean;
  /** Container paths of mounts that can be written to. */
  readonly writableMounts: readonly string[];
}

/** Windows containers lack several settings; the family is Windows when its platform or its `ecs.os-type` says so. */
export const isWindows = ({ operatingSystem }: TaskDefinition): boolean =>
  typeof operatingSystem === 'string' && operatingSystem.toUpperCase().startsWith('WINDOWS');
