import { type Fields, fieldsOf } from '#domain/normalise/fields.ts';
import { define } from '#template/text/json.ts';
import type { Places } from '#template/text/places.ts';
import type { Scope } from './resolver.ts';
import { listOf, scalarText } from './values.ts';

/** All loops of a template together make no more entries: it has at most 500 resources (CloudFormation quotas). */
export const MOST_BY_LOOPS = 5_000;

export const isForEach = (key: string): boolean => key.startsWith('Fn::ForEach::');

/** How a loop's list, and what it repeats, are resolved. */
interface Resolving {
  /** How many entries loops may still make. */
  readonly budget: { left: number };
  list(value: unknown): unknown;
  body(value: Fields, scope: Scope): Fields;
}

/**
 * A map with its loops (`Fn::ForEach::Name: [variable, list, {key: value}]`, of AWS::LanguageExtensions) written out. A
 * loop over a list that is not known stays as it is: what it would make cannot be read.
 */
export function expand(written: Fields, places: Places, resolving: Resolving): Fields {
  const result: Record<string, unknown> = {};
  const origins = new Map<string | number, string>();
  for (const [key, value] of Object.entries(written)) {
    const loop = isForEach(key) ? loopOf(value, resolving) : undefined;
    const made = loop ? turnsOf(loop, resolving) : [[key, value] as const];
    for (const [name, entry] of made) {
      define(result, name, entry);
      origins.set(name, key);
    }
  }
  return places.carry(written, result, (key) => origins.get(key) ?? key);
}

interface Loop {
  readonly variable: string;
  readonly items: readonly string[];
  readonly body: Fields;
}

function loopOf(value: unknown, resolving: Resolving): Loop | undefined {
  const [variable, rawItems, rawBody] = listOf(value);
  const resolved = resolving.list(rawItems);
  const items = Array.isArray(resolved) ? resolved.map(scalarText) : [undefined];
  const body = fieldsOf(rawBody);
  if (typeof variable !== 'string' || !body || !items.every((item) => item !== undefined)) return undefined;
  return { variable, items, body };
}

/** Each turn's entries, with the names that its item gives them. */
function turnsOf(
  { variable, items, body }: Loop,
  resolving: Resolving,
): readonly (readonly [string, unknown])[] {
  const { budget } = resolving;
  return items.flatMap((item) => {
    budget.left -= 1 + Object.keys(body).length;
    if (budget.left < 0) return [];
    const scope: Scope = new Map([[variable, item]]);
    return Object.entries(resolving.body(body, scope)).map(
      ([key, value]) => [bound(key, scope), value] as const,
    );
  });
}

/** `${Name}` and `&{Name}` of a loop's variable stand for its item, the second without what a logical id cannot hold. */
export function bound(text: string, scope: Scope): string {
  let result = text;
  for (const [name, value] of scope)
    result = result
      .replaceAll(`\${${name}}`, () => value)
      .replaceAll(`&{${name}}`, () => value.replace(/[^A-Za-z0-9]/g, ''));
  return result;
}
