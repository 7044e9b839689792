import { describe } from 'vitest';
import { edgesContract } from './store/edges.ts';
import { findingsContract } from './store/findings.ts';
import { recordsContract } from './store/records.ts';
import type { MakeStore } from './store/samples.ts';
import { statesContract } from './store/states.ts';
import { tallyContract } from './store/tally.ts';
import { withStoreOf } from './store/with-store.ts';

/** What the monitor relies on in any store; every store's tests run it. */
export function storeContract(name: string, makeStore: MakeStore): void {
  const withStore = withStoreOf(makeStore);
  describe(`${name} keeps the contract of a store`, () => {
    statesContract(withStore);
    edgesContract(withStore);
    findingsContract(withStore);
    recordsContract(withStore);
    tallyContract(withStore);
  });
}
