import type { Store, StoreOptions } from '#domain/ports.ts';
import type { MakeStore } from './samples.ts';

/** Makes a test of a situation: it is given an empty store of its own. */
export type WithStore = (
  situation: (store: Store) => Promise<void>,
  options?: StoreOptions,
) => () => Promise<void>;

export const withStoreOf =
  (makeStore: MakeStore): WithStore =>
  (situation, options) =>
  async () => {
    const { store, stop } = await makeStore(options);
    try {
      await situation(store);
    } finally {
      await stop();
    }
  };
