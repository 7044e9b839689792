import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStore } from '#recorded/memory-store.ts';
import { anyOperation, everythingIn } from './operations.ts';
import { at, type MakeStore } from './samples.ts';

const clock = { now: () => at(10) };

/** A store and the one in memory go the same way through `runs` random sequences of calls. */
export function alikeContract(makeStore: MakeStore, runs: number): void {
  it('answers and ends like the store in memory, whatever is done in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyOperation, { minLength: 5, maxLength: 40, size: 'max' }),
        async (operations) => {
          const { store, stop } = await makeStore({ pageSize: 2, clock });
          const memory = memoryStore({ pageSize: 2, clock });
          try {
            for (const { says, run } of operations)
              expect(await run(store), says).toStrictEqual(await run(memory));
            expect(await everythingIn(store)).toStrictEqual(await everythingIn(memory));
          } finally {
            await stop();
          }
        },
      ),
      { numRuns: runs },
    );
  });
}
