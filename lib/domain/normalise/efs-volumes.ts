import { isUnreadable, type Unreadable } from '#domain/readable.ts';
import type { EfsVolume, TaskDefinition } from '#domain/task-definition.ts';
import { type Fields, readList, readObject, readText, textOf } from './fields.ts';

/** The volumes on EFS. One that may be on EFS but cannot be read makes the list unreadable, and hides no other. */
export function efsVolumesOf(fields: Fields): Pick<TaskDefinition, 'efsVolumes' | 'volumesUnreadable'> {
  const list = readList(fields, 'volumes') ?? [];
  if (isUnreadable(list)) return { efsVolumes: [], volumesUnreadable: list.unreadable };
  const read = list.map(efsVolumeOf);
  const unreadable = read.find(isUnreadable);
  return {
    efsVolumes: read.flatMap((each) => (each === undefined || isUnreadable(each) ? [] : [each])),
    ...(unreadable && { volumesUnreadable: unreadable.unreadable }),
  };
}

/** Undefined: a volume of another kind. */
function efsVolumeOf(item: unknown, index: number): EfsVolume | Unreadable | undefined {
  const place = `volumes[${index}]`;
  const volume = readObject({ [place]: item }, place);
  if (volume === undefined || isUnreadable(volume)) return volume;
  const efs = readObject(volume, 'efsVolumeConfiguration');
  if (efs === undefined || isUnreadable(efs)) return efs;
  const authorization = readObject(efs, 'authorizationConfig') ?? {};
  const authorized = (name: string) =>
    isUnreadable(authorization) ? authorization : readText(authorization, name);
  return {
    index,
    name: textOf(volume['name']) ?? `#${index}`,
    fileSystemId: readText(efs, 'fileSystemId'),
    rootDirectory: readText(efs, 'rootDirectory'),
    transitEncryption: readText(efs, 'transitEncryption'),
    iam: authorized('iam'),
    accessPointId: authorized('accessPointId'),
  };
}
