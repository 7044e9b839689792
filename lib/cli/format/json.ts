/** What JSON leaves as it is but a terminal obeys or a reader cannot see: C1 and DEL, bidi and zero width, separators of lines. */
const UNSEEN = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

const escaped = (text: string): string =>
  text.replace(UNSEEN, (character) =>
    // By UTF-16 unit: what lies beyond the first plane takes two escapes.
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );

/** A value as JSON on one line; any of it can go to a terminal. */
export const jsonLine = (value: unknown): string => escaped(JSON.stringify(value));

/** A value as JSON for people: indented by two. */
export const jsonText = (value: unknown): string => escaped(JSON.stringify(value, null, 2));
