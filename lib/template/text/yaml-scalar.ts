import type { Scalar } from 'yaml';

/** Words that YAML 1.1, which CloudFormation reads, takes for booleans and YAML 1.2 for text. */
const BOOLEANS: Readonly<Record<string, boolean>> = { yes: true, on: true, no: false, off: false };

/**
 * A plain value. What is no text, number, boolean or nothing stays as it is written (dates, binary), so do numbers that
 * would lose digits: account ids begin with zeros.
 */
export function scalarOf({ value, source, type, tag }: Scalar): string | number | boolean | null {
  const isPlain = type === 'PLAIN' && tag === undefined;
  const word = (source ?? '').toLowerCase();
  if (isPlain && typeof value === 'string' && Object.hasOwn(BOOLEANS, word)) return BOOLEANS[word] === true;
  if (typeof value === 'number')
    return /^[-+]?0\d/.test(source ?? '') || !Number.isFinite(value) || /^\d{16,}$/.test(source ?? '')
      ? (source ?? '')
      : value;
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  return source ?? null;
}
