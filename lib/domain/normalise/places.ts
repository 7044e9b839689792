import { isUnreadable } from '#domain/readable.ts';
import type { Candidate } from '#domain/secrets/detect.ts';
import type { SuspectPlace } from '#domain/task-definition.ts';
import { type Fields, readList, readObject, readText } from './fields.ts';
import { templateTexts } from './template-texts.ts';

/** A text of a container, or why it could not be read; of an intrinsic function, what of it is known. */
export interface Place extends Candidate {
  readonly where: SuspectPlace;
  readonly unreadable?: string;
}

/** Whether all that stands there could not be read, under whatever name. */
export const isWhole = ({ name, text }: Place): boolean => name === '' && text === '';

/**
 * The texts of a container in which people write values of their own. They go no further than to those who search them
 * (DESIGN.md, promise 6).
 */
export const placesOf = (fields: Fields): readonly Place[] => [
  ...variables(fields),
  ...words(fields, 'command'),
  ...words(fields, 'entryPoint'),
  ...options(fields, 'dockerLabels'),
  ...inside(fields, 'healthCheck', (check) => words(check, 'command', 'healthCheck.command')),
  ...inside(fields, 'logConfiguration', (log) => options(log, 'options', 'logConfiguration.options')),
  ...inside(fields, 'firelensConfiguration', (router) =>
    options(router, 'options', 'firelensConfiguration.options'),
  ),
];

/** The environment: a list of names and values. */
function variables(fields: Fields): readonly Place[] {
  const list = readList(fields, 'environment');
  if (isUnreadable(list)) return [unread('environment', list.unreadable)];
  return (list ?? []).flatMap((item): readonly Place[] => {
    const variable = readObject({ item }, 'item');
    if (isUnreadable(variable)) return [unread('environment', variable.unreadable)];
    const name = variable?.['name'];
    return valued('environment', typeof name === 'string' ? name : '', variable?.['value']);
  });
}

/** A map of names to values: labels and options. */
function options(fields: Fields, field: string, where: SuspectPlace = 'dockerLabels'): readonly Place[] {
  const map = readObject(fields, field);
  if (isUnreadable(map)) return [unread(where, map.unreadable)];
  return Object.entries(map ?? {}).flatMap(([name, value]) => valued(where, name, value));
}

/** A command: its words belong together, for one may be the value of the one before. */
function words(
  fields: Fields,
  field: string,
  where: SuspectPlace = field === 'entryPoint' ? 'entryPoint' : 'command',
): readonly Place[] {
  const list = readList(fields, field);
  if (isUnreadable(list)) return [unread(where, list.unreadable)];
  if (list === undefined) return [];
  return [{ where, name: '', text: list.flatMap((item) => templateTexts(item)).join(' ') }];
}

/** One value under its name. */
function valued(where: SuspectPlace, name: string, value: unknown): readonly Place[] {
  if (typeof value === 'number' || typeof value === 'boolean') return [];
  const read = readText({ value }, 'value');
  if (read === undefined) return [];
  const unreadable = isUnreadable(read) ? { unreadable: read.unreadable } : {};
  return templateTexts(value).map((text) => ({ where, name, text, ...unreadable }));
}

/** The places within an object; the object itself when it cannot be read. */
function inside(fields: Fields, field: string, read: (inner: Fields) => readonly Place[]): readonly Place[] {
  const object = readObject(fields, field);
  if (object === undefined) return [];
  return isUnreadable(object) ? [unread(PLACES[field] ?? 'command', object.unreadable)] : read(object);
}

const PLACES: Readonly<Record<string, SuspectPlace>> = {
  healthCheck: 'healthCheck.command',
  logConfiguration: 'logConfiguration.options',
  firelensConfiguration: 'firelensConfiguration.options',
};

const unread = (where: SuspectPlace, unreadable: string): Place => ({
  where,
  name: '',
  text: '',
  unreadable,
});
