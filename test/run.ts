/**
 * Runs vitest and closes with one line that people and build servers can read: `N passed, N failed`.
 * Arguments go to vitest: `npm test -- test/domain`.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'ecs-warden-test-'));
const file = join(folder, 'report.json');
try {
  const code = await new Promise<number>((resolve, reject) => {
    const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const child = spawn(process.execPath, [vitest, 'run', ...options, ...process.argv.slice(2)], {
      stdio: 'inherit',
    });
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? 1));
  });
  const report = await readFile(file, 'utf8').then(
    (text): Report => JSON.parse(text),
    () => undefined,
  );
  const passed = report?.numPassedTests ?? 0;
  // A file that could not be loaded failed too, although none of its tests ran.
  const broken = report?.testResults.filter(
    (result) =>
      result.status === 'failed' && !result.assertionResults.some((test) => test.status === 'failed'),
  );
  const counted = (report?.numFailedTests ?? 0) + (broken?.length ?? 0);
  // An error outside of any test, or no report at all, must not read as "0 failed".
  const failed = counted === 0 && code !== 0 ? 1 : counted;
  process.exitCode = code !== 0 ? code : failed > 0 || passed === 0 ? 1 : 0;
  console.log(`${passed} passed, ${failed} failed`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
