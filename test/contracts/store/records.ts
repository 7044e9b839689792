import { describe, expect, it } from 'vitest';
import { ARN, at, HOSTILE, LONG_ARN, OTHER, suppression } from './samples.ts';
import type { WithStore } from './with-store.ts';

export function recordsContract(withStore: WithStore): void {
  describe('suppressions of single findings', () => {
    it(
      'are those of one resource, as they were put',
      withStore(async (store) => {
        await store.putSuppression(suppression());
        await store.putSuppression(suppression({ controlId: 'b', fingerprint: [] }));
        await store.putSuppression(suppression({ resourceArn: OTHER }));
        await store.putSuppression(suppression({ resourceArn: `${ARN}x` }));
        expect(await store.suppressions(ARN)).toStrictEqual([
          suppression({ controlId: 'b', fingerprint: [] }),
          suppression(),
        ]);
        expect(await store.suppressions('arn:nobody')).toStrictEqual([]);
      }),
    );

    it(
      'a second on the same finding replaces the first',
      withStore(async (store) => {
        await store.putSuppression(suppression());
        await store.putSuppression(suppression({ owner: 'other team' }));
        expect(await store.suppressions(ARN)).toStrictEqual([suppression({ owner: 'other team' })]);
      }),
    );

    it(
      'takes hostile and long names',
      withStore(async (store) => {
        for (const text of HOSTILE)
          await store.putSuppression(suppression({ resourceArn: LONG_ARN, controlId: text, reason: text }));
        const found = await store.suppressions(LONG_ARN);
        expect(new Set(found.map(({ reason }) => reason))).toStrictEqual(new Set(HOSTILE));
      }),
    );
  });

  describe('counters', () => {
    it(
      'each addition counts, and says the sum so far',
      withStore(async (store) => {
        expect(await store.count('looks', 3, at(9))).toBe(3);
        expect(await store.count('looks', -1, at(9))).toBe(2);
        expect(await store.count('looks', 0, at(9))).toBe(2);
        expect(await store.count('other', 1, at(9))).toBe(1);
      }),
    );

    it(
      'twenty at once are counted each, and no two get the same sum',
      withStore(async (store) => {
        const sums = await Promise.all(Array.from({ length: 20 }, () => store.count('told', 1, at(9))));
        expect(sums.toSorted((a, b) => a - b)).toStrictEqual(
          Array.from({ length: 20 }, (_, index) => index + 1),
        );
      }),
    );

    it(
      'names may be hostile, or those of notes',
      withStore(async (store) => {
        for (const name of HOSTILE) expect(await store.count(name, 1, at(9))).toBe(1);
        await store.putNote('told', 'a note');
        expect(await store.count('told', 1, at(9))).toBe(1);
        expect(await store.note('told')).toBe('a note');
      }),
    );
  });

  describe('notes', () => {
    it.each([
      ['a record', { at: at(0), pages: [1, 2], nested: { empty: {}, list: [], text: '', nothing: null } }],
      ['a text', 'text'],
      ['an empty text', ''],
      ['nothing', null],
      ['zero', 0],
      ['a list', []],
      ['hostile names', Object.fromEntries(HOSTILE.map((text) => [text, text]))],
    ])('keep %s', (_, value) =>
      withStore(async (store) => {
        await store.putNote('n', value);
        expect(await store.note('n')).toStrictEqual(value);
      })(),
    );

    it(
      'what is undefined in a record is absent',
      withStore(async (store) => {
        await store.putNote('n', { there: 1, absent: undefined });
        expect(await store.note('n')).toStrictEqual({ there: 1 });
        await store.putNote('n', undefined);
        expect(await store.note('n')).toBeUndefined();
      }),
    );

    it(
      'the last one stays; each name has its own',
      withStore(async (store) => {
        expect(await store.note('n')).toBeUndefined();
        await store.putNote('n', 1);
        await store.putNote('n', 2);
        for (const name of HOSTILE) await store.putNote(name, name);
        expect(await store.note('n')).toBe(2);
        expect(await store.note(HOSTILE[0])).toBe(HOSTILE[0]);
      }),
    );
  });
}
