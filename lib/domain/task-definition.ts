import type { AwsSign } from './aws-use.ts';
import type { Isolation } from './isolation.ts';
import type { Readable, ReadableList, Unreadable } from './readable.ts';
import type { Found } from './secrets/detect.ts';

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
  /** `runtimePlatform.cpuArchitecture`: X86_64 or ARM64; absent on EC2, the instance decides. */
  readonly cpuArchitecture: Readable<string>;
  /** The namespaces its containers live in; `shared`, the word of daemons for the host's, is `host` here. */
  readonly networkMode: Readable<string>;
  readonly pidMode: Readable<string>;
  readonly ipcMode: Readable<string>;
  /** Memory of the whole task, as it is written (`512`, `1 GB`); undefined where there is no limit. */
  readonly memory: Readable<string>;
  readonly efsVolumes: readonly EfsVolume[];
  /** Why the list of volumes, or one in it, could not be read, when it could not. */
  readonly volumesUnreadable?: string;
  readonly hostVolumes: ReadableList<HostVolume>;
  readonly otherVolumes: ReadableList<OtherVolume>;
  /** ARN or name of the role that its containers have. */
  readonly taskRole: Readable<string>;
  /** ARN or name of the role with which ECS pulls images and fetches secrets for it. */
  readonly executionRole: Readable<string>;
  /** Absent where they were not read. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Container extends Isolation {
  readonly index: number;
  /** Its name; `#0`, `#1`, … where it has none. */
  readonly name: string;
  readonly image: Readable<string>;
  /** Its registry and repository, where only the tag or digest of the image cannot be read. */
  readonly imageOrigin?: string;
  /** Whether what is left open there can only be a digest. */
  readonly imageByDigest?: true;
  /** `disabled`: ECS runs whatever its tag names when a task starts, not when it was deployed. */
  readonly versionConsistency: Readable<string>;
  readonly privileged: Readable<boolean>;
  readonly readonlyRootFilesystem: Readable<boolean>;
  readonly essential: boolean;
  /** A FireLens log router. */
  readonly firelens: Readable<boolean>;
  /** Container paths of mounts that can be written to. */
  readonly writableMounts: readonly string[];
  readonly user: Readable<string>;
  /** `logConfiguration.logDriver`; undefined: its logs go wherever the host sends them. */
  readonly logDriver: Readable<string>;
  /** The option `mode` of its log configuration. */
  readonly logMode: Readable<string>;
  readonly suspects: readonly Suspect[];
  /** Where a secret may stand that could not be read, when there is such a place: `environment DB_PASSWORD: …`. */
  readonly suspectsUnreadable?: string;
  /** The same, where it could only be an access key of AWS. */
  readonly keysUnreadable?: string;
  /** Variables of `secrets` that hold a part of an AWS access key, by their names. */
  readonly injectedKeys: readonly string[];
  /** Variables of its environment that AWS's tools read an access key from, with a value that is known. */
  readonly namedKeys: readonly string[];
  readonly awsSigns: readonly AwsSign[];
  /** Where use of AWS may show that could not be read, when there is such a place. */
  readonly awsSignsUnreadable?: string;
  /** What ECS fetches for it before it starts, from where; never what. */
  readonly fetched: ReadableList<Fetched>;
  /** Whether it takes variables from files in S3, which are not read. */
  readonly environmentFiles: boolean;
}

/** Where a secret of a container, of its log driver or for its registry comes from. */
export interface Fetched {
  readonly service: 'secretsmanager' | 'ssm';
  /** Where that names no region it is the task's. */
  readonly region?: string;
}

/** Parts of a container in which people write secrets; named as their fields are. */
export type SuspectPlace =
  | 'environment'
  | 'command'
  | 'entryPoint'
  | 'dockerLabels'
  | 'healthCheck.command'
  | 'logConfiguration.options'
  | 'firelensConfiguration.options';

/** What looks like a secret in a container: where, under which name, of which kind. The value stays behind. */
export interface Suspect extends Found {
  readonly where: SuspectPlace;
}

/** A volume that is a place on the host: by `host.sourcePath`, or a Docker volume bound to a path by its driver's options. */
export interface HostVolume {
  readonly index: number;
  /** Its name; `#0`, `#1`, … where it has none. */
  readonly name: string;
  /** As it is written, not normalised. */
  readonly sourcePath: string | Unreadable;
  /** Whether the options of its driver make it read-only. */
  readonly readOnly: boolean;
}

/** A volume on a file system of another kind. */
export interface OtherVolume {
  readonly name: string;
  readonly kind: 'S3 Files' | 'FSx for Windows';
}

/** A volume on EFS. */
export interface EfsVolume {
  readonly index: number;
  /** Its name; `#0`, `#1`, … where it has none. */
  readonly name: string;
  readonly fileSystemId: Readable<string>;
  readonly rootDirectory: Readable<string>;
  readonly transitEncryption: Readable<string>;
  /** `authorizationConfig.iam`. */
  readonly iam: Readable<string>;
  /** `authorizationConfig.accessPointId`. */
  readonly accessPointId: Readable<string>;
}

/** Windows containers lack several settings; the family is Windows when its platform or its `ecs.os-type` says so. */
export const isWindows = ({ operatingSystem }: TaskDefinition): boolean =>
  typeof operatingSystem === 'string' && operatingSystem.toUpperCase().startsWith('WINDOWS');
