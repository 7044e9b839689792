import { describe, expect, it, test } from 'vitest';
import { readText } from '#template/text/read.ts';

const valueOf = (text: string): unknown => {
  const read = readText(text);
  return 'message' in read ? read : read.value;
};

describe('YAML as CloudFormation reads it', () => {
  test.each<[string, string, unknown]>([
    ['a short Ref', 'a: !Ref X', { a: { Ref: 'X' } }],
    ['a short GetAtt', 'a: !GetAtt A.Outputs.B', { a: { 'Fn::GetAtt': ['A', 'Outputs.B'] } }],
    ['a short GetAtt of a list', 'a: !GetAtt [A, B]', { a: { 'Fn::GetAtt': ['A', 'B'] } }],
    [
      'functions within functions',
      'a: !If [C, !Ref X, !Sub "${Y}"]',
      { a: { 'Fn::If': ['C', { Ref: 'X' }, { 'Fn::Sub': '${Y}' }] } },
    ],
    ['a condition', 'a: !Condition X', { a: { Condition: 'X' } }],
    ['a function nobody knows', 'a: !Frob [1]', { a: { 'Fn::Frob': [1] } }],
    ['booleans of YAML 1.1', 'a: [yes, No, on, OFF, "yes"]', { a: [true, false, true, false, 'yes'] }],
    ['an account id', 'a: 012345678901', { a: '012345678901' }],
    ['a number that would lose digits', 'a: 12345678901234567890', { a: '12345678901234567890' }],
    ['a date', 'a: 2012-10-17', { a: '2012-10-17' }],
    ['an alias', 'a: &x {b: 1}\nc: *x', { a: { b: 1 }, c: { b: 1 } }],
    ['a merge', 'a: &x {b: 1, c: 2}\nd:\n  <<: *x\n  c: 3', { a: { b: 1, c: 2 }, d: { b: 1, c: 3 } }],
    [
      'a merge of two',
      'a: &x {b: 1}\nc: &y {b: 2, e: 3}\nd:\n  <<: [*x, *y]',
      { a: { b: 1 }, c: { b: 2, e: 3 }, d: { b: 1, e: 3 } },
    ],
    ['flow style, which begins like JSON', '{a: [b, c]}', { a: ['b', 'c'] }],
    ['a mark of byte order', '\uFEFFa: 1', { a: 1 }],
    ['a document marker', '---\na: 1\n', { a: 1 }],
  ])('%s', (_, text, value) => {
    expect(valueOf(text)).toEqual(value);
  });
});

test('__proto__ is a key like any other, in both', () => {
  for (const text of ['{"__proto__": {"polluted": 1}}', '__proto__:\n  polluted: 1']) {
    const value = valueOf(text) as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  }
});

describe('what cannot be read says where and repeats nothing of the file', () => {
  const SECRET = 'hunter2-canary';
  test.each<[string, string, number, RegExp]>([
    ['a key twice, YAML', `a: 1\nb:\n  c: ${SECRET}\n  c: 2`, 4, /key c is there twice/],
    ['a key twice, JSON', `{"a": 1,\n"a": "${SECRET}"}`, 2, /key a is there twice/],
    ['a tab', `a:\n\tb: ${SECRET}`, 2, /tab/],
    ['two documents', `a: 1\n---\nb: ${SECRET}`, 2, /second document/],
    ['an alias of nothing', `a: ${SECRET}\nb: *x`, 2, /no anchor/],
    ['an alias within itself', `a: &x [${SECRET}, *x]`, 1, /no anchor/],
    ['a key that is a list', `? [${SECRET}]\n: 1`, 1, /key must be text/],
    ['a text without end, JSON', `{"a":\n"${SECRET}`, 2, /no end/],
    ['a text without end, YAML', `a: "${SECRET}`, 1, /missing/],
    ['a comma too many', `{"a": "${SECRET}",\n}`, 2, /key in double quotes/],
    ['no comma', `{"a": "${SECRET}"\n"b": 1}`, 2, /comma or }/],
    ['something behind the end', `{"a": "${SECRET}"}\n}`, 2, /behind the end/],
    ['a colon too many', `a: b: ${SECRET}`, 1, /second ": "/],
    ['a broken indent', `a:\n    b: 1\n  c: ${SECRET}`, 3, /indented|belong|missing|YAML/],
    ['nothing', '{', 1, /missing|expected|early/],
  ])('%s', (_, text, line, says) => {
    const read = readText(text);
    expect(read).toMatchObject({ line, message: expect.stringMatching(says) });
    expect(JSON.stringify(read)).not.toContain('canary');
  });
});

describe('files that are too much', () => {
  const laughs = [
    'a0: &a0 [x, x, x, x, x, x, x, x, x]',
    ...Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]`),
  ].join('\n');
  const steps = Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
  test.each<[string, string, number, RegExp]>([
    ['a billion laughs', laughs, 6, /aliases .* repeat too much/],
    ['deep JSON', '{"a":\n'.repeat(5000), 202, /nested more than 200 deep/],
    ['deep YAML', steps, 201, /nested more than 200 deep/],
    ['deep lists in one line', '- '.repeat(20_000), 1, /nested more than 200 deep/],
    ['deep flow style', 'a: ['.repeat(20_000), 1, /nested more than 200 deep/],
    ['long YAML', `a: ${'x'.repeat(3 * 1024 * 1024)}`, 1, /longer than 2 MB/],
    ['long JSON', `{"a": "${'x'.repeat(17 * 1024 * 1024)}"}`, 1, /longer than 16 MB/],
  ])('%s', (_, text, line, message) => {
    expect(readText(text)).toMatchObject({ line, message: expect.stringMatching(message) });
  });

  it('JSON of 10 MB is none of them', () => {
    const item = JSON.stringify({ Type: 'AWS::SNS::Topic', Properties: { DisplayName: 'x'.repeat(900) } });
    const items = Array.from({ length: 10_500 }, (_, index) => `"T${index}": ${item}`);
    const read = readText(`{"Resources": {\n${items.join(',\n')}\n}}`);
    expect('value' in read && Object.keys((read.value as { Resources: object }).Resources)).toHaveLength(
      10_500,
    );
  });
});

test('everything has its line, whatever the language', () => {
  const yaml = readText('Resources:\n  A:\n    Properties:\n      List:\n        - x\n        - b: 1\n');
  const json = readText('{"Resources": {\n"A": {\n"Properties": {\n"List": [\n"x",\n{"b": 1}]}}}}');
  for (const read of [yaml, json]) {
    if ('message' in read) throw new Error(read.message);
    const { places, value } = read;
    const { Resources } = value as { Resources: { A: { Properties: { List: [string, object] } } } };
    expect(places.lineOf(Resources, 'A')).toBe(2);
    expect(places.lineOf(Resources.A.Properties.List, 0)).toBe(5);
    expect(places.lineOf(Resources.A.Properties.List[1], 'b')).toBe(6);
    expect(places.lineOf('x')).toBeUndefined();
  }
});
