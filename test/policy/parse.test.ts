import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PolicyKind } from '#policy/document.ts';
import { parsePolicy } from '#policy/parse.ts';
import { ALLOW, ask, read } from './support.ts';

const document = (statement: unknown, more: object = {}): object => ({
  Version: '2012-10-17',
  ...more,
  Statement: statement,
});

const errors = (value: unknown, kind: PolicyKind = 'identity'): readonly string[] => {
  const parsed = parsePolicy(value, 'p', kind);
  return 'errors' in parsed ? parsed.errors.map(({ path, message }) => `${path}: ${message}`) : [];
};
const notes = (value: unknown, kind: PolicyKind = 'identity'): readonly string[] => {
  const parsed = parsePolicy(value, 'p', kind);
  return 'errors' in parsed ? ['errors'] : parsed.notes.map(({ path, message }) => `${path}: ${message}`);
};

describe('reads', () => {
  const text = JSON.stringify(document([ALLOW]));
  test.each<[string, unknown]>([
    ['an object', document([ALLOW])],
    ['text', text],
    ['text as IAM returns it, URL-encoded', encodeURIComponent(text)],
    ['one statement that is no list', document(ALLOW)],
    ['no version', { Statement: ALLOW }],
    ['the old version', { Version: '2008-10-17', Id: 'x', Statement: ALLOW }],
    ['spaces', `  \n${JSON.stringify(document(ALLOW), undefined, 2)}\n`],
    ['a value with a percent sign', JSON.stringify(document({ ...ALLOW, Sid: '100%41' }))],
  ])('%s', (_, value) => {
    expect(errors(value)).toEqual([]);
    expect(ask({}, { identity: [read(value)] }).decision).toBe('ALLOWED');
  });

  test('100 kB', () => {
    const actions = Array.from(
      { length: 5000 },
      (_, index) => `ecs:Action${String(index).padStart(10, '0')}`,
    );
    const value = JSON.stringify(document({ ...ALLOW, Action: [...actions, 'ecs:*'] }));
    expect(value.length).toBeGreaterThan(100_000);
    expect(ask({}, { identity: [read(value)] }).decision).toBe('ALLOWED');
  });

  test('hostile Sids as they are', () => {
    const sid = '</a>\u001b[31m*bold*\u202e';
    expect(read(document({ ...ALLOW, Sid: sid })).statements[0]?.sid).toBe(sid);
  });

  test('elements it does not know, and keeps them', () => {
    const value = document({ ...ALLOW, Comment: { why: 'legacy' } });
    expect(read(value).statements[0]?.unknown).toEqual({ Comment: { why: 'legacy' } });
  });
});

