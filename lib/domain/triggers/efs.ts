import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { ACCESS_POINT_ID, FILE_SYSTEM_ID } from '#domain/file-system.ts';
import { accessPointArn, fileSystemArn } from '#domain/resource.ts';
import { andThen, type Found, malformed, type ServiceEvents, type Trigger } from '#domain/trigger.ts';
import { EFS_IGNORED, type EfsCall } from './efs-events.ts';
import { checked, firstSaid, needed, pathOf, said } from './names.ts';

const fileSystemNamed = (event: ChangeEvent, idOrArn: string): Found<Arn> =>
  andThen(pathOf(event, 'elasticfilesystem', 'file-system', idOrArn), (path) =>
    andThen(checked(path, FILE_SYSTEM_ID, 'file system id'), (id) => fileSystemArn(event.place, id)),
  );

const accessPointNamed = (event: ChangeEvent, idOrArn: string): Found<Arn> =>
  andThen(pathOf(event, 'elasticfilesystem', 'access-point', idOrArn), (path) =>
    andThen(checked(path, ACCESS_POINT_ID, 'access point id'), (id) => accessPointArn(event.place, id)),
  );

const fileSystem = (event: ChangeEvent): Found<readonly Arn[]> =>
  andThen(needed(said(event.request, 'fileSystemId'), 'file system'), (id) =>
    andThen(fileSystemNamed(event, id), (arn) => [arn]),
  );

/** The answer to CreateAccessPoint names the new one, the request of DeleteAccessPoint the old one. */
const accessPoint = (event: ChangeEvent): Found<readonly Arn[]> => {
  const { request, response } = event;
  const named = firstSaid(
    said(response, 'accessPointArn'),
    said(response, 'accessPointId'),
    said(request, 'accessPointId'),
  );
  return andThen(needed(named, 'access point'), (id) => andThen(accessPointNamed(event, id), (arn) => [arn]));
};

/** `resourceId` is of a file system or an access point; of the tags of access points nothing is judged. */
const tagged = (event: ChangeEvent): Found<readonly Arn[]> => {
  const named = firstSaid(said(event.request, 'resourceId'), said(event.request, 'fileSystemId'));
  return andThen(needed(named, 'resource'), (idOrArn) => {
    const id = idOrArn.slice(idOrArn.lastIndexOf('/') + 1);
    if (FILE_SYSTEM_ID.test(id)) return andThen(fileSystemNamed(event, idOrArn), (arn) => [arn]);
    return ACCESS_POINT_ID.test(id)
      ? andThen(accessPointNamed(event, idOrArn), () => [])
      : malformed('names no valid file system or access point');
  });
};

const type = 'AWS::EFS::FileSystem';

const TRIGGERS: readonly Trigger<EfsCall, never>[] = [
  {
    resourceType: type,
    calls: ['PutFileSystemPolicy', 'DeleteFileSystemPolicy'],
    locate: fileSystem,
    alters: ['fileSystemPolicy'],
  },
  {
    resourceType: type,
    calls: ['DeleteFileSystem'],
    locate: fileSystem,
    alters: ['fileSystem'],
    deletes: true,
  },
  {
    resourceType: type,
    calls: ['TagResource', 'UntagResource', 'CreateTags', 'DeleteTags'],
    locate: tagged,
    alters: [],
  },
  // What mounts by an access point is judged again; nothing else of it can change.
  {
    resourceType: 'AWS::EFS::AccessPoint',
    calls: ['CreateAccessPoint', 'DeleteAccessPoint'],
    locate: accessPoint,
    alters: [],
  },
];

export const EFS: ServiceEvents<EfsCall, never> = {
  service: 'elasticfilesystem',
  triggers: TRIGGERS,
  ignored: EFS_IGNORED,
  conditions: {},
  reduced: [],
};
