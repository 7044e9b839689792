import { type Context, lookUp } from './context.ts';
import {
  characters,
  type Glob,
  globMatches,
  MANY,
  type Part,
  type Pattern,
  plainPart,
  withParts,
} from './pattern.ts';
import { dependsOn, type Truth } from './truth.ts';

/** A pattern with its variables filled in from a context. */
export interface Resolved {
  readonly glob: Glob;
  /** Keys of variables of which nothing is known; each stands as `*`, so what does not match now never will. */
  readonly unknown: readonly string[];
}

/**
 * Fills in the variables of a pattern. `undefined` when one has no value and no default: such a value is null and
 * equal to nothing (IAM guide, "Policy variables with no value"). What comes from the context is literal.
 */
export function resolve({ parts, glob: known }: Pattern, context: Context): Resolved | undefined {
  if (known) return { glob: known, unknown: [] };
  const pieces = parts.map((part) => (part.is === 'variable' ? filledIn(part, context) : plainPart(part)));
  if (pieces.includes(undefined)) return undefined;
  const unknown = parts.flatMap((part) =>
    part.is === 'variable' && lookUp(context, part.key) === undefined ? [part.key] : [],
  );
  return { glob: pieces.flatMap((piece) => piece ?? []), unknown };
}

type Variable = Extract<Part, { readonly is: 'variable' }>;

function filledIn({ key, otherwise }: Variable, context: Context): Glob | undefined {
  const value = lookUp(context, key);
  if (value === undefined) return [MANY];
  // A multivalued key is no variable.
  if (value !== null && typeof value !== 'string') return undefined;
  const text = value ?? otherwise;
  return text === undefined ? undefined : characters(text);
}

/** Whether a text matches; unknown only where a variable that is not known yet may make it match. */
export function matches(pattern: Pattern, text: readonly string[], context: Context): Truth {
  const resolved = resolve(pattern, context);
  if (!resolved || !globMatches(resolved.glob, text)) return false;
  return resolved.unknown.length === 0 || dependsOn(...resolved.unknown);
}

/** The same with wildcards as plain characters, for operators that know none. */
export const literally = ({ text, parts }: Pattern): Pattern =>
  withParts(
    text,
    parts.map((part): Part => {
      if (part.is === 'many') return { is: 'text', text: '*' };
      return part.is === 'one' ? { is: 'text', text: '?' } : part;
    }),
  );
