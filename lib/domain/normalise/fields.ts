import { type Instant, toInstant } from '#domain/instant.ts';
import type { Readable, Unreadable } from '#domain/readable.ts';

/** An object as JSON has it, with nothing known of its fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object; undefined for everything else, lists included. */
export const fieldsOf = (raw: unknown): Fields | undefined => (isFields(raw) ? raw : undefined);
const isFields = (raw: unknown): raw is Fields =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

/** The items of a list; none for everything else. */
const itemsOf = (raw: unknown): readonly unknown[] => (Array.isArray(raw) ? raw : []);

/** The objects in a list. */
export const objectsOf = (raw: unknown): readonly Fields[] =>
  itemsOf(raw)
    .map(fieldsOf)
    .filter((fields) => fields !== undefined);

/** The texts in a list. */
export const textsOf = (raw: unknown): readonly string[] =>
  itemsOf(raw).filter((item) => typeof item === 'string');

/** A text; undefined for everything else, the empty text included. */
export const textOf = (raw: unknown): string | undefined =>
  typeof raw === 'string' && raw !== '' ? raw : undefined;

/** Names that CloudFormation allows in Ref, Fn::If, Fn::GetAtt and of exports; others are left out of messages. */
const TEMPLATE_NAME = /^[A-Za-z0-9:.-]{1,255}$/;
const NAMED = new Set(['Ref', 'Fn::If', 'Fn::GetAtt', 'Fn::ImportValue', 'Fn::Sub', 'Condition']);
/** Not CloudFormation's name: how `{{resolve:…}}` in a text is told from the text. */
const DYNAMIC = 'Fn::DynamicReference';

/**
 * Why a value is not known yet, when it is an intrinsic function of CloudFormation: `Ref Image is not known before
 * deployment`. Only names are repeated, never the text of a `Fn::Sub` or `Fn::Join`: it may hold a secret.
 */
export function unresolved(raw: unknown): string | undefined {
  const fields = fieldsOf(raw);
  if (!fields) return undefined;
  const keys = Object.keys(fields);
  const key =
    keys.find((each) => each.startsWith('Fn::')) ??
    (keys.length === 1 && NAMED.has(keys[0] ?? '') ? keys[0] : undefined);
  if (key === undefined) return undefined;
  if (key === DYNAMIC) return 'a dynamic reference ({{resolve:…}}) is not known before deployment';
  const named = NAMED.has(key) ? argumentName(key, fields[key]) : undefined;
  const what = [TEMPLATE_NAME.test(key) ? key : 'an intrinsic function', named].filter(Boolean).join(' ');
  return `${what} is not known before deployment`;
}

function argumentName(key: string, argument: unknown): string | undefined {
  if (key === 'Fn::Sub') return variableName(argument);
  const parts = key === 'Fn::GetAtt' ? textsOf(argument) : textsOf(argument).slice(0, 1);
  const name = typeof argument === 'string' ? argument : parts.join('.');
  return TEMPLATE_NAME.test(name) ? name : undefined;
}

/** The first variable of a `Fn::Sub`: it is what is left when all that is known is put in. */
function variableName(argument: unknown): string | undefined {
  const [template] = typeof argument === 'string' ? [argument] : textsOf(argument);
  const name = /\$\{([^!}]{1,255})\}/.exec(template ?? '')?.[1];
  return name !== undefined && TEMPLATE_NAME.test(name) ? name : undefined;
}

/** Absent: missing, null, or CloudFormation's way of saying "no value". */
const isAbsent = (raw: unknown): raw is null | undefined =>
  raw === undefined || raw === null || fieldsOf(raw)?.['Ref'] === 'AWS::NoValue';

const unreadable = (raw: unknown, name: string, kind: string): Unreadable => ({
  unreadable: unresolved(raw) ?? `${name} is not ${kind}`,
});

