import { fieldsOf, textOf, unresolved } from '#domain/normalise/fields.ts';
import type { Unavailable } from '#domain/reading.ts';

/**
 * A policy document of a template as the API keeps it, a JSON text; undefined where there is none. One with a part that is
 * decided at deployment cannot be judged: that part may allow or deny anything.
 */
export function policyText(raw: unknown, property: string): string | undefined | Unavailable {
  const why = firstUnknown(raw);
  if (why !== undefined) return { unavailable: 'unreadable', what: `${property} (${why})` };
  return fieldsOf(raw) || Array.isArray(raw) ? JSON.stringify(raw) : textOf(raw);
}

/** Why the first part of a value that is not known before deployment is not. */
export function firstUnknown(value: unknown): string | undefined {
  if (Array.isArray(value)) return first(value);
  const fields = fieldsOf(value);
  return fields && (unresolved(fields) ?? first(Object.values(fields)));
}

function first(values: readonly unknown[]): string | undefined {
  for (const value of values) {
    const why = firstUnknown(value);
    if (why !== undefined) return why;
  }
  return undefined;
}
