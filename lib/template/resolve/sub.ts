import { type Fields, fieldsOf } from '#domain/normalise/fields.ts';
import { getAttOf } from '#template/text/long-form.ts';
import type { Context } from './context.ts';
import { LONGEST_TEXT, listOf, scalarText } from './values.ts';

const VARIABLE = /\$\{([^}]{0,300})\}/g;

/** Fn::Sub: variables of its own, parameters, resources and their attributes; `${!Literal}` is the text `${Literal}`. */
export function sub(argument: unknown, context: Context): unknown {
  const [template, variables] = typeof argument === 'string' ? [argument] : listOf(argument);
  if (typeof template !== 'string') return { 'Fn::Sub': argument };
  const own = fieldsOf(variables) ?? {};
  const known = new Map<string, string | undefined>();
  let isKnown = true;
  let size = 0;
  const text = template.replace(VARIABLE, (written, inside: string) => {
    const name = inside.trim();
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    if (!known.has(name)) known.set(name, variable(name, own, context));
    const value = known.get(name);
    size += value?.length ?? 0;
    isKnown &&= value !== undefined && size <= LONGEST_TEXT;
    return size > LONGEST_TEXT ? written : (value ?? written);
  });
  return isKnown ? text : { 'Fn::Sub': text };
}

function variable(name: string, own: Fields, context: Context): string | undefined {
  if (Object.hasOwn(own, name)) return scalarText(context.resolve(own[name]));
  const [id = '', attribute] = getAttOf(name);
  return attribute === undefined ? scalarText(context.ref(id)) : context.attribute(id, attribute);
}
