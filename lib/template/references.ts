import { fieldsOf } from '#domain/normalise/fields.ts';
import type { Resolver } from './resolve/resolver.ts';
import { listOf } from './resolve/values.ts';
import { getAttOf } from './text/long-form.ts';

/** The names that a resource refers to, of parameters too: in its properties and in DependsOn. Branches that are not taken do not count. */
export function referencesIn(raw: unknown, resolver: Resolver): readonly string[] {
  const resource = fieldsOf(raw) ?? {};
  const depends = resource['DependsOn'];
  const named: readonly unknown[] = Array.isArray(depends) ? depends : [depends];
  return [
    ...new Set([
      ...named.filter((each) => typeof each === 'string'),
      ...within(resource['Properties'], resolver),
    ]),
  ];
}

function within(value: unknown, resolver: Resolver): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => within(item, resolver));
  const fields = fieldsOf(value);
  if (!fields) return [];
  return Object.entries(fields).flatMap(([key, argument]) => {
    if (key === 'Ref') return typeof argument === 'string' ? [argument] : [];
    if (key === 'Fn::GetAtt') return idOf(argument);
    if (key === 'Fn::Sub') return [...variablesIn(argument), ...within(argument, resolver)];
    return within(key === 'Fn::If' ? taken(argument, resolver) : argument, resolver);
  });
}

function idOf(argument: unknown): readonly string[] {
  const [id] = typeof argument === 'string' ? getAttOf(argument) : listOf(argument);
  return typeof id === 'string' ? [id] : [];
}

function variablesIn(argument: unknown): readonly string[] {
  const [text, own] = typeof argument === 'string' ? [argument] : listOf(argument);
  if (typeof text !== 'string') return [];
  return [...text.matchAll(/\$\{([^}!]{1,300})\}/g)]
    .map(([, name = '']) => name.trim())
    .filter((name) => !Object.hasOwn(fieldsOf(own) ?? {}, name))
    .flatMap((name) => getAttOf(name).slice(0, 1));
}

function taken(argument: unknown, resolver: Resolver): unknown {
  const [name, yes, no] = listOf(argument);
  const verdict = typeof name === 'string' ? resolver.condition(name) : undefined;
  return verdict === undefined ? [yes, no] : verdict ? yes : no;
}
