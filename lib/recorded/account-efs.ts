import type { Arn } from '#domain/arn.ts';
import {
  type AccessPoints,
  accessPointsOf,
  type FileSystem,
  type FileSystemPolicy,
  familiesMounting,
} from '#domain/file-system.ts';
import { fieldsOf, textOf } from '#domain/normalise/fields.ts';
import {
  isDeletedFileSystem,
  toAccessPoint,
  toFileSystem,
  toFileSystemPolicy,
} from '#domain/normalise/file-system.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable, type Reading } from '#domain/reading.ts';
import { descriptionOf, entryOf, type Recorded } from './recorded.ts';

export function readFileSystem(
  arn: Arn,
  recorded: Recorded,
  { users, now }: ReadContext,
): Reading<FileSystem> {
  const fileSystem = descriptionOf(recorded, arn, 'fileSystem');
  if (!fileSystem) return { missing: true };
  if (isUnavailable(fileSystem)) return fileSystem;
  if (isDeletedFileSystem(fileSystem.value)) return { missing: true };
  return { value: toFileSystem(fileSystem.value, arn, familiesMounting(users, now)) };
}

/** A file system that is recorded without `policy` has none. */
export function readFileSystemPolicy(arn: Arn, recorded: Recorded): Reading<FileSystemPolicy> {
  if (!recorded.has(arn)) return { missing: true };
  const policy = entryOf(recorded, arn, 'policy');
  if (isUnavailable(policy)) return policy;
  if (!policy) return { value: toFileSystemPolicy(undefined) };
  const text = textOf(fieldsOf(policy.value)?.['Policy']);
  return text === undefined
    ? { unavailable: 'unreadable', what: 'policy of the account file' }
    : { value: toFileSystemPolicy(text) };
}

/** The access points that a family mounts by; one that is not recorded is not in the account. */
export function readAccessPoints(
  arn: Arn,
  recorded: Recorded,
  { known }: ReadContext,
): Reading<AccessPoints> {
  const found = accessPointsOf(known.family, arn).flatMap((point): [string, AccessPoints[string]][] => {
    const described = descriptionOf(recorded, point.arn, 'accessPoint');
    if (!described) return [];
    return [[point.id, isUnavailable(described) ? described : toAccessPoint(described.value)]];
  });
  return { value: Object.fromEntries(found) };
}
