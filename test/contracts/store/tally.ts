import { describe, expect, it } from 'vitest';
import type { Verdict } from '#domain/state.ts';
import { at, OTHER, resolvedRow, row, state } from './samples.ts';
import type { WithStore } from './with-store.ts';

const verdict = (says: Partial<Verdict>): Verdict => ({
  status: 'PASSED',
  fingerprint: [],
  reasons: [],
  since: at(0),
  route: 'silent',
  controlVersion: 1,
  parametersHash: '',
  ...says,
});
const NOTHING = {
  open: { CRITICAL: 0, HIGH: 0, MEDIUM: 0, LOW: 0, INFORMATIONAL: 0 },
  unjudged: 0,
  untold: { immediate: { resources: 0 }, digest: { resources: 0 } },
};

export function tallyContract(withStore: WithStore): void {
  describe('a tally', () => {
    it(
      'of nothing is nothing',
      withStore(async (store) => {
        expect(await store.tally()).toStrictEqual(NOTHING);
      }),
    );

    it(
      'counts open findings by severity, and no others',
      withStore(async (store) => {
        await store.putFinding(row({ controlId: 'a', severity: 'HIGH' }));
        await store.putFinding(row({ controlId: 'b', severity: 'HIGH' }));
        await store.putFinding(row({ controlId: 'c', severity: 'LOW' }));
        await store.putFinding(row({ controlId: 'd', severity: 'CRITICAL', status: 'SUPPRESSED' }));
        await store.putFinding(resolvedRow({ controlId: 'e', severity: 'CRITICAL' }));
        expect((await store.tally()).open).toStrictEqual({ ...NOTHING.open, HIGH: 2, LOW: 1 });
      }),
    );

    it(
      'counts verdicts that could not be judged or renewed, until they are',
      withStore(async (store) => {
        const verdicts = {
          a: verdict({ status: 'NOT_AVAILABLE', why: 'denied' }),
          b: verdict({ staleSince: at(1), staleWhy: 'throttled' }),
          c: verdict({}),
        };
        await store.putState(state({ verdicts }), undefined);
        await store.putState(state({ arn: OTHER, verdicts: { a: verdicts.a } }), undefined);
        expect((await store.tally()).unjudged).toBe(3);
        await store.putState(state({ version: 2, verdicts: { c: verdicts.c } }), 1);
        expect((await store.tally()).unjudged).toBe(1);
      }),
    );

    it(
      'counts resources with something untold by route, and since when the first has',
      withStore(async (store) => {
        for (const [n, untoldRoute] of (['immediate', 'digest', 'digest'] as const).entries())
          await store.putState(
            state({ arn: `arn:${n}`, untoldRoute, untoldSeverity: 'HIGH', untoldSince: at(10 - n) }),
            undefined,
          );
        expect((await store.tally()).untold).toStrictEqual({
          immediate: { resources: 1, since: at(10) },
          digest: { resources: 2, since: at(8) },
        });
      }),
    );
  });
}
