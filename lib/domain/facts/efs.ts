import type { AccessPoints, FileSystem, FileSystemPolicy } from '#domain/file-system.ts';
import type { FactSpec } from './spec.ts';

/** What is read of EFS file systems, and of the access points that families mount them by. */
export interface EfsFacts {
  readonly fileSystem: FileSystem;
  readonly fileSystemPolicy: FileSystemPolicy;
  readonly accessPoints: AccessPoints;
}

export const EFS_FACTS = {
  fileSystem: {
    actions: ['elasticfilesystem:DescribeFileSystems'],
    bulk: [],
    needs: [],
    reads: [],
    readsUsers: true,
    identifies: true,
  },
  fileSystemPolicy: {
    actions: ['elasticfilesystem:DescribeFileSystemPolicy'],
    bulk: [],
    needs: ['fileSystem'],
    reads: [],
    readsUsers: false,
    identifies: false,
  },
  accessPoints: {
    actions: ['elasticfilesystem:DescribeAccessPoints'],
    bulk: [],
    needs: ['family'],
    reads: ['AWS::EFS::AccessPoint'],
    readsUsers: false,
    identifies: false,
  },
} as const satisfies Record<keyof EfsFacts, FactSpec>;
