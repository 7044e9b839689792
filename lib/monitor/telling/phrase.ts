import { clean, cut, MESSAGE_MAX, NAME_MAX } from './clean.ts';

/**
 * Text that an attacker may have chosen, or that contains such text. In Slack it stands in a code span and nowhere
 * else; no renderer can forget that, since a phrase keeps apart what is ours and what is foreign.
 */
export interface Foreign {
  readonly foreign: string;
  readonly max: number;
  /** A whole clause of ours with foreign names in it: in plain text it needs no quotes. */
  readonly clause: boolean;
}

/** A string is our own wording; it is escaped all the same. */
export type Piece = string | Foreign;
export type Phrase = readonly Piece[];

export const named = (text: string, max: number = NAME_MAX): Foreign => ({
  foreign: text,
  max,
  clause: false,
});
export const clause = (text: string, max: number = MESSAGE_MAX): Foreign => ({
  foreign: text,
  max,
  clause: true,
});

const isPiece = (value: Piece | Phrase): value is Piece => typeof value === 'string' || 'foreign' in value;

/** A phrase from a template: literals are ours, `${named(…)}` and `${clause(…)}` are not. */
export const say = (literals: TemplateStringsArray, ...values: readonly (Piece | Phrase)[]): Phrase =>
  literals.flatMap((literal, index) => {
    const value = values[index];
    return value === undefined ? [literal] : [literal, ...(isPiece(value) ? [value] : value)];
  });

export const joined = (phrases: readonly Phrase[], separator: string): Phrase =>
  phrases.flatMap((phrase, index) => (index === 0 ? phrase : [separator, ...phrase]));

/** Our own words for one line: nothing unseen, no backtick. Spaces stay as they are. */
const ours = (text: string): string =>
  text
    .replace(/[\r\n\u2028\u2029]/gu, ' ')
    .replace(/\p{C}/gu, '')
    .replaceAll('`', "'");

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** Slack's whole escaping. Source: docs.slack.dev, "Formatting message text". */
export const escaped = (text: string): string => text.replace(/[&<>]/g, (each) => ENTITIES[each] ?? each);

/** A code span of at most `max` characters (and its two backticks); never empty, for two backticks are no span. */
export const code = (text: string, max: number = NAME_MAX): string =>
  `\`${cut(clean(text) || '-', max, escaped)}\``;

/** As Slack shows it; no foreign piece is longer than `cap`. */
export const toSlack = (phrase: Phrase, cap = Number.POSITIVE_INFINITY): string =>
  phrase
    .map((piece) =>
      typeof piece === 'string' ? escaped(ours(piece)) : code(piece.foreign, Math.min(piece.max, cap)),
    )
    .join('');

/** As plain text. A foreign name with anything unusual in it stands in quotes, so that it cannot pass for our words. */
export const toText = (phrase: Phrase, cap = Number.POSITIVE_INFINITY): string =>
  phrase
    .map((piece) => (typeof piece === 'string' ? ours(piece) : plain(piece, Math.min(piece.max, cap))))
    .join('');

function plain({ foreign, clause }: Foreign, max: number): string {
  const text = cut(clean(foreign) || '-', max);
  return clause || /^[\w./:@+=,#*[\]-]+…?$/.test(text) ? text : `"${text.replaceAll('"', "'")}"`;
}

/** From roomy to tight: how much of each foreign piece is shown when all would be too long. */
const CAPS = [MESSAGE_MAX, 250, 200, 160, NAME_MAX, 100, 80, 70, 60, 50, 40, 30, 24, 18, 12, 6] as const;

/** The first of ever tighter renderings that fits; the tightest when none does. */
export function fitting<T>(render: (cap: number) => T, fits: (rendered: T) => boolean): T {
  const [roomiest, ...tighter] = CAPS;
  let rendered = render(roomiest);
  for (const cap of tighter) {
    if (fits(rendered)) return rendered;
    rendered = render(cap);
  }
  return rendered;
}

/** For Slack in at most `max` characters: shorter names first, then whole pieces left out at the end. */
export function toSlackWithin(phrase: Phrase, max: number): string {
  const tight = fitting(
    (cap) => phrase.map((piece) => toSlack([piece], cap)),
    (pieces) => pieces.join('').length <= max,
  );
  if (tight.join('').length <= max) return tight.join('');
  let text = '';
  for (const piece of tight) {
    if (text.length + piece.length >= max) break;
    text += piece;
  }
  return `${text.trimEnd()}…`;
}
