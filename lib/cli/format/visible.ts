/** More than two marks on one letter grow into the lines above and below. */
const PILED_MARKS = /(\p{M}{2})\p{M}+/gu;
/** Control, format (bidi, zero width), surrogate, private-use and unassigned characters, and separators of lines. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;
/** Longer text is not looked at further. */
const LOOK_AT = 4_000;

/**
 * Text that somebody else chose, harmless on a terminal: one line, and whatever moves the cursor, colours, hides or
 * turns text around is a visible character: `␛` for escape, `␊` for a line feed, `�` for what has no picture.
 */
export const visible = (text: string, max: number = LOOK_AT): string =>
  cutEnd(text.slice(0, LOOK_AT).replace(UNSEEN, picture).replace(PILED_MARKS, '$1'), max);

/** Unicode has a picture for each of the ASCII control characters. */
function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;

/** Columns that one character takes on a terminal. */
const widthOfOne = (character: string): number =>
  /\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;

/** Columns that a visible text takes on a terminal. */
export const widthOf = (text: string): number =>
  /^[ -~]*$/.test(text) ? text.length : Array.from(text).reduce((sum, each) => sum + widthOfOne(each), 0);

/** The beginning of a text in at most `max` columns; `…` says that something is missing. */
export function cutEnd(text: string, max: number): string {
  return widthOf(text) <= max ? text : `${begin(Array.from(text), max - 1)}…`;
}

/** Beginning and end of a text in at most `max` columns: what tells ARNs apart stands at their ends. */
export function cutMiddle(text: string, max: number): string {
  if (widthOf(text) <= max) return text;
  const head = Math.floor((max - 1) / 3);
  const end = begin(Array.from(text).toReversed(), max - 1 - head);
  return `${begin(Array.from(text), head)}…${Array.from(end).toReversed().join('')}`;
}

function begin(characters: readonly string[], max: number): string {
  let width = 0;
  const fitting = characters.findIndex((each) => (width += widthOfOne(each)) > max);
  return (fitting === -1 ? characters : characters.slice(0, fitting)).join('');
}
