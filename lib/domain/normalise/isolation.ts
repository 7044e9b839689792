import type { Isolation, MountPoint, PortMapping } from '#domain/isolation.ts';
import { isUnreadable, type Readable, type Unreadable } from '#domain/readable.ts';
import {
  type Fields,
  readAmount,
  readBoolean,
  readCount,
  readInteger,
  readObject,
  readText,
} from './fields.ts';
import { readEach, readTexts } from './lists.ts';

/** What separates a container from its host. */
export function isolationOf(fields: Fields): Isolation {
  const linux = readObject(fields, 'linuxParameters');
  const capabilities = within(linux, (each) => readObject(each, 'capabilities'));
  const added = readTexts(capabilities, 'add');
  return {
    addedCapabilities: { ...added, items: [...new Set(added.items.map(capability))] },
    devices: readEach(linux, 'devices', (each) => readText(each, 'hostPath') ?? ''),
    dockerSecurityOptions: readTexts(fields, 'dockerSecurityOptions'),
    ulimits: readEach(fields, 'ulimits', (each) => ({
      name: nameOr(readText(each, 'name')),
      softLimit: readInteger(each, 'softLimit'),
      hardLimit: readInteger(each, 'hardLimit'),
    })),
    portMappings: readEach(fields, 'portMappings', portMapping),
    mountPoints: readEach(fields, 'mountPoints', mountPoint),
    volumesFrom: readEach(fields, 'volumesFrom', (each) => {
      const sourceContainer = readText(each, 'sourceContainer') ?? '';
      return isUnreadable(sourceContainer)
        ? sourceContainer
        : { sourceContainer, readOnly: isReadOnly(each) };
    }),
    memoryLimit: readAmount(fields, 'memory'),
    memoryReservation: readAmount(fields, 'memoryReservation'),
  };
}

const within = (outer: Readable<Fields>, read: (fields: Fields) => Readable<Fields>): Readable<Fields> =>
  outer === undefined || isUnreadable(outer) ? outer : read(outer);

/** Docker takes names with and without `CAP_`, in any case. */
const capability = (name: string): string => name.trim().toUpperCase().replace(/^CAP_/, '');

/** A limit whose name is not known is one all the same. */
const nameOr = (name: Readable<string>): string => (typeof name === 'string' ? name : '?');

const portMapping = (fields: Fields): PortMapping => {
  const protocol = readText(fields, 'protocol');
  return {
    hostPort: readCount(fields, 'hostPort'),
    containerPort: readCount(fields, 'containerPort'),
    protocol: typeof protocol === 'string' && protocol.toLowerCase() === 'udp' ? 'udp' : 'tcp',
  };
};

function mountPoint(fields: Fields): MountPoint | Unreadable {
  const sourceVolume = readText(fields, 'sourceVolume') ?? '';
  return isUnreadable(sourceVolume) ? sourceVolume : { sourceVolume, readOnly: isReadOnly(fields) };
}

/** What cannot be read is taken for the default, which is the worse: a mount that can be written to. */
const isReadOnly = (fields: Fields): boolean => readBoolean(fields, 'readOnly') === true;
