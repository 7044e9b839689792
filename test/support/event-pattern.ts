/**
 * EventBridge's matching, as far as our rules and the documented examples in event-pattern.test.ts use it: exact
 * values, lists, nesting, `exists`, `prefix`, `anything-but`. Source: "Event patterns" and "Content filtering" in the
 * EventBridge user guide.
 */
type Filter =
  | string
  | number
  | boolean
  | null
  | { readonly exists: boolean }
  | { readonly prefix: string }
  | { readonly 'anything-but': string | number | readonly (string | number)[] | { readonly prefix: string } };

export interface EventPattern {
  readonly [field: string]: readonly Filter[] | EventPattern;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: readonly Filter[] | EventPattern): value is readonly Filter[] => Array.isArray(value);

/** Whether an event matches: every field of the pattern does. */
export const matches = (pattern: EventPattern, event: unknown): boolean =>
  Object.entries(pattern).every(([field, wanted]) => {
    const value = isObject(event) && Object.hasOwn(event, field) ? event[field] : undefined;
    if (isList(wanted)) return wanted.some((filter) => leafMatches(filter, value));
    // A list of objects matches when one of them does.
    return Array.isArray(value) ? value.some((each) => matches(wanted, each)) : matches(wanted, value);
  });

function leafMatches(filter: Filter, value: unknown): boolean {
  // `exists` is about leaves: an object is none.
  if (isObject(filter) && 'exists' in filter)
    return filter.exists === (value !== undefined && !isObject(value));
  // A list matches when one of its values does.
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.some((each) => each !== undefined && scalarMatches(filter, each));
}

function scalarMatches(filter: Filter, value: unknown): boolean {
  if (!isObject(filter)) return filter === value;
  if ('prefix' in filter) return typeof value === 'string' && value.startsWith(filter.prefix);
  if (!('anything-but' in filter) || isObject(value)) return false;
  const not = filter['anything-but'];
  if (typeof not === 'object' && 'prefix' in not)
    return !(typeof value === 'string' && value.startsWith(not.prefix));
  return typeof not === 'object' ? !not.some((each) => each === value) : not !== value;
}