describe('says what is wrong, and where', () => {
  test.each<[string, unknown, PolicyKind, readonly string[]]>([
    ['no JSON', '{"Version"', 'identity', [': the policy is not a JSON object']],
    ['the empty text', '', 'identity', [': the policy is not a JSON object']],
    ['a list', '[]', 'identity', [': the policy is not a JSON object']],
    ['a broken encoding', '%7B%', 'identity', [': the policy is not a JSON object']],
    ['nothing', undefined, 'identity', [': the policy is no object']],
    [
      'an unknown version',
      { Version: '2020-01-01', Statement: ALLOW },
      'identity',
      ['Version: is neither 2012-10-17 nor 2008-10-17'],
    ],
    ['no statement', { Version: '2012-10-17' }, 'identity', ['Statement: is missing']],
    [
      'a statement that is none',
      document(['x', ALLOW, null]),
      'identity',
      ['Statement[0]: is no object', 'Statement[2]: is no object'],
    ],
    ['no effect', document({ Action: '*', Resource: '*' }), 'identity', ['Statement.Effect: is missing']],
    [
      'an effect in another case',
      document({ ...ALLOW, Effect: 'allow' }),
      'identity',
      ['Statement.Effect: is neither Allow nor Deny'],
    ],
    [
      'no action',
      document({ Effect: 'Allow', Resource: '*' }),
      'identity',
      ['Statement.Action: is missing, and so is NotAction'],
    ],
    ['no actions in it', document([{ ...ALLOW, Action: [] }]), 'identity', ['Statement[0].Action: is empty']],
    [
      'an action that is none',
      document([{ ...ALLOW, Action: ['ecs:*', 7] }]),
      'identity',
      ['Statement[0].Action[1]: is no text'],
    ],
    [
      'both actions',
      document({ ...ALLOW, NotAction: 'iam:*' }),
      'identity',
      ['Statement.NotAction: is there beside Action'],
    ],
    [
      'both resources',
      document({ ...ALLOW, NotResource: '*' }),
      'identity',
      ['Statement.NotResource: is there beside Resource'],
    ],
    [
      'no resource',
      document({ Effect: 'Allow', Action: '*' }),
      'identity',
      ['Statement.Resource: is missing, and so is NotResource'],
    ],
    [
      'an empty resource',
      document({ ...ALLOW, Resource: '' }),
      'identity',
      ['Statement.Resource: is no text'],
    ],
    [
      'a principal',
      document({ ...ALLOW, Principal: '*' }),
      'identity',
      ['Statement.Principal: is not allowed in an identity policy'],
    ],
    [
      'no principal',
      document(ALLOW),
      'resource',
      ['Statement.Principal: is missing, and so is NotPrincipal'],
    ],
    ['no principal', document(ALLOW), 'trust', ['Statement.Principal: is missing, and so is NotPrincipal']],
    [
      'both principals',
      document({ ...ALLOW, Principal: '*', NotPrincipal: '*' }),
      'resource',
      ['Statement.NotPrincipal: is there beside Principal'],
    ],
    [
      'a principal that is text',
      document({ ...ALLOW, Principal: '123456789012' }),
      'resource',
      ['Statement.Principal: is neither * nor an object'],
    ],
    ['nobody', document({ ...ALLOW, Principal: {} }), 'resource', ['Statement.Principal: is empty']],
    [
      'a principal that is a number',
      document({ ...ALLOW, Principal: { AWS: [123456789012] } }),
      'resource',
      ['Statement.Principal.AWS[0]: is no text'],
    ],
    ['a Sid that is none', document({ ...ALLOW, Sid: 7 }), 'identity', ['Statement.Sid: is no text']],
    [
      'conditions that are none',
      document({ ...ALLOW, Condition: 'x' }),
      'identity',
      ['Statement.Condition: is no object'],
    ],
    [
      'an operator without keys',
      document({ ...ALLOW, Condition: { Bool: 'x' } }),
      'identity',
      ['Statement.Condition.Bool: is no object of keys'],
    ],
    [
      'a value that is none',
      document({ ...ALLOW, Condition: { Bool: { 'aws:x': { y: 1 } } } }),
      'identity',
      ['Statement.Condition.Bool.aws:x: is no text, number or boolean'],
    ],
    [
      'several faults at once',
      document([{ Effect: 'x' }]),
      'identity',
      [
        'Statement[0].Effect: is neither Allow nor Deny',
        'Statement[0].Action: is missing, and so is NotAction',
        'Statement[0].Resource: is missing, and so is NotResource',
      ],
    ],
  ])('%s', (_, value, kind, expected) => expect(errors(value, kind)).toEqual(expected));
});

describe('notes what decides nothing', () => {
  test.each<[string, unknown, PolicyKind, readonly string[]]>([
    ['no statements', document([]), 'identity', ['Statement: is empty: the policy decides nothing']],
    [
      'an element of the policy',
      { ...document(ALLOW), Comment: 1 },
      'identity',
      ['Comment: is no element of a policy'],
    ],
    [
      'an element of a statement',
      document([{ ...ALLOW, principal: '*' }]),
      'identity',
      ['Statement[0].principal: is no element of a statement'],
    ],
    [
      'a Sid twice',
      document([
        { ...ALLOW, Sid: 'A' },
        { ...ALLOW, Sid: 'A' },
      ]),
      'identity',
      ['Statement[1].Sid: is there twice'],
    ],
    [
      'an operator',
      document({ ...ALLOW, Condition: { StringSounds: { 'aws:x': '1' } } }),
      'identity',
      ['Statement.Condition.StringSounds: is no operator that is known: its conditions stay open'],
    ],
    [
      'no values',
      document({ ...ALLOW, Condition: { StringEquals: { 'aws:x': [] } } }),
      'identity',
      ['Statement.Condition.StringEquals.aws:x: has no values: nothing matches it'],
    ],
    [
      'a wildcard in a principal',
      document({ ...ALLOW, Principal: { AWS: ['arn:aws:iam::*:root', '*'] } }),
      'resource',
      ['Statement.Principal.AWS: arn:aws:iam::*:root matches nobody: only * alone is a wildcard'],
    ],
  ])('%s', (_, value, kind, expected) => expect(notes(value, kind)).toEqual(expected));
});

test('any JSON is a policy or an error, never an exception', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.constantFrom<PolicyKind[]>('identity', 'resource', 'trust'),
      (value, kind) => {
        for (const given of [value, { Statement: value }, { Statement: [{ ...ALLOW, Condition: value }] }]) {
          const parsed = parsePolicy(given, 'p', kind);
          expect('errors' in parsed ? parsed.errors.length : 1).toBeGreaterThan(0);
        }
      },
    ),
  );
});

test('any text is a policy or an error, never an exception', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constant('['.repeat(100_000))), (text) => {
      expect('errors' in parsePolicy(text, 'p', 'identity')).toBe(true);
    }),
  );
});
