import { isUnreadable, type Readable } from '#domain/readable.ts';
import { type Fields, readObject, readText } from './fields.ts';

/** The log driver a container names; the empty text is none. */
export function logDriverOf(fields: Fields): Readable<string> {
  const driver = within(readObject(fields, 'logConfiguration'), (log) => readText(log, 'logDriver'));
  return driver === '' ? undefined : driver;
}

/** Whether a container waits when its logs cannot be written (`blocking`) or drops them (`non-blocking`). */
export const logModeOf = (fields: Fields): Readable<string> =>
  within(readObject(fields, 'logConfiguration'), (log) =>
    within(readObject(log, 'options'), (options) => readText(options, 'mode')),
  );

const within = (outer: Readable<Fields>, read: (fields: Fields) => Readable<string>): Readable<string> =>
  outer === undefined || isUnreadable(outer) ? outer : read(outer);
