import { ascii, clean, cleaned } from './clean.ts';
import { type Phrase, toText } from './phrase.ts';

/** Columns of a text, and of its labels. */
const COLUMNS = 72;
const LABEL = 11;

/** SNS takes less than 100 characters, on one line; ASCII also satisfies its older rules. */
const SUBJECT_MAX = 99;
/** Longest name in a subject. */
const SUBJECT_NAME = 40;

/**
 * The subject of an e-mail: `head`, then as much of the fault as there is room for, within `brackets`. Never empty:
 * SNS would refuse the whole message.
 */
export function subjectOf(
  head: Phrase,
  fault: Phrase = [],
  [open, close]: readonly [string, string] = ['', ''],
): string {
  const start = cutAscii(ascii(toText(head, SUBJECT_NAME)), SUBJECT_MAX) || 'ecs-warden';
  const room = SUBJECT_MAX - start.length - open.length - close.length - 1;
  const rest = cutAscii(ascii(toText(fault)), room);
  return rest === '' || room < 15 ? start : `${start} ${open}${rest}${close}`;
}

const cutAscii = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, Math.max(0, max - 3)).trimEnd()}...`;

/** `Label:     value`, wrapped; what follows the first line is indented, so that no value can look like a label. */
export function field(label: string, value: string): string {
  const head = `${label}: `.padEnd(LABEL);
  const [first = '', ...rest] = wrapped(clean(value), COLUMNS - LABEL, COLUMNS - head.length);
  return [head + first, ...rest.map((line) => ' '.repeat(LABEL) + line)].join('\n');
}

/** A value that must not be broken: an id to search for. */
export const unbroken = (label: string, value: string): string =>
  `${label}: `.padEnd(LABEL) + cleaned(value, 200);

/** A row of a list, indented by two. */
export const item = (value: string): string =>
  wrapped(clean(value), COLUMNS - 4)
    .map((line, index) => (index === 0 ? '  - ' : '    ') + line)
    .join('\n');

/** An address on a line of its own, not wrapped: mail programs make a link of it. */
export const address = (label: string, url: string | undefined): readonly string[] =>
  url === undefined ? [] : [`${label}:\n${url}`];

/** A command on lines of its own; a shell reads it as one although it is wrapped. */
export function command(text: string): string {
  const quoted = /['"]/.test(text);
  // A backslash within quotes would become part of the argument: such a command stays whole.
  const lines = quoted ? [clean(text)] : clean(text).split(/ (?=--)/);
  const packed = lines.reduce<readonly string[]>((done, part) => {
    const last = done.at(-1);
    return last !== undefined && last.length + part.length < COLUMNS - 8
      ? [...done.slice(0, -1), `${last} ${part}`]
      : [...done, part];
  }, []);
  return packed.map((line, index) => `${index === 0 ? '  ' : '    '}${line}`).join(' \\\n');
}

/** Words packed into lines, the first of its own width; a word longer than a line is broken. */
function wrapped(text: string, width: number, first = width): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => broken(each, Math.min(width, first)))) {
    const room = lines.length === 0 ? first : width;
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** A word in pieces that fit; characters outside the basic plane are not cut in two. */
function broken(word: string, width: number): readonly string[] {
  const parts = [''];
  for (const character of word) {
    const last = parts.at(-1) ?? '';
    if (last.length + character.length > width) parts.push(character);
    else parts[parts.length - 1] = last + character;
  }
  return parts;
}
