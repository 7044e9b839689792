import type { ReadableList } from '#domain/readable.ts';
import type { OtherVolume } from '#domain/task-definition.ts';
import { type Fields, readObject, textOf } from './fields.ts';
import { readEach } from './lists.ts';

const KINDS = [
  ['s3filesVolumeConfiguration', 'S3 Files'],
  ['fsxWindowsFileServerVolumeConfiguration', 'FSx for Windows'],
] as const;

/** The volumes on file systems that no control judges. */
export const otherVolumesOf = (fields: Fields): ReadableList<OtherVolume> =>
  readEach(fields, 'volumes', (volume, index) => {
    const kind = KINDS.find(([field]) => readObject(volume, field) !== undefined)?.[1];
    return kind && { name: textOf(volume['name']) ?? `#${index}`, kind };
  });
