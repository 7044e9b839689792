import { fieldsOf } from '#domain/normalise/fields.ts';
import { dependsOnPlace } from '#domain/undeployed.ts';
import type { Context } from './context.ts';
import { listOf, scalarText } from './values.ts';

/**
 * A value of a mapping. Where a key is not known (a region), all its entries are looked at: if they agree, the key does
 * not matter. `DefaultValue` (AWS::LanguageExtensions) stands in for a key that is not there.
 */
export function findInMap(argument: unknown, context: Context): unknown {
  const [name, top, second, more] = listOf(argument);
  const keys = [name, top, second].map((each) => context.resolve(each));
  const left = { 'Fn::FindInMap': keys };
  const [mapping, ...rest] = keys.map(knownKey);
  if (mapping === undefined) return left;
  let candidates: readonly unknown[] = [context.mapping(mapping)];
  for (const key of rest) {
    candidates = candidates.flatMap((each): readonly unknown[] => {
      const fields = fieldsOf(each) ?? {};
      if (key === undefined) return Object.values(fields);
      return Object.hasOwn(fields, key) ? [fields[key]] : [];
    });
  }
  const options = fieldsOf(more);
  if (candidates.length === 0 && options && 'DefaultValue' in options)
    return rest.includes(undefined) ? left : context.resolve(options['DefaultValue']);
  const [first, ...others] = new Map(candidates.map((each) => [JSON.stringify(each), each])).values();
  return first !== undefined && others.length === 0 ? first : left;
}

const knownKey = (key: unknown): string | undefined => {
  const text = scalarText(key);
  return text === undefined || dependsOnPlace(text) ? undefined : text;
};
