import type { Complaints } from './complaints.ts';

/** A text or a list of texts, at least one. */
export const textsIn = (value: unknown, complaints: Complaints): readonly string[] =>
  oneOrMany(
    value,
    complaints,
    (each) => (typeof each === 'string' && each !== '' ? each : undefined),
    'text',
  );

/** A value of a condition or a list of them, none too: texts, numbers and booleans are the same to IAM. */
export function scalarsIn(value: unknown, complaints: Complaints): readonly string[] {
  if (Array.isArray(value) && value.length === 0) complaints.note('', 'has no values: nothing matches it');
  if (Array.isArray(value) && value.length === 0) return [];
  return oneOrMany(value, complaints, scalar, 'text, number or boolean');
}

const scalar = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;

function oneOrMany(
  value: unknown,
  complaints: Complaints,
  read: (value: unknown) => string | undefined,
  what: string,
): readonly string[] {
  const isList = Array.isArray(value);
  const list: readonly unknown[] = isList ? value : [value];
  if (list.length === 0) complaints.error('', 'is empty');
  return list.flatMap((each, index) => {
    const text = read(each);
    if (text === undefined) complaints.error(isList ? `[${index}]` : '', `is no ${what}`);
    return text ?? [];
  });
}
