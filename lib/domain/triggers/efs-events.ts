/** Every call of EFS that writes (IAM's service authorisation data) and what EFS records by itself, by name as CloudTrail has it. */
const EFS_CALLS = [
  'CreateAccessPoint',
  'CreateFileSystem',
  'CreateMountTarget',
  'CreateReplicationConfiguration',
  'CreateTags',
  'DeleteAccessPoint',
  'DeleteFileSystem',
  'DeleteFileSystemPolicy',
  'DeleteMountTarget',
  'DeleteReplicationConfiguration',
  'DeleteTags',
  'ModifyMountTargetSecurityGroups',
  'NewClientConnection',
  'PutAccountPreferences',
  'PutBackupPolicy',
  'PutFileSystemPolicy',
  'PutLifecycleConfiguration',
  'TagResource',
  'UntagResource',
  'UpdateFileSystem',
  'UpdateFileSystemProtection',
] as const;
export type EfsCall = (typeof EFS_CALLS)[number];

const MOUNT_TARGET = 'no control reads mount targets or their security groups';
const COPIES = 'copies of a file system change nothing of the original that is judged';

/** What changes nothing that is judged, and why. */
export const EFS_IGNORED: { readonly [Name in EfsCall]?: string } = {
  CreateFileSystem: 'nothing of ECS uses a new file system; it is looked at once a family does',
  CreateMountTarget: MOUNT_TARGET,
  DeleteMountTarget: MOUNT_TARGET,
  ModifyMountTargetSecurityGroups: MOUNT_TARGET,
  CreateReplicationConfiguration: COPIES,
  DeleteReplicationConfiguration: COPIES,
  UpdateFileSystemProtection: COPIES,
  NewClientConnection: 'a client that mounts changes nothing',
  PutAccountPreferences: 'the length of new ids changes nothing that is judged',
  PutBackupPolicy: 'no control judges backups',
  PutLifecycleConfiguration: 'storage classes change nothing that is judged',
  UpdateFileSystem: 'it changes throughput only: encryption is fixed when a file system is made',
};