/** A field that should be a text. */
export function readText(fields: Fields, name: string): Readable<string> {
  const raw = fields[name];
  if (isAbsent(raw)) return undefined;
  return typeof raw === 'string' ? raw : unreadable(raw, name, 'a text');
}

/** A field that should be a boolean; `"true"` and `"false"` in any case are booleans too (CloudFormation takes both). */
export function readBoolean(fields: Fields, name: string): Readable<boolean> {
  const raw = fields[name];
  if (isAbsent(raw)) return undefined;
  if (typeof raw === 'boolean') return raw;
  const word = typeof raw === 'string' ? raw.toLowerCase() : undefined;
  return word === 'true' || word === 'false' ? word === 'true' : unreadable(raw, name, 'a boolean');
}

/** A field that should be a whole number that is not negative; digits in a text are one too. */
export function readCount(fields: Fields, name: string): Readable<number> {
  const raw = fields[name];
  if (isAbsent(raw)) return undefined;
  const count = typeof raw === 'string' && /^\d{1,15}$/.test(raw) ? Number(raw) : raw;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0
    ? count
    : unreadable(raw, name, 'a whole number');
}

/** A field that should be a whole number, negative ones too; in a text it is one as well. */
export function readInteger(fields: Fields, name: string): Readable<number> {
  const raw = fields[name];
  const minus = typeof raw === 'number' ? raw < 0 : typeof raw === 'string' && raw.startsWith('-');
  if (!minus) return readCount(fields, name);
  const count = readCount({ [name]: typeof raw === 'number' ? -raw : String(raw).slice(1) }, name);
  return typeof count === 'number' ? -count : count;
}

/** A field that should be a number, fractions and negative ones too; in a text it is one as well. */
export function readNumber(fields: Fields, name: string): Readable<number> {
  const raw = fields[name];
  if (isAbsent(raw)) return undefined;
  const number = typeof raw === 'string' && /^-?\d{1,15}(\.\d{1,15})?$/.test(raw) ? Number(raw) : raw;
  return typeof number === 'number' && Number.isFinite(number) ? number : unreadable(raw, name, 'a number');
}

/** A field that should be an amount, a number or a text such as `1 GB`; undefined for none, which 0 is too. */
export function readAmount(fields: Fields, name: string): Readable<string> {
  const raw = fields[name];
  const text = typeof raw === 'number' ? String(raw) : readText(fields, name);
  return typeof text === 'string' && !(Number.parseFloat(text) > 0) ? undefined : text;
}

/** A field that should be a list. */
export function readList(fields: Fields, name: string): Readable<readonly unknown[]> {
  const raw = fields[name];
  if (isAbsent(raw)) return undefined;
  return Array.isArray(raw) ? raw : unreadable(raw, name, 'a list');
}

/** A field that should be an object. */
export function readObject(fields: Fields, name: string): Readable<Fields> {
  const raw = fields[name];
  if (isAbsent(raw)) return undefined;
  const object = unresolved(raw) === undefined ? fieldsOf(raw) : undefined;
  return object ?? unreadable(raw, name, 'an object');
}

/** Tags as a record; ECS writes `key`/`value`, ECR and CloudFormation `Key`/`Value`. */
export const toTags = (raw: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    objectsOf(raw).flatMap((tag): [string, string][] => {
      const key = textOf(tag['key'] ?? tag['Key']);
      const value = tag['value'] ?? tag['Value'] ?? '';
      return key !== undefined && typeof value === 'string' ? [[key, value]] : [];
    }),
  );

/** A moment as the SDK, the CLI or a file has it: a date, ISO text, or seconds since 1970. */
export function instantOf(raw: unknown): Instant | undefined {
  if (raw instanceof Date) return Number.isNaN(raw.getTime()) ? undefined : raw.toISOString();
  if (typeof raw === 'number') return instantOf(new Date(raw * 1000));
  return typeof raw === 'string' ? toInstant(raw) : undefined;
}
