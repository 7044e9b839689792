import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tableNames } from '../deployed.ts';
import { cleanEnvironment } from '../environment.ts';
import { ROOT } from '../folders.ts';
import { run } from '../process.ts';
import type { World } from '../world.ts';

const LIMIT_MS = 120_000;
/** The contract has more tests than this; a run that finds none must not pass. */
const AT_LEAST = 60;

interface Report {
  readonly numPassedTests: number;
  readonly numTotalTests: number;
}

/** What the monitor relies on in a store holds on the emulator's DynamoDB too, on tables like the deployed ones. */
export async function storeContract({ check, say, emulator, outputs, folder, signal }: World): Promise<void> {
  await check('the store keeps its contract on tables as they are deployed', async () => {
    const report = join(folder, 'store.json');
    await run({
      command: process.execPath,
      args: [
        join(ROOT, 'node_modules/vitest/vitest.mjs'),
        'run',
        '--config=test/e2e/vitest.config.ts',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      env: {
        ...cleanEnvironment(folder),
        STORE_ENDPOINT: emulator.endpoint,
        STORE_TABLES: JSON.stringify(tableNames(outputs)),
      },
      cwd: ROOT,
      timeoutMs: LIMIT_MS,
      signal,
    });
    const { numPassedTests, numTotalTests }: Report = JSON.parse(await readFile(report, 'utf8'));
    assert.equal(numPassedTests, numTotalTests);
    assert.ok(numPassedTests >= AT_LEAST, `${numPassedTests} tests ran`);
    say(`        ${numPassedTests} tests of the contract`);
  });
}
