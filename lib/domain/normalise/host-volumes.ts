import { isUnreadable, type Readable, type ReadableList, type Unreadable } from '#domain/readable.ts';
import type { HostVolume } from '#domain/task-definition.ts';
import { type Fields, readObject, readText, textOf, unresolved } from './fields.ts';
import { readEach } from './lists.ts';

/** The volumes that are places on the host. One that may be such a place but cannot be read has a path that cannot be read. */
export const hostVolumesOf = (fields: Fields): ReadableList<HostVolume> =>
  readEach<HostVolume>(fields, 'volumes', (volume, index) => {
    const name = textOf(volume['name']) ?? `#${index}`;
    const place = hostPlace(volume) ?? boundPlace(volume);
    // Which container mounts it cannot be told.
    const why = unresolved(volume['name']);
    return place && why !== undefined ? { unreadable: why } : place && { index, name, ...place };
  });

type Place = Pick<HostVolume, 'sourcePath' | 'readOnly'>;
const place = (sourcePath: string | Unreadable, readOnly = false): Place => ({ sourcePath, readOnly });

/** Without a path Docker makes one up, which holds nothing of the host. */
function hostPlace(volume: Fields): Place | undefined {
  const host = readObject(volume, 'host');
  if (host === undefined) return undefined;
  const sourcePath = isUnreadable(host) ? host : readText(host, 'sourcePath');
  return sourcePath === undefined || sourcePath === '' ? undefined : place(sourcePath);
}

/**
 * A Docker volume of the local driver whose `device` is a path of the host: a bind mount (`o: bind`) or a file system
 * of a disk of the host (Docker reference, `docker volume create`, "Driver-specific options").
 */
function boundPlace(volume: Fields): Place | undefined {
  const docker = readObject(volume, 'dockerVolumeConfiguration');
  if (docker === undefined) return undefined;
  if (isUnreadable(docker)) return place(docker);
  const driver = readText(docker, 'driver');
  if (typeof driver === 'string' && driver !== '' && driver.toLowerCase() !== 'local') return undefined;
  const options = readObject(docker, 'driverOpts');
  if (options === undefined) return undefined;
  if (isUnreadable(options)) return place(options);
  const device = readText(options, 'device');
  if (device === undefined || (typeof device === 'string' && !device.startsWith('/'))) return undefined;
  return place(device, isReadOnly(readText(options, 'o')));
}

/** The options of mount(8), `bind,ro`. */
const isReadOnly = (options: Readable<string>): boolean =>
  typeof options === 'string' &&
  options
    .toLowerCase()
    .split(',')
    .some((each) => each.trim() === 'ro');
