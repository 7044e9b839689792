import { type Evaluation, notApplicable } from '#domain/evaluation.ts';
import type { FileSystem } from '#domain/file-system.ts';

/** A file system that no task mounts is no matter of ECS; undefined for one that a task mounts, or may mount. */
export const unusedFileSystem = ({ users }: FileSystem): Evaluation | undefined =>
  users?.length === 0 ? notApplicable('no task definition in use mounts it') : undefined;
