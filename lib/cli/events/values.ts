import { isObject } from '#domain/json.ts';
import { type Line, linesOf } from './lines.ts';
import { followJson } from './progress.ts';

/** A JSON value of a file and the line it begins on, or why there is none. */
export type Value =
  | { readonly line: number; readonly value: unknown }
  | { readonly line: number; readonly broken: string };

/**
 * The JSON values of a text: one a line (JSON Lines), or each over several lines, also mixed. Line by line, so that
 * a file of any size takes the memory of its largest value. What is no JSON is one broken value, alone.
 */
export async function* jsonValues(pieces: AsyncIterable<string>): AsyncGenerator<Value> {
  const lines = withReturn(linesOf(pieces));
  for (let line = await lines.next(); line; line = await lines.next()) {
    const { number, text, tooLong } = line;
    if (tooLong) yield { line: number, broken: `line ${number} is too long` };
    else if (text.trim() !== '') {
      const value = parsed(text);
      yield value ? { line: number, ...value } : await overLines(line, lines);
    }
  }
}

/** Lines that can be given back, to be read again. */
interface Lines {
  next(): Promise<Line | undefined>;
  giveBack(lines: readonly Line[]): void;
}

function withReturn(source: AsyncGenerator<Line>): Lines {
  // Reversed: the next is the last.
  const returned: Line[] = [];
  return {
    next: async () => {
      const known = returned.pop();
      if (known) return known;
      const result: IteratorResult<Line, unknown> = await source.next();
      return result.done ? undefined : result.value;
    },
    giveBack: (lines) => returned.push(...lines.toReversed()),
  };
}

/** The value that begins on a line which is not JSON by itself. */
async function overLines(first: Line, lines: Lines): Promise<Value> {
  const follow = followJson();
  const taken: Line[] = [];
  let progress = follow(first.text);
  while (progress === 'more') {
    const line = await lines.next();
    if (!line) break;
    taken.push(line);
    progress = line.tooLong ? 'broken' : follow(line.text);
  }
  if (progress === 'whole') {
    const value = parsed([first, ...taken].map(({ text }) => text).join('\n'));
    if (value) return { line: first.number, ...value };
  }
  const rest = taken.findIndex((line) => !continues(line));
  lines.giveBack(rest === -1 ? [] : taken.slice(rest));
  return { line: first.number, broken: `line ${first.number} is not JSON` };
}

/** Whether a line is the rest of a pretty-printed document that was cut off, not a record of its own. */
const continues = ({ text }: Line): boolean =>
  /^(\s|[}\],]|$)/.test(text) && !isObject(parsed(text.replace(/,\s*$/, ''))?.value);

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
