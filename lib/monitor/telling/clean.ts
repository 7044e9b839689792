/** Longest name and longest message that are shown, in characters as they stand in the output. */
export const NAME_MAX = 120;
export const MESSAGE_MAX = 300;

/** Longer input is not looked at: what is cut away later need not be cleaned. */
const LOOK_AT = 4_000;
/** Line breaks of every kind, Unicode's own included. */
const BREAKS = /[\r\n\v\f\u0085\u2028\u2029\t]/gu;
/** Control, format (bidi, zero width), surrogate, private-use and unassigned characters. */
const UNSEEN = /\p{C}/gu;
/** More than two marks on one letter grow into the lines above and below. */
const PILED_MARKS = /(\p{M}{2})\p{M}+/gu;

/**
 * Text that somebody else chose, made harmless for one line of any plain output: one line, only characters that
 * can be seen, no backtick (it would end a code span).
 */
export const clean = (text: string): string =>
  text
    .slice(0, LOOK_AT)
    .replace(BREAKS, ' ')
    .replace(UNSEEN, '')
    .replace(PILED_MARKS, '$1')
    .replaceAll('`', "'")
    .replace(/\p{Z}+/gu, ' ')
    .trim();

/**
 * The longest beginning of a text whose characters, each put through `as`, take at most `max`; `…` says that
 * something is missing. Never cuts a character or an escape in two.
 */
export function cut(text: string, max: number, as: (character: string) => string = (each) => each): string {
  let whole = '';
  let begun = '';
  for (const character of text) {
    whole += as(character);
    if (whole.length <= max - 1) begun = whole;
    if (whole.length > max) return `${begun.trimEnd()}…`;
  }
  return whole;
}

/** A name or message for plain text, cleaned and cut. */
export const cleaned = (text: string, max: number = NAME_MAX): string => cut(clean(text), max);

const LOOKALIKES: Readonly<Record<string, string>> = {
  '…': '...',
  '·': '-',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
};

/** As ASCII: accents fall away, what has no ASCII likeness becomes `?`. One line, like `clean`. */
export const ascii = (text: string): string =>
  clean(text)
    .replace(/[…·–—‘’“”]/gu, (each) => LOOKALIKES[each] ?? '?')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^ -~]/gu, '?');
