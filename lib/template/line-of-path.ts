import { fieldsOf } from '#domain/normalise/fields.ts';
import type { Places } from './text/places.ts';

/** The line of a setting under a path such as `containerDefinitions[0].user`; that of the innermost thing around it that is there. */
export function lineOfPath(fields: unknown, path: string, places: Places): number | undefined {
  let here = fields;
  let line: number | undefined;
  for (const [, name, index] of path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    const key = index === undefined ? (name ?? '') : Number(index);
    const next = places.lineOf(here, key);
    if (next === undefined) break;
    line = next;
    here = typeof key === 'number' ? (Array.isArray(here) ? here[key] : undefined) : fieldsOf(here)?.[key];
  }
  return line;
}
