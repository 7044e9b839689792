/** A JSON object that somebody else wrote: nothing is known of its values. */
export type JsonObject = Readonly<Record<string, unknown>>;

const NONE: JsonObject = {};

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value under a path of own keys; undefined where the path ends early. Never throws. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const key of path) {
    if (!isObject(here) || !Object.hasOwn(here, key)) return undefined;
    here = here[key];
  }
  return here;
}

/** The text under a path; undefined for anything else, the empty text too. */
export function text(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The object under a path; an empty one for anything else. */
export function object(value: unknown, ...path: readonly string[]): JsonObject {
  const found = at(value, ...path);
  return isObject(found) ? found : NONE;
}

/** The list under a path; an empty one for anything else. */
export function list(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The objects in the list under a path. */
export const objects = (value: unknown, ...path: readonly string[]): readonly JsonObject[] =>
  list(value, ...path).filter(isObject);

/**
 * Text that somebody else chose, for one line: without control, format and line-break characters, cut to
 * 256 characters.
 */
export const plain = (value: unknown): string =>
  typeof value === 'string'
    ? value
        .slice(0, 1024)
        .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
        .slice(0, 256)
        .replace(/\p{Cs}/gu, '')
    : '';
