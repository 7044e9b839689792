import { memoryStore } from '#recorded/memory-store.ts';
import { storeContract } from '../contracts/store.ts';

storeContract('the store in memory', async (options) => ({
  store: memoryStore(options),
  stop: async () => {},
}));
