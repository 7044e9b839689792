import assert from 'node:assert/strict';
import type { World } from '../world.ts';
import { logs } from './secrets.ts';

/** Whatever happened, no function failed on the way; what fails comes back much later and would only look slow. */
export async function faults({ check, aws }: World): Promise<void> {
  await check('no function logged an error', async () => {
    const lines = await logs(aws);
    assert.ok(lines.length > 0);
    const errors = lines.filter((line) => line.includes('"level":"ERROR"'));
    assert.deepEqual(
      errors.map((line) => line.slice(0, 800)),
      [],
    );
  });
}
