/** How far a JSON value has come: it is whole, needs more lines, or can never become JSON. */
export type Progress = 'whole' | 'more' | 'broken';

const TOKEN =
  /[ \t\r]*(?:([{}[\]:,])|("[^"\\\p{Cc}]*(?:\\.[^"\\\p{Cc}]*)*")|(-?\d[\d.eE+-]*|true|false|null)|$)/uy;
/** No record of AWS nests deeper; it bounds what a file of open brackets costs. */
const DEEPEST = 200;
/** A line of a pretty-printed document is short; one that is longer stands for itself. */
const LONGEST = 1024 * 1024;

/** What may come next. */
type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing';
type Bracket = '{' | '[';

interface Place {
  readonly open: Bracket[];
  expected: Expected;
}

/**
 * Follows a JSON value over several lines, just closely enough to notice at once that the next line does not belong
 * to it: a record that was cut off must not swallow those behind it. Tokens of JSON never go over a line's end.
 */
export function followJson(): (line: string) => Progress {
  const place: Place = { open: [], expected: 'value' };
  return (line) => {
    if (line.length > LONGEST) return 'broken';
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < line.length) {
      const token = TOKEN.exec(line);
      if (!token) return 'broken';
      const [, mark, text, word] = token;
      if (mark === undefined && text === undefined && word === undefined) break;
      const next = mark === undefined ? afterScalar(place, text !== undefined) : afterMark(place, mark);
      if (next === undefined) return 'broken';
      place.expected = next;
    }
    return place.expected === 'nothing' ? 'whole' : 'more';
  };
}

const valueMayCome = ({ expected }: Place): boolean => expected === 'value' || expected === 'value or end';
const afterValue = ({ open }: Place): Expected => (open.length === 0 ? 'nothing' : 'comma or end');

/** What may come after a text, number or word; undefined: it may not stand here. */
function afterScalar(place: Place, isText: boolean): Expected | undefined {
  if (isText && (place.expected === 'key' || place.expected === 'key or end')) return 'colon';
  return valueMayCome(place) ? afterValue(place) : undefined;
}

function afterMark(place: Place, mark: string): Expected | undefined {
  const { open, expected } = place;
  switch (mark) {
    case '{':
    case '[':
      if (!valueMayCome(place) || open.length === DEEPEST) return undefined;
      open.push(mark);
      return mark === '{' ? 'key or end' : 'value or end';
    case ':':
      return expected === 'colon' ? 'value' : undefined;
    case ',':
      if (expected !== 'comma or end') return undefined;
      return open.at(-1) === '{' ? 'key' : 'value';
    default:
      return afterEnd(place, mark === '}' ? '{' : '[');
  }
}

function afterEnd(place: Place, begun: Bracket): Expected | undefined {
  const empty = begun === '{' ? 'key or end' : 'value or end';
  if (place.open.at(-1) !== begun || (place.expected !== 'comma or end' && place.expected !== empty))
    return undefined;
  place.open.pop();
  return afterValue(place);
}
