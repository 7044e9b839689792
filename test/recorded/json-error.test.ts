import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonErrorAt } from '#recorded/json-error.ts';

test.each<[string, string, number]>([
  ['a word in the place of a value', '{"a": oops}', 6],
  ['a comma too many in an object', '{"a": 1,}', 8],
  ['a comma too many in a list', '[1,]', 3],
  ['a comma missing', '{"a": 1 "b": 2}', 8],
  ['a key without quotes', '{a: 1}', 1],
  ['the wrong bracket', '{"a": 1]', 7],
  ['an end too early', '{"a": [1', 8],
  ['a text without its end', '["abc', 5],
  ['a line break in a text', '["a\nb"]', 3],
  ['an escape that is none', '["\\x"]', 2],
  ['more after the end', '{} x', 3],
  ['nothing', '', 0],
  ['a number with a leading zero', '[01]', 2],
])('%s', (_name, text, at) => {
  expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  expect(jsonErrorAt(text)).toBe(at);
});

test('a cut in valid JSON is found at the cut, never before it', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (json, cut) => {
      const text = `[${json}]`.slice(0, cut % (json.length + 2));
      const at = jsonErrorAt(text);
      // Nothing but a piece of the number, word or escape that was cut in two may lie behind the fault.
      expect(at).toBeLessThanOrEqual(text.length);
      expect(text.slice(at)).toMatch(/^[^\s[\]{},:"]*$/);
    }),
  );
});

test('depth does no harm', () => {
  expect(jsonErrorAt('['.repeat(300_000))).toBe(300_000);
});
