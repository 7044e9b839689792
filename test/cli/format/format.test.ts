import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvRow } from '#cli/format/csv.ts';
import { jsonLine, jsonText } from '#cli/format/json.ts';
import { tableLines } from '#cli/format/table.ts';
import { cutEnd, cutMiddle, visible, widthOf } from '#cli/format/visible.ts';
import { wrap } from '#cli/format/wrap.ts';

/** Any text, with the characters that do harm well represented. */
const HARMFUL = [
  '\u001b[31m',
  '\u009b2J',
  '\u0007',
  '\r',
  '\n',
  '\t',
  '\u2028',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\u{e0041}',
  '\ud800',
  '=',
  '"',
  ',',
  "'",
  'é',
  '漢',
  '🐳',
  'e\u0301\u0301\u0301\u0301',
  '<b>',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...HARMFUL), fc.string({ unit: 'binary', maxLength: 4 })), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));
/** What a terminal obeys, or what hides or turns text around. */
const HARM = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe('visible text', () => {
  test.each([
    ['an escape', 'a\u001b[31mb', 'a␛[31mb'],
    ['line ends and tabs', 'a\r\n\tb', 'a␍␊␉b'],
    ['delete', 'a\u007f', 'a␡'],
    ['C1 controls', 'a\u009bb', 'a�b'],
    ['right-to-left override', 'txt\u202egpj', 'txt�gpj'],
    ['a lone surrogate', 'a\ud800', 'a�'],
    ['accents and other scripts stay', 'wëb 漢字 🐳', 'wëb 漢字 🐳'],
    ['piled marks are thinned out', `e${'\u0301'.repeat(30)}`, 'e\u0301\u0301'],
  ])('%s', (_, written, shown) => {
    expect(visible(written)).toBe(shown);
  });

  test('never harms, never exceeds its width', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 30 }), (any, max) => {
        const shown = visible(any, max);
        expect(shown).not.toMatch(HARM);
        expect(widthOf(shown)).toBeLessThanOrEqual(max);
      }),
    );
  });

  test('10 MB are cut before they are looked at', () => {
    expect(visible('\u001b'.repeat(10_000_000), 50)).toBe(`${'␛'.repeat(49)}…`);
  });
});

describe('cutting', () => {
  test.each([
    ['fits', cutEnd('abc', 3), 'abc'],
    ['at the end', cutEnd('abcdef', 4), 'abc…'],
    [
      'in the middle: an ARN keeps what tells it apart',
      cutMiddle('service/shop/checkout-worker', 15),
      'serv…out-worker',
    ],
    ['wide characters count twice', cutEnd('漢字漢字', 5), '漢字…'],
    ['no character is cut in two', cutEnd('🐳🐳🐳', 4), '🐳…'],
  ])('%s', (_, cut, expected) => {
    expect(cut).toBe(expected);
  });

  test('both ways stay within the width', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (any, max) => {
        for (const cut of [cutEnd, cutMiddle])
          expect(widthOf(cut(visible(any), max))).toBeLessThanOrEqual(max);
      }),
    );
  });
});

