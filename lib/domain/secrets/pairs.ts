/** A name and what is given under it, somewhere in a text. */
export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** Between the words of a command line, a query, a connection string or a JSON text. */
const BETWEEN = /[\s"'`;,&|()?\\]+/;
const ASSIGNMENT = /^(-{0,2}[A-Za-z_][\w.-]{0,99})(:=|=>|=|:(?!\/\/))([^]*)$/;
const NAME = /^-{0,2}[A-Za-z_][\w.-]{0,99}$/;
const SIGN = /^(?::|=|:=|=>)[[{]?$/;
/** `--set=env=KEY=value` nests; nobody nests deeper. */
const DEEPEST = 4;

/**
 * What a text assigns: `NAME=value`, `--name=value`, `--name value`, `name: value`, `"name": "value"`, wherever it
 * stands. The text is cut into words first, so the time is linear in its length.
 */
export function pairsIn(text: string): readonly Pair[] {
  const words = text.split(BETWEEN).filter((word) => word !== '');
  return words.flatMap((word, index) => {
    const next = words[index + 1] ?? '';
    if (!NAME.test(word)) return assignmentsIn(word, next);
    if (SIGN.test(next)) return [{ name: word, value: words[index + 2] ?? '' }];
    return word.startsWith('-') && !next.startsWith('-') ? [{ name: word, value: next }] : [];
  });
}

/** An assignment, and those within its value; without a value it takes the next word. */
function assignmentsIn(word: string, next: string): readonly Pair[] {
  const pairs: Pair[] = [];
  let rest = word;
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const [, name, sign, value] = ASSIGNMENT.exec(rest) ?? [];
    if (name === undefined || value === undefined) break;
    pairs.push({ name, value: value === '' ? next : value });
    // What colons separate (ARNs, addresses) is no assignment of an assignment.
    if (sign === ':') break;
    rest = value;
  }
  return pairs;
}
