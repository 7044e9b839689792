import { type Arn, parseArn } from './arn.ts';
import type { Family } from './family.ts';
import type { Instant } from './instant.ts';
import type { Readable } from './readable.ts';
import { isUnavailable, type Unavailable } from './reading.ts';
import { accessPointArn, fileSystemArn, placeOf, resourceOf } from './resource.ts';
import type { TaskDefinition } from './task-definition.ts';
import { type Edge, isLive } from './use.ts';

/** What the controls need to know of an EFS file system. */
export interface FileSystem {
  readonly arn: Arn;
  readonly encrypted: Readable<boolean>;
  /** The families whose tasks mount it; undefined where nothing can tell (files). */
  readonly users?: readonly Arn[];
  readonly tags: Readonly<Record<string, string>>;
}

/** The policy of a file system. */
export interface FileSystemPolicy {
  /** As JSON text; undefined: it has none. */
  readonly text: Readable<string>;
}

/** A way into a file system, as a user and at a place that it decides itself. Nothing of it can be changed once it is made. */
export interface AccessPoint {
  readonly fileSystemId: string;
  /** `RootDirectory.Path`; EFS's default is `/`. */
  readonly path: Readable<string>;
  /** Whether it makes every client one POSIX user. */
  readonly hasUser: Readable<boolean>;
}

/** The access points that a family mounts by, by id; one that is not in it is not in this account. */
export type AccessPoints = Readonly<Record<string, AccessPoint | Unavailable>>;

/** A file system of this account that a task definition mounts, and by which access point. */
export interface MountedFileSystem {
  readonly arn: Arn;
  readonly accessPoint?: { readonly id: string; readonly arn: Arn };
}

/** `fs-` and `fsap-` with hex digits, 8 or 17 of them today (EFS API reference allows 40). */
export const FILE_SYSTEM_ID = /^fs-[0-9a-f]{8,40}$/;
export const ACCESS_POINT_ID = /^fsap-[0-9a-f]{8,40}$/;

/** The id of a file system, by its id or by its ARN if it lies where `owner` does; undefined for all others. */
function fileSystemId(text: string, owner: Arn): string | undefined {
  if (FILE_SYSTEM_ID.test(text)) return text;
  const id = text.slice(text.lastIndexOf('/') + 1);
  return parseArn(text) && FILE_SYSTEM_ID.test(id) && fileSystemArn(placeOf(owner), id) === text
    ? id
    : undefined;
}

/** The file systems that a task definition mounts. An id says nothing of its account: it counts as the definition's own. */
export const mountedFileSystems = (
  { efsVolumes }: TaskDefinition,
  owner: Arn,
): readonly MountedFileSystem[] =>
  efsVolumes.flatMap(({ fileSystemId: text, accessPointId }): MountedFileSystem[] => {
    const id = typeof text === 'string' ? fileSystemId(text, owner) : undefined;
    if (id === undefined) return [];
    const place = placeOf(owner);
    const arn = fileSystemArn(place, id);
    if (typeof accessPointId !== 'string' || !ACCESS_POINT_ID.test(accessPointId)) return [{ arn }];
    return [{ arn, accessPoint: { id: accessPointId, arn: accessPointArn(place, accessPointId) } }];
  });

/** The access points that a family mounts by, each once. */
export function accessPointsOf(
  family: Family | undefined,
  owner: Arn,
): readonly NonNullable<MountedFileSystem['accessPoint']>[] {
  const points = (family?.revisions ?? []).flatMap(({ description }) =>
    isUnavailable(description)
      ? []
      : mountedFileSystems(description, owner).flatMap(({ accessPoint }) => accessPoint ?? []),
  );
  return [...new Map(points.map((each) => [each.id, each])).values()];
}

/** The families that mount a file system, from the edges that point at it. */
export const familiesMounting = (edges: readonly Edge[], now: Instant): readonly Arn[] =>
  edges
    .filter((edge) => isLive(edge, now) && resourceOf(edge.user)?.type === 'AWS::ECS::TaskDefinition')
    .map(({ user }) => user)
    .toSorted();
