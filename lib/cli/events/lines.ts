/** One line of a file. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** It was longer than anything of ours can be, and is not here. */
  readonly tooLong?: true;
}

/** Characters of the longest line that is looked at: CloudTrail's log files are one line and stay below 100 MB. */
const LONGEST = 256 * 1024 * 1024;

/** Pieces of text as lines, without their ends; the last needs none. */
export async function* linesOf(
  pieces: AsyncIterable<string>,
  longest: number = LONGEST,
): AsyncGenerator<Line> {
  let held: string[] = [];
  let length = 0;
  let number = 0;
  const take = (): Line => {
    number += 1;
    const line: Line =
      length > longest ? { number, text: '', tooLong: true } : { number, text: held.join('') };
    held = [];
    length = 0;
    return line;
  };
  const hold = (text: string): void => {
    length += text.length;
    if (length <= longest) held.push(text);
    else held = [];
  };
  for await (const piece of pieces) {
    const parts = piece.split('\n');
    for (const [index, part] of parts.entries()) {
      hold(part);
      if (index < parts.length - 1) yield take();
    }
  }
  if (length > 0) yield take();
}
