/** Longest piece of the file that an error repeats. */
const ECHO_LIMIT = 60;
/** Longest error as a whole. */
const LINE_LIMIT = 400;

/**
 * Text of the file as one harmless line: control, format and line-separating characters become visible escapes,
 * so nothing in a settings file moves a terminal's cursor or forges a second line of output.
 */
export const harmless = (text: string, limit: number = LINE_LIMIT): string => {
  const line = text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`,
  );
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
};

/** A word of the file inside an error: in quotes, harmless, cut short. */
export const quote = (text: string): string => `"${harmless(text, ECHO_LIMIT)}"`;

/** `["suppressions", 0, "until"]` as people write it: `suppressions[0].until`. */
export const sayPath = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`;
      const name = String(step);
      return /^[\w-]+$/.test(name) ? `.${harmless(name, ECHO_LIMIT)}` : `[${quote(name)}]`;
    })
    .join('')
    .replace(/^\./, '');

/** What kind of thing a value is, in words. */
export function sayKind(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return `the text ${quote(value)}`;
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${String(value)}`;
  if (typeof value === 'boolean') return String(value);
  return 'a map of keys';
}
