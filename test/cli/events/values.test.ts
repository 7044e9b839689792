import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linesOf } from '#cli/events/lines.ts';
import { jsonValues, type Value } from '#cli/events/values.ts';

async function* pieces(texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}

async function read(...texts: readonly string[]): Promise<readonly Value[]> {
  const values: Value[] = [];
  for await (const value of jsonValues(pieces(texts))) values.push(value);
  return values;
}

const brokenAt = (line: number) => ({ line, broken: `line ${line} is not JSON` });

/** A text in arbitrary pieces, as a file or a pipe hands it over. */
const cutUp = (text: string, cuts: readonly number[]): readonly string[] => {
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b), text.length];
  return places.slice(1).map((end, index) => text.slice(places[index], end));
};

const record = fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 3 }), {
  minKeys: 1,
  maxKeys: 4,
});

test('values written compactly or over lines, mixed and cut into any pieces, are read back with their lines', async () => {
  const written = fc.tuple(record, fc.constantFrom(undefined, 2, '\t'));
  await fc.assert(
    fc.asyncProperty(
      fc.array(written, { maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 8 }),
      async (all, cuts) => {
        const texts = all.map(([value, indent]) => JSON.stringify(value, null, indent));
        const values = await read(...cutUp(texts.join('\n'), cuts));
        expect(values.map((each) => ('value' in each ? each.value : each))).toEqual(
          texts.map((text): unknown => JSON.parse(text)),
        );
        const begins = texts.map(
          (_, index) => texts.slice(0, index).join('\n').split('\n').length + (index > 0 ? 1 : 0),
        );
        expect(values.map(({ line }) => line)).toEqual(begins);
      },
    ),
    { numRuns: 300 },
  );
});

test('a line cut off anywhere is one broken value and loses none of its neighbours', async () => {
  const line = record.map((value) => JSON.stringify(value));
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 4 }),
      line,
      fc.nat(),
      fc.array(line, { maxLength: 4 }),
      async (before, cut, at, behind) => {
        const broken = cut.slice(0, 1 + (at % (cut.length - 1)));
        const values = await read([...before, broken, ...behind].join('\n'));
        const parsed = (texts: readonly string[]): readonly unknown[] =>
          texts.map((text): unknown => JSON.parse(text));
        expect(values.flatMap((each) => ('value' in each ? [each.value] : []))).toEqual(
          parsed([...before, ...behind]),
        );
        expect(values.filter((each) => 'broken' in each)).toEqual([brokenAt(before.length + 1)]);
      },
    ),
    { numRuns: 500 },
  );
});

describe('lines that are no JSON', () => {
  test.each<[string, string, readonly Value[]]>([
    ['every one is broken by itself', 'a\nb\n', [brokenAt(1), brokenAt(2)]],
    ['a key without quotes', '{a: 1}\n{"b":1}', [brokenAt(1), { line: 2, value: { b: 1 } }]],
    [
      'a comma at the end of a pretty-printed list',
      '[\n  1,\n]\n{"b":1}',
      [brokenAt(1), { line: 4, value: { b: 1 } }],
    ],
    ['a number that is none', '[\n  1.2.3\n]\n7', [brokenAt(1), { line: 4, value: 7 }]],
    [
      'a document inside which another begins',
      '{\n  "a": {\n{"b":1}\n',
      [brokenAt(1), { line: 3, value: { b: 1 } }],
    ],
    [
      'an open list up to the end',
      '[\n{"a":1},\n{"b":1}',
      [brokenAt(1), brokenAt(2), { line: 3, value: { b: 1 } }],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toEqual(expected);
  });
});

test('a byte that JSON forbids in a text ends the value there', async () => {
  expect(await read('["a\u0001b"\n]\n{"c":1}')).toContainEqual({ line: 3, value: { c: 1 } });
});

describe('lines', () => {
  const lines = async (texts: readonly string[], longest?: number) => {
    const all = [];
    for await (const line of linesOf(pieces(texts), longest)) all.push(line);
    return all;
  };

  test('one that is too long is put aside, those around it stay', async () => {
    expect(await lines(['ab\ncdef', 'gh\n', 'ij'], 4)).toEqual([
      { number: 1, text: 'ab' },
      { number: 2, text: '', tooLong: true },
      { number: 3, text: 'ij' },
    ]);
  });

  test('the last needs no end, an end makes no further line', async () => {
    expect(await lines(['a\n'])).toEqual([{ number: 1, text: 'a' }]);
    expect(await lines(['a\nb'])).toHaveLength(2);
  });
});
