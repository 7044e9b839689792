import { describe, expect, it } from 'vitest';
import type { ResourceState } from '#domain/state.ts';
import {
  ARN,
  allOf,
  at,
  HOSTILE,
  LONG_ARN,
  OTHER,
  pagesOf,
  row,
  state,
  suppression,
  verdict,
} from './samples.ts';
import type { WithStore } from './with-store.ts';

const numbered = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${ARN}-${index}`);
const arnsOf = (states: readonly ResourceState[]): readonly string[] => states.map(({ arn }) => arn);

/** A state in which everything optional is there and much is empty. */
const FULL = state({
  verdicts: { a: verdict(), b: verdict({ status: 'PASSED', fingerprint: [], reasons: [], why: '' }) },
  told: { a: { status: 'OPEN', severity: 'HIGH', fingerprint: [], route: 'digest' } },
  pending: {
    transitions: [{ controlId: 'a', kind: 'opened' }],
    rows: [],
    edges: [{ used: OTHER, features: [] }],
    endedEdges: [],
    usesChanged: [OTHER],
    at: at(1),
    hop: 0,
    change: {
      eventId: 'e',
      eventName: 'RegisterTaskDefinition',
      eventTime: at(0),
      actor: { principal: 'root' },
    },
  },
  untoldSince: at(3),
  untoldRoute: 'immediate',
  untoldSeverity: 'HIGH',
  tellingUntil: at(9),
  uses: [{ used: OTHER, features: ['tag:latest'], lastSeen: at(0) }],
  tags: { '': '', empty: '' },
  dueAt: at(50),
});

export function statesContract(withStore: WithStore): void {
  describe('states', () => {
    it(
      'a state comes back as it was put, empty lists and records included',
      withStore(async (store) => {
        expect(await store.putState(FULL, undefined)).toBe(true);
        expect(await store.state(ARN)).toStrictEqual(FULL);
        expect(await store.state(OTHER)).toBeUndefined();
      }),
    );

    it(
      'what is changed afterwards outside changes nothing inside',
      withStore(async (store) => {
        const tags: Record<string, string> = { team: 'a' };
        const put = state({ tags });
        await store.putState(put, undefined);
        tags['team'] = 'b';
        Object.assign(put, { version: 9 });
        const read = await store.state(ARN);
        Object.assign(read?.tags ?? {}, { team: 'c' });
        expect((await store.state(ARN))?.tags).toStrictEqual({ team: 'a' });
        expect(await store.putState(state({ version: 2 }), 1)).toBe(true);
      }),
    );

    it(
      'tags named like parts of JavaScript, and hostile ones, stay tags',
      withStore(async (store) => {
        const tags = Object.fromEntries(HOSTILE.map((text) => [text, text]));
        expect(Object.keys(tags)).toHaveLength(HOSTILE.length);
        await store.putState(state({ tags }), undefined);
        expect((await store.state(ARN))?.tags).toStrictEqual(tags);
      }),
    );

    it.each([...HOSTILE, LONG_ARN])('an ARN may be %j', (arn) =>
      withStore(async (store) => {
        expect(await store.putState(state({ arn }), undefined)).toBe(true);
        expect((await store.state(arn))?.arn).toBe(arn);
      })(),
    );

    it(
      'half a character in a text does no harm',
      withStore(async (store) => {
        const cut = '😀'.slice(0, 1);
        await store.putState(state({ tags: { cut } }), undefined);
        expect((await store.state(ARN))?.tags['cut']?.toWellFormed()).toBe('\ufffd');
      }),
    );
  });

  describe('the guard of a state', () => {
    it(
      'of two that create, one wins',
      withStore(async (store) => {
        const won = await Promise.all([1, 2].map((seq) => store.putState(state({ seq }), undefined)));
        expect(won.filter(Boolean)).toHaveLength(1);
        expect((await store.state(ARN))?.seq).toBe(won[0] ? 1 : 2);
      }),
    );

    it(
      'of ten writers that read the same version, one wins',
      withStore(async (store) => {
        await store.putState(state(), undefined);
        const writers = Array.from({ length: 10 }, (_, seq) => store.putState(state({ version: 2, seq }), 1));
        expect((await Promise.all(writers)).filter(Boolean)).toHaveLength(1);
        expect((await store.state(ARN))?.version).toBe(2);
      }),
    );

    it(
      'a writer with an old version, or without one, loses and leaves the item alone',
      withStore(async (store) => {
        await store.putState(state({ version: 7 }), undefined);
        expect(await store.putState(state({ version: 8, seq: 99 }), 6)).toBe(false);
        expect(await store.putState(state({ version: 8, seq: 99 }), undefined)).toBe(false);
        expect(await store.state(ARN)).toStrictEqual(state({ version: 7 }));
      }),
    );

    it(
      'a writer that expects a version where there is no item loses',
      withStore(async (store) => {
        expect(await store.putState(state({ version: 2 }), 1)).toBe(false);
        expect(await store.state(ARN)).toBeUndefined();
      }),
    );

    it(
      'a suppression on a resource without a state does not stop its first state',
      withStore(async (store) => {
        await store.putSuppression(suppression());
        expect(await store.putState(state(), undefined)).toBe(true);
      }),
    );
  });

  describe('listing states', () => {
    it(
      'every state once, no page larger than asked, and nothing else',
      withStore(
        async (store) => {
          for (const arn of numbered(7)) await store.putState(state({ arn }), undefined);
          await store.putNote('sweep', {});
          await store.count('looks', 1, at(9));
          await store.putSuppression(suppression());
          await store.putFinding(row());
          const pages = await pagesOf((page) => store.states(page));
          expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(3);
          expect(arnsOf(pages.flat()).toSorted()).toStrictEqual(numbered(7));
        },
        { pageSize: 3 },
      ),
    );

    it(
      'an empty store has no states',
      withStore(async (store) => {
        expect(await allOf((page) => store.states(page))).toStrictEqual([]);
      }),
    );
  });

  describe('what is untold', () => {
    it(
      'comes oldest first, each route for itself, page by page',
      withStore(
        async (store) => {
          const ages = [5, 1, 6, 3, 2, 7, 4];
          for (const age of ages) {
            const arn = `${ARN}-${age}`;
            const untoldRoute = age > 5 ? 'digest' : 'immediate';
            await store.putState(state({ arn, untoldSince: at(age), untoldRoute }), undefined);
          }
          await store.putState(state({ arn: OTHER }), undefined);
          const immediate = await pagesOf((page) => store.untold('immediate', page));
          expect(immediate.flat().map(({ untoldSince }) => untoldSince)).toStrictEqual(
            [1, 2, 3, 4, 5].map(at),
          );
          expect(Math.max(...immediate.map(({ length }) => length))).toBe(2);
          expect(arnsOf(await allOf((page) => store.untold('digest', page)))).toStrictEqual([
            `${ARN}-6`,
            `${ARN}-7`,
          ]);
        },
        { pageSize: 2 },
      ),
    );

    it(
      'is gone once told, and moves when its route changes',
      withStore(async (store) => {
        await store.putState(state({ untoldSince: at(1), untoldRoute: 'digest' }), undefined);
        await store.putState(state({ version: 2, untoldSince: at(1), untoldRoute: 'immediate' }), 1);
        expect(await allOf((page) => store.untold('digest', page))).toStrictEqual([]);
        expect(arnsOf(await allOf((page) => store.untold('immediate', page)))).toStrictEqual([ARN]);
        await store.putState(state({ version: 3 }), 2);
        expect(await allOf((page) => store.untold('immediate', page))).toStrictEqual([]);
      }),
    );

    it(
      'goes on behind items that were told since the last page',
      withStore(
        async (store) => {
          for (const arn of numbered(5))
            await store.putState(state({ arn, untoldSince: at(1), untoldRoute: 'digest' }), undefined);
          const told: string[] = [];
          let next: string | undefined;
          do {
            const page = await store.untold('digest', next);
            for (const { arn } of page.items) {
              told.push(arn);
              await store.putState(state({ arn, version: 2 }), 1);
            }
            next = page.next;
          } while (next !== undefined);
          expect(told.toSorted()).toStrictEqual(numbered(5));
        },
        { pageSize: 2 },
      ),
    );

    it(
      'gives the whole state',
      withStore(async (store) => {
        await store.putState(FULL, undefined);
        expect(await allOf((page) => store.untold('immediate', page))).toStrictEqual([FULL]);
      }),
    );
  });

  describe('suppressions that end', () => {
    it(
      'are those up to the moment, itself included, on more than one page',
      withStore(
        async (store) => {
          for (const second of [1, 2, 3, 4, 5]) {
            await store.putState(state({ arn: `${ARN}-${second}`, dueAt: at(second) }), undefined);
          }
          await store.putState(state({ arn: OTHER }), undefined);
          expect((await store.due(at(4))).toSorted()).toStrictEqual(
            [1, 2, 3, 4].map((second) => `${ARN}-${second}`),
          );
          expect(await store.due(at(0))).toStrictEqual([]);
        },
        { pageSize: 2 },
      ),
    );

    it(
      'are none once the suppression has been taken off',
      withStore(async (store) => {
        await store.putState(state({ dueAt: at(1) }), undefined);
        await store.putState(state({ version: 2 }), 1);
        expect(await store.due(at(9))).toStrictEqual([]);
      }),
    );
  });
}
