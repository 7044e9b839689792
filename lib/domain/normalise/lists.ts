import { isUnreadable, type Readable, type ReadableList, type Unreadable } from '#domain/readable.ts';
import { type Fields, readList, readObject, readText } from './fields.ts';

/** The items of a list of an object that may not be there, each read by itself: one that cannot be read hides no other. */
function readItems<T>(
  outer: Readable<Fields>,
  name: string,
  read: (item: Fields, place: string, index: number) => T | Unreadable | undefined,
): ReadableList<T> {
  const list = outer === undefined || isUnreadable(outer) ? outer : readList(outer, name);
  if (list === undefined) return { items: [] };
  if (isUnreadable(list)) return { items: [], unreadable: list.unreadable };
  const each = list.map((item, index) => {
    const place = `${name}[${index}]`;
    return read({ [place]: item }, place, index);
  });
  const unreadable = each.find(isUnreadable);
  return {
    items: each.flatMap((item) => (item === undefined || isUnreadable(item) ? [] : [item])),
    ...(unreadable && { unreadable: unreadable.unreadable }),
  };
}

/** A list of objects. */
export const readEach = <T>(
  outer: Readable<Fields>,
  name: string,
  read: (item: Fields, index: number) => T | Unreadable | undefined,
): ReadableList<T> =>
  readItems<T>(outer, name, (holder, place, index) => {
    const item = readObject(holder, place);
    return item === undefined || isUnreadable(item) ? item : read(item, index);
  });

/** A list of texts. */
export const readTexts = (outer: Readable<Fields>, name: string): ReadableList<string> =>
  readItems<string>(outer, name, readText);