describe('table', () => {
  const columns = [
    { title: 'ID', of: ([id = '']: readonly string[]) => id },
    { title: 'ARN', of: ([, arn = '']: readonly string[]) => arn, narrow: 'middle' as const },
    { title: 'WHY', of: ([, , why = '']: readonly string[]) => why, style: () => 'red' as const },
  ];

  test('columns stand under each other, the last is not padded', () => {
    expect(
      tableLines(
        [
          ['a', 'bb', 'ccc'],
          ['aaa', 'b', 'c'],
        ],
        columns,
        { color: false },
      ),
    ).toEqual(['ID   ARN  WHY', 'a    bb   ccc', 'aaa  b    c']);
  });

  test('a wide character takes two columns', () => {
    expect(
      tableLines(
        [
          ['漢', 'x', 'y'],
          ['abc', 'x', 'y'],
        ],
        columns,
        { color: false },
      ),
    ).toEqual(['ID   ARN  WHY', '漢   x    y', 'abc  x    y']);
  });

  test('colours do not move the columns', () => {
    const plain = tableLines([['a', 'b', 'c']], columns, { color: false });
    const painted = tableLines([['a', 'b', 'c']], columns, { color: true });
    expect(painted).toHaveLength(2);
    expect(painted.map((line) => stripVTControlCharacters(line))).toEqual(plain);
    expect(painted).not.toEqual(plain);
  });

  test('where the terminal is narrow, a long text goes on below and what is to be kept stays whole', () => {
    const rows = [['task-definition-x', 'arn:aws:ecs:eu-west-1:1:service/shop/web', 'one two three four']];
    const narrow = [
      { title: 'ID', of: ([id = '']: readonly string[]) => id, keep: true as const },
      { title: 'ARN', of: ([, arn = '']: readonly string[]) => arn, narrow: 'middle' as const },
      { title: 'WHY', of: ([, , why = '']: readonly string[]) => why, narrow: 'wrap' as const },
    ];
    expect(tableLines(rows, narrow, { columns: 45, color: false })).toEqual([
      'ID                 ARN           WHY',
      'task-definition-x  arn…shop/web  one two',
      '                                 three four',
    ]);
  });

  test('whatever stands in it: one line a row, within the terminal, nothing harmful', () => {
    const row = fc.tuple(text, text, text);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), fc.integer({ min: 40, max: 120 }), (rows, width) => {
        const lines = tableLines(rows, columns, { columns: width, color: false });
        expect(lines).toHaveLength(rows.length + 1);
        for (const line of lines) {
          expect(line).not.toMatch(HARM);
          expect(widthOf(line)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });
});

describe('wrapping', () => {
  test('loses no word and no character, and keeps to the width', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 20 }), (any, max) => {
        const shown = visible(any);
        const lines = wrap(shown, max);
        expect(lines.join('').replaceAll(' ', '')).toBe(shown.replaceAll(' ', ''));
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(max);
      }),
    );
  });
});

describe('csv', () => {
  test.each([
    ['plain', 'web', 'web'],
    ['a comma', 'a,b', '"a,b"'],
    ['quotes', 'say "hi"', '"say ""hi"""'],
    ['a line end is no second row', 'a\r\nb', 'a␍␊b'],
    ['spaces at the ends', ' a ', '" a "'],
    ['a formula', '=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['plus', '+1', "'+1"],
    ['minus', '-1', "'-1"],
    ['at', '@SUM', "'@SUM"],
    ['a tab before a formula', '\t=1', "'␉=1"],
    ['a carriage return', '\rx', "'␍x"],
    ['a tab alone', '\tx', "'␉x"],
    ['spaces before a formula', '  =1', "'  =1"],
    ['a wide equals sign', '＝1', "'＝1"],
    ['a formula that is not at the start', 'a=1', 'a=1'],
    ['nothing', '', ''],
  ])('%s', (_, written, cell) => {
    expect(csvRow([written])).toBe(`${cell}\r\n`);
  });

  test('a row stays a row with as many cells, none of them a formula', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (cells) => {
        const row = csvRow(cells);
        expect(row.endsWith('\r\n')).toBe(true);
        expect(row.slice(0, -2)).not.toMatch(HARM);
        const read = parseCsv(row.slice(0, -2));
        expect(read).toHaveLength(cells.length);
        expect(read.filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
      }),
    );
  });

  /** RFC 4180, one row. */
  const parseCsv = (row: string): readonly string[] =>
    [...`,${row}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
      ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
    );
});

describe('json', () => {
  test('any text comes back as it was, and harms no terminal', () => {
    fc.assert(
      fc.property(text, (any) => {
        for (const written of [jsonLine({ any }), jsonText({ any }).replaceAll('\n', '')]) {
          expect(written).not.toMatch(HARM);
          expect(JSON.parse(written)).toEqual({ any });
        }
      }),
    );
  });

  test('keys too', () => {
    expect(jsonLine({ '\u202e\u{e0041}\u0085': 1 })).toBe('{"\\u202e\\udb40\\udc41\\u0085":1}');
  });
});
