import { describe, expect, it, test } from 'vitest';
import { parseAccount, parseChanges } from '#recorded/account-file.ts';

const CLUSTER = 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop';

describe('an account file that is refused says why', () => {
  test.each<[string, string, string]>([
    [
      'broken JSON, with its place and none of its text',
      '{\n  "version": 1,\n  "secret-canary": oops}',
      'the account file is not JSON: line 3, column 20',
    ],
    ['an empty file', '', 'the account file is not JSON: line 1, column 1'],
    ['a list', '[]', 'the account file is not an object'],
    [
      'no version',
      '{"resources":{}}',
      'the account file has no version; this program reads versions 1 and 2',
    ],
    [
      'another version',
      '{"version":3,"resources":{}}',
      'the account file has an unknown version; this program reads versions 1 and 2',
    ],
    ['no resources', '{"version":1}', 'resources is not an object'],
    ['a list of resources', '{"version":1,"resources":[]}', 'resources is not an object'],
    ['a key that is no ARN', '{"version":1,"resources":{"web":{}}}', 'resources: "web" is not an ARN'],
    [
      'a key that is a trap',
      '{"version":1,"resources":{"__proto__":{}}}',
      'resources: "__proto__" is not an ARN',
    ],
    [
      'facts that are no object',
      `{"version":1,"resources":{"${CLUSTER}":[]}}`,
      `resources: "${CLUSTER}" does not stand for an object`,
    ],
    [
      'a family',
      '{"version":1,"resources":{"arn:aws:ecs:eu-west-1:111122223333:task-definition/web":{}}}',
      'resources: "arn:aws:ecs:eu-west-1:111122223333:task-definition/web" is the ARN of a family; each revision is recorded under its own ARN, with its number',
    ],
  ])('%s', (_name, text, error) => {
    expect(parseAccount(text)).toEqual({ error });
  });

  it('shows a hostile key as short plain text', () => {
    const key = `\u001b[31m<!channel>\n${'x'.repeat(10_000)}`;
    const result = parseAccount(JSON.stringify({ version: 1, resources: { [key]: {} } }));
    const error = 'error' in result ? result.error : '';
    expect(error).toMatch(/^resources: "\?\[31m\?!channel\?\?x+\.\.\." is not an ARN$/);
    expect(error.length).toBeLessThan(140);
  });
});

it('reads a file with a byte order mark, and takes null for "not there"', () => {
  const text = `\uFEFF${JSON.stringify({ version: 1, resources: { [CLUSTER]: { cluster: {} }, [`${CLUSTER}2`]: null } })}`;
  expect(parseAccount(text)).toEqual({ account: { version: 1, resources: { [CLUSTER]: { cluster: {} } } } });
});

it('reads changes, null among them', () => {
  expect(parseChanges({ [CLUSTER]: null })).toEqual({ changes: { [CLUSTER]: null } });
  expect(parseChanges([])).toEqual({ error: 'the changes are not an object' });
  expect(parseChanges({ x: null })).toEqual({ error: '"x" is not an ARN' });
});
