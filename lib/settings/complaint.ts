import type * as z from 'zod';
import { didYouMean } from '#domain/nearest.ts';
import { keysAt } from './known-keys.ts';
import { quote, sayKind } from './words.ts';

type Issue = z.core.$ZodIssue;

/** One thing that is wrong: where (as a path of keys and indexes) and what, in words. */
export interface Complaint {
  readonly path: readonly PropertyKey[];
  readonly what: string;
}

/** What an issue of zod says to somebody who wrote a YAML file. `written` is the value as it stands in the file. */
export function complaintsOf(issue: Issue, written: string | undefined): readonly Complaint[] {
  const { path, input } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        what: `is no setting${didYouMean(key, keysAt(path))}`,
      }));
    case 'invalid_type':
      return [{ path, what: wrongType(issue.expected, input, written) }];
    case 'invalid_value':
      return [{ path, what: notOneOf(issue.values.map(String), input) }];
    case 'invalid_key':
      return [{ path, what: issue.issues[0]?.message ?? 'is no key' }];
    case 'too_small':
      return [
        {
          path,
          what: issue.origin === 'array' ? 'must not be an empty list' : `must be at least ${issue.minimum}`,
        },
      ];
    case 'too_big':
      return [{ path, what: `must be at most ${issue.maximum}` }];
    case 'custom':
    case 'invalid_format':
    case 'invalid_element':
    case 'invalid_union':
    case 'not_multiple_of':
      return [{ path, what: typeof input === 'string' ? `${quote(input)} ${issue.message}` : issue.message }];
  }
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of keys',
};

function wrongType(expected: string, input: unknown, written: string | undefined): string {
  if (input === undefined || input === null)
    return `is missing: ${EXPECTED[expected] ?? expected} is required`;
  const must = `must be ${EXPECTED[expected] ?? expected}, is ${sayKind(input)}`;
  if (expected === 'boolean') return `${must}${meantBoolean(input)}`;
  if (written === undefined) return must;
  // YAML reads 012345678901 as a number and drops its zero: what was meant is what is written.
  if (expected === 'string') return `${must}; did you mean '${written}', in quotes`;
  return expected === 'array' ? `${must}; did you mean [${written}]` : must;
}

/** YAML 1.2 knows only true and false; yes, no, on and off are text. */
function meantBoolean(input: unknown): string {
  const word = typeof input === 'string' || typeof input === 'number' ? String(input).toLowerCase() : '';
  if (['yes', 'on', 'y', '1', 'true'].includes(word)) return '; did you mean true';
  return ['no', 'off', 'n', '0', 'false'].includes(word) ? '; did you mean false' : '';
}

const notOneOf = (values: readonly string[], input: unknown): string =>
  `must be one of ${values.join(', ')}, is ${sayKind(input)}${didYouMean(input, values)}`;
