import { describe, expect, it } from 'vitest';
import { ARN, at, edge, HOSTILE, LONG_ARN, LONG_SORT_KEY, OTHER } from './samples.ts';
import type { WithStore } from './with-store.ts';

export function edgesContract(withStore: WithStore): void {
  describe('edges', () => {
    it(
      'are found by what is used, as they were put',
      withStore(async (store) => {
        const sighted = edge({ user: 'arn:x', features: [], lastSeen: at(3) });
        await store.putEdge(edge(), 1);
        await store.putEdge(sighted, 1);
        await store.putEdge(edge({ used: OTHER }), 1);
        expect(await store.users(ARN)).toStrictEqual([edge(), sighted]);
        expect(await store.users('arn:nobody')).toStrictEqual([]);
      }),
    );

    it(
      'a newer write, and one of the same seq, replaces the edge with all its attributes',
      withStore(async (store) => {
        await store.putEdge(edge({ lastSeen: at(1) }), 1);
        await store.putEdge(edge({ features: ['revision:2'] }), 2);
        expect(await store.users(ARN)).toStrictEqual([edge({ features: ['revision:2'] })]);
        await store.putEdge(edge({ confirmedAt: at(5) }), 2);
        expect(await store.users(ARN)).toStrictEqual([edge({ confirmedAt: at(5) })]);
      }),
    );

    it(
      'an older write changes nothing',
      withStore(async (store) => {
        await store.putEdge(edge({ features: ['new'] }), 5);
        await store.putEdge(edge({ features: ['old'] }), 4);
        expect(await store.users(ARN)).toStrictEqual([edge({ features: ['new'] })]);
      }),
    );

    it(
      'an ended edge is gone',
      withStore(async (store) => {
        await store.putEdge(edge(), 1);
        await store.endEdge(ARN, OTHER, 2, at(2));
        expect(await store.users(ARN)).toStrictEqual([]);
      }),
    );

    it(
      'a late put does not bring an ended edge back',
      withStore(async (store) => {
        await store.endEdge(ARN, OTHER, 5, at(2));
        await store.putEdge(edge(), 4);
        expect(await store.users(ARN)).toStrictEqual([]);
      }),
    );

    it(
      'a newer put does bring it back',
      withStore(async (store) => {
        await store.endEdge(ARN, OTHER, 5, at(2));
        await store.putEdge(edge(), 6);
        expect(await store.users(ARN)).toStrictEqual([edge()]);
      }),
    );

    it(
      'a late end does not end an edge put by a newer seq',
      withStore(async (store) => {
        await store.putEdge(edge(), 6);
        await store.endEdge(ARN, OTHER, 5, at(2));
        expect(await store.users(ARN)).toStrictEqual([edge()]);
      }),
    );

    it(
      'an edge used and ended in the same seq is as the last of the two says',
      withStore(async (store) => {
        await store.putEdge(edge(), 3);
        await store.endEdge(ARN, OTHER, 3, at(2));
        expect(await store.users(ARN)).toStrictEqual([]);
        await store.putEdge(edge(), 3);
        expect(await store.users(ARN)).toStrictEqual([edge()]);
      }),
    );

    it(
      'names may be hostile or as long as keys can be',
      withStore(async (store) => {
        const users = [...HOSTILE, LONG_SORT_KEY];
        for (const user of users) await store.putEdge(edge({ used: LONG_ARN, user, features: HOSTILE }), 1);
        const found = await store.users(LONG_ARN);
        expect(new Set(found.map(({ user }) => user))).toStrictEqual(new Set(users));
        expect(found[0]?.features).toStrictEqual(HOSTILE);
      }),
    );

    it(
      'more users than one answer holds are all found',
      withStore(async (store) => {
        const features = ['x'.repeat(60_000)];
        const users = Array.from({ length: 25 }, (_, index) => `user-${index}`);
        await Promise.all(users.map((user) => store.putEdge(edge({ user, features }), 1)));
        expect((await store.users(ARN)).map(({ user }) => user).toSorted()).toStrictEqual(users.toSorted());
      }),
    );
  });
}
