/**
 * A text of a policy that may hold wildcards and policy variables. What is a wildcard in one element is a plain
 * character in another (`StringEquals`), so both readings are kept.
 */
export interface Pattern {
  /** As it was written. */
  readonly text: string;
  readonly parts: readonly Part[];
  /** What it matches, where no variable is to be filled in. */
  readonly glob?: Glob;
}

export type Part =
  | { readonly is: 'text'; readonly text: string }
  /** `*`: any characters, none too. */
  | { readonly is: 'many' }
  /** `?`: exactly one character. */
  | { readonly is: 'one' }
  | { readonly is: 'variable'; readonly key: string; readonly otherwise?: string };

/** A pattern whose variables are filled in: characters and wildcards. */
export type Glob = readonly (string | Wild)[];
type Wild = typeof MANY | typeof ONE;
export const MANY = Symbol('*');
const ONE = Symbol('?');

/** `${key}`, `${key, 'default'}`, or `${*}`, `${?}`, `${$}` for the character itself. */
const VARIABLE = /\$\{([^{}]*)\}/g;
const WITH_DEFAULT = /^\s*([^',]+?)\s*,\s*'([^']*)'\s*$/;

/** Reads a pattern; variables only where the policy's version knows them (2012-10-17). */
export function patternOf(
  text: string,
  { variables = false }: { readonly variables?: boolean } = {},
): Pattern {
  return withParts(text, variables && text.includes('${') ? withVariables(text) : wildcards(text));
}

/** An action: its case does not count, and it takes no variables. */
export const actionPattern = (text: string): Pattern => withParts(text, wildcards(text.toLowerCase()));

/** The same text, read otherwise. */
export function withParts(text: string, parts: readonly Part[]): Pattern {
  if (parts.some(({ is }) => is === 'variable')) return { text, parts };
  return { text, parts, glob: globOf(parts) };
}

function withVariables(text: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(VARIABLE)) {
    parts.push(...wildcards(text.slice(from, match.index)), variable(match[1] ?? ''));
    from = match.index + match[0].length;
  }
  return [...parts, ...wildcards(text.slice(from))];
}

function variable(inside: string): Part {
  if (inside === '*' || inside === '?' || inside === '$') return { is: 'text', text: inside };
  const [, key, otherwise] = WITH_DEFAULT.exec(inside) ?? [];
  if (key !== undefined && otherwise !== undefined) return { is: 'variable', key, otherwise };
  return { is: 'variable', key: inside.trim() };
}

function wildcards(text: string): readonly Part[] {
  return text
    .split(/([*?])/)
    .filter((piece) => piece !== '')
    .map((piece): Part => {
      if (piece === '*') return { is: 'many' };
      return piece === '?' ? { is: 'one' } : { is: 'text', text: piece };
    });
}

const globOf = (parts: readonly Part[]): Glob => parts.flatMap(plainPart);

/** A part that is no variable, as a glob. */
export function plainPart(part: Part): Glob {
  if (part.is === 'many') return [MANY];
  if (part.is === 'one') return [ONE];
  return part.is === 'text' ? characters(part.text) : [];
}

/** Whether a glob matches the whole of a text. Takes time in proportion to their product at worst. */
export function globMatches(glob: Glob, text: readonly string[]): boolean {
  let at = 0;
  let read = 0;
  let star = -1;
  let starRead = 0;
  while (read < text.length) {
    const token = glob[at];
    if (token === MANY) {
      star = at;
      starRead = read;
      at += 1;
    } else if (token !== undefined && (token === ONE || token === text[read])) {
      at += 1;
      read += 1;
    } else if (star >= 0) {
      // The last star takes one character more.
      starRead += 1;
      read = starRead;
      at = star + 1;
    } else return false;
  }
  while (glob[at] === MANY) at += 1;
  return at === glob.length;
}

/** The characters of a text, as globs count them. */
export const characters = (text: string): readonly string[] => Array.from(text);
