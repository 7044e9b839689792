import type { Arn } from '#domain/arn.ts';
import type { AccessPoint, FileSystem, FileSystemPolicy } from '#domain/file-system.ts';
import { isUnreadable } from '#domain/readable.ts';
import { fieldsOf, readBoolean, readObject, readText, textOf, toTags } from './fields.ts';

/** A file system from one of `FileSystems` of DescribeFileSystems. Never throws. */
export function toFileSystem(raw: unknown, arn: Arn, users: readonly Arn[] | undefined): FileSystem {
  const fields = fieldsOf(raw) ?? {};
  return {
    arn,
    encrypted: readBoolean(fields, 'Encrypted'),
    ...(users && { users }),
    tags: toTags(fields['Tags']),
  };
}

/** Whether EFS describes it for a while yet, though it is gone. */
export const isDeletedFileSystem = (raw: unknown): boolean =>
  textOf(fieldsOf(raw)?.['LifeCycleState'])?.toLowerCase() === 'deleted';

/** The policy from the `Policy` of DescribeFileSystemPolicy; undefined where it answers PolicyNotFound. */
export const toFileSystemPolicy = (policy: unknown): FileSystemPolicy => ({
  text: readText({ policy }, 'policy'),
});

/** An access point from one of `AccessPoints` of DescribeAccessPoints. Never throws. */
export function toAccessPoint(raw: unknown): AccessPoint {
  const fields = fieldsOf(raw) ?? {};
  const root = readObject(fields, 'RootDirectory');
  const user = readObject(fields, 'PosixUser');
  return {
    fileSystemId: textOf(fields['FileSystemId']) ?? '',
    path: root === undefined || isUnreadable(root) ? root : readText(root, 'Path'),
    hasUser: isUnreadable(user) ? user : user !== undefined,
  };
}
