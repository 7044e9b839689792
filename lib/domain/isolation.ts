import type { Readable, ReadableList } from './readable.ts';

/** How far a container is kept apart from its host and from the tasks beside it. Field names are the ECS API's, where it has them. */
export interface Isolation {
  /** `linuxParameters.capabilities.add`, in capitals and without `CAP_`. */
  readonly addedCapabilities: ReadableList<string>;
  /** `hostPath` of `linuxParameters.devices`. */
  readonly devices: ReadableList<string>;
  readonly dockerSecurityOptions: ReadableList<string>;
  readonly ulimits: ReadableList<Ulimit>;
  readonly portMappings: ReadableList<PortMapping>;
  readonly mountPoints: ReadableList<MountPoint>;
  readonly volumesFrom: ReadableList<VolumesFrom>;
  /** The hard limit of its memory in MiB, as it is written; undefined where there is none (0 is none). */
  readonly memoryLimit: Readable<string>;
  /** The soft limit, which a container may exceed. */
  readonly memoryReservation: Readable<string>;
}

/** A limit of the kernel on what a container uses. */
interface Ulimit {
  readonly name: string;
  /** -1 is without limit. */
  readonly softLimit: Readable<number>;
  readonly hardLimit: Readable<number>;
}

/** A port of the container at a port of the host. */
export interface PortMapping {
  /** Undefined or 0: the host chooses one, except with the host's own network. */
  readonly hostPort: Readable<number>;
  readonly containerPort: Readable<number>;
  readonly protocol: string;
}

/** A volume in a container. */
export interface MountPoint {
  readonly sourceVolume: string;
  readonly readOnly: boolean;
}

/** Another container whose volumes a container has too. */
interface VolumesFrom {
  readonly sourceContainer: string;
  readonly readOnly: boolean;
}
