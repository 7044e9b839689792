/**
 * Three values: true, false, or not known yet with the context keys that would tell. A known part decides where it
 * can: `all` is false as soon as one part is, `any` true as soon as one is (Kleene's logic; docs/policy-decisions.md).
 */
export type Truth = boolean | Depends;

/** Not known: the context keys (as their policy writes them) whose values would decide. */
export interface Depends {
  readonly on: readonly string[];
}

export const dependsOn = (...on: readonly string[]): Depends => ({ on });

export const isUnknown = (truth: Truth): truth is Depends => typeof truth === 'object';

/** Whether every part holds; stops at the first that does not. No part: true. */
export function all(parts: Iterable<Truth>): Truth {
  const keys: string[] = [];
  for (const part of parts) {
    if (part === false) return false;
    if (part !== true) keys.push(...part.on);
  }
  return keys.length === 0 ? true : { on: once(keys) };
}

/** Whether some part holds; stops at the first that does. No part: false. */
export function any(parts: Iterable<Truth>): Truth {
  const keys: string[] = [];
  for (const part of parts) {
    if (part === true) return true;
    if (part !== false) keys.push(...part.on);
  }
  return keys.length === 0 ? false : { on: once(keys) };
}

export const not = (part: Truth): Truth => (typeof part === 'boolean' ? !part : part);

/** Each key once, whatever its case; the first spelling stays. */
function once(keys: readonly string[]): readonly string[] {
  const spelled = new Map<string, string>();
  for (const key of keys) if (!spelled.has(key.toLowerCase())) spelled.set(key.toLowerCase(), key);
  return [...spelled.values()].sort();
}
