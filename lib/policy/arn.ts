import type { Context } from './context.ts';
import { characters, type Glob, globMatches, MANY, type Part, type Pattern, withParts } from './pattern.ts';
import { matches, resolve } from './resolve.ts';
import { dependsOn, type Truth } from './truth.ts';

/** The parts of an ARN that decisions read; `resource` is all behind the fifth colon. */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

const FIELDS = 6;

/** Takes an ARN apart; undefined for what is none. */
export function arnParts(text: string): ArnParts | undefined {
  const [arn, partition = '', service = '', region = '', account = '', ...rest] = text.split(':');
  if (arn !== 'arn' || rest.length === 0) return undefined;
  return { partition, service, region, account, resource: rest.join(':') };
}

/**
 * Whether a `Resource` value names a resource. An ARN with fewer than six fields is completed with `*`, and a
 * wildcard goes over colons (IAM guide, "Resource": one at the end of a field does). Variables stand behind the
 * fifth colon only; elsewhere they are plain text.
 */
export function resourceMatches(pattern: Pattern, resource: readonly string[], context: Context): Truth {
  if (pattern.text === '*') return true;
  return matches(completed(withVariablesBehind(FIELDS - 1, pattern)), resource, context);
}

function completed(pattern: Pattern): Pattern {
  const missing = FIELDS - pattern.text.split(':').length;
  const named = pattern.parts.every(({ is }) => is !== 'variable');
  if (missing <= 0 || !named || !pattern.text.startsWith('arn:')) return pattern;
  const added = Array.from({ length: missing }, (): readonly Part[] => [
    { is: 'text', text: ':' },
    { is: 'many' },
  ]);
  return withParts(pattern.text, [...pattern.parts, ...added.flat()]);
}

/** Variables before a colon count as text that no ARN has. */
function withVariablesBehind(colons: number, pattern: Pattern): Pattern {
  if (pattern.glob) return pattern;
  let seen = 0;
  const parts = pattern.parts.map((part): Part => {
    if (part.is === 'text') seen += part.text.split(':').length - 1;
    return part.is === 'variable' && seen < colons ? { is: 'text', text: `\${${part.key}}` } : part;
  });
  return withParts(pattern.text, parts);
}

/**
 * Whether an ARN operator's value matches a value of the request: six fields, each compared on its own, the last
 * with all its colons (IAM guide, "ARN condition operators"). `*` alone is read as any ARN; what has fewer fields
 * matches nothing.
 */
export function arnLike(pattern: Pattern, value: string, context: Context): Truth {
  const resolved = resolve(pattern, context);
  const fields = fieldsOf(characters(value), (character) => character === ':');
  if (!resolved || fields.length < FIELDS) return false;
  const { glob, unknown } = resolved;
  const wanted = glob.length === 1 && glob[0] === MANY ? undefined : fieldsOf(glob, (token) => token === ':');
  if (wanted && wanted.length < FIELDS && unknown.length === 0) return false;
  const fits = !wanted || wanted.length < FIELDS || fieldsFit(wanted, fields);
  return fits && (unknown.length === 0 || dependsOn(...unknown));
}

const fieldsFit = (wanted: readonly Glob[], fields: readonly (readonly string[])[]): boolean =>
  wanted.every((field, index) => globMatches(field, fields[index] ?? []));

/** Splits at the first five colons. */
function fieldsOf<Token>(tokens: readonly Token[], isColon: (token: Token) => boolean): readonly Token[][] {
  const fields: Token[][] = [[]];
  for (const token of tokens) {
    if (isColon(token) && fields.length < FIELDS) fields.push([]);
    else fields.at(-1)?.push(token);
  }
  return fields;
}
