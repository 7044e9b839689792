import { fieldsOf } from '#domain/normalise/fields.ts';
import { getAttOf } from '#template/text/long-form.ts';
import { cidrBlocks } from './cidr.ts';
import type { Context, Intrinsic } from './context.ts';
import { findInMap } from './find-in-map.ts';
import { sub } from './sub.ts';
import { areEqual, hasUnknown, LONGEST_TEXT, listOf, NO_VALUE, scalarText } from './values.ts';

/**
 * The functions that can be known before deployment. Each gives its value, or what is left of it: the same function
 * with all that is known put in, so that the rest of the reading sees an intrinsic it cannot resolve.
 */
const FUNCTIONS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, context) =>
    (typeof argument === 'string' ? context.ref(argument) : undefined) ?? { Ref: argument },
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::FindInMap': findInMap,
  'Fn::If': choose,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::Base64': base64,
  'Fn::Cidr': cidr,
  'Fn::ToJsonString': toJsonString,
  'Fn::Length': length,
};

export const intrinsic = (name: string): Intrinsic | undefined =>
  Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;

function getAtt(argument: unknown, context: Context): unknown {
  const parts = typeof argument === 'string' ? getAttOf(argument) : listOf(context.resolve(argument));
  const [id, ...attribute] = parts.map(scalarText);
  const name = attribute.every((each) => each !== undefined) ? attribute.join('.') : '';
  return (id === undefined ? undefined : context.attribute(id, name)) ?? { 'Fn::GetAtt': parts };
}

/** Both branches, where the condition is not known: if they are equal, it does not matter. */
function choose(argument: unknown, context: Context): unknown {
  const [name, yes, no] = listOf(argument);
  const verdict = typeof name === 'string' ? context.condition(name) : undefined;
  if (verdict !== undefined) return context.resolve(verdict ? yes : no);
  const branches = [yes, no].map((branch) => context.resolve(branch));
  const [one, other] = branches;
  if (
    one === other ||
    (one !== NO_VALUE && other !== NO_VALUE && !hasUnknown(one) && areEqual(one, other) === true)
  )
    return one;
  return {
    'Fn::If': [name, ...branches.map((each) => (each === NO_VALUE ? { Ref: 'AWS::NoValue' } : each))],
  };
}

function join(argument: unknown, context: Context): unknown {
  const [delimiter, list] = listOf(argument);
  const parts = context.resolve(list);
  const texts = listOf(parts).map(scalarText);
  const left = { 'Fn::Join': [delimiter, parts] };
  if (typeof delimiter !== 'string' || !Array.isArray(parts) || texts.includes(undefined)) return left;
  const size = texts.reduce((sum, each) => sum + (each?.length ?? 0) + delimiter.length, 0);
  return size > LONGEST_TEXT ? left : texts.join(delimiter);
}

function select(argument: unknown, context: Context): unknown {
  const [rawIndex, rawList] = listOf(argument);
  const index = scalarText(context.resolve(rawIndex)) ?? '';
  const list = context.resolve(rawList);
  const item = /^\d{1,6}$/.test(index) ? listOf(list)[Number(index)] : undefined;
  return item ?? { 'Fn::Select': [index, list] };
}

function split(argument: unknown, context: Context): unknown {
  const [delimiter, source] = listOf(argument);
  const text = scalarText(context.resolve(source));
  if (typeof delimiter !== 'string' || delimiter === '' || text === undefined)
    return { 'Fn::Split': [delimiter, context.resolve(source)] };
  return text.split(delimiter);
}

function base64(argument: unknown, context: Context): unknown {
  const text = context.resolve(argument);
  return typeof text === 'string' ? Buffer.from(text).toString('base64') : { 'Fn::Base64': text };
}

function cidr(argument: unknown, context: Context): unknown {
  const parts = listOf(context.resolve(argument)).map(scalarText);
  return cidrBlocks(parts) ?? { 'Fn::Cidr': parts };
}

function toJsonString(argument: unknown, context: Context): unknown {
  const value = context.resolve(argument);
  return fieldsOf(value) === undefined && !Array.isArray(value)
    ? { 'Fn::ToJsonString': value }
    : hasUnknown(value)
      ? { 'Fn::ToJsonString': value }
      : JSON.stringify(value);
}

function length(argument: unknown, context: Context): unknown {
  const list = context.resolve(argument);
  return Array.isArray(list) ? list.length : { 'Fn::Length': list };
}
