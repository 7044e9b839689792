import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Diagnosis } from '#monitor/doctor/diagnosis.ts';
import { eventually } from '../checks.ts';
import { invoke, untilIdle } from '../deployed.ts';
import { awsEnvironment } from '../environment.ts';
import { ROOT } from '../folders.ts';
import { run } from '../process.ts';
import type { World } from '../world.ts';

const TIMEOUT_MS = 30_000;

/** The doctor finds nothing wrong with a deployed monitor, and says that it is blind when a rule is disabled. */
export async function doctor({ check, aws, emulator, outputs, folder, signal }: World): Promise<void> {
  /** What it printed; `failed` with what it printed when it did not exit 0. */
  const examined = async (): Promise<{ readonly failed: boolean; readonly lines: readonly Diagnosis[] }> => {
    const printed = run({
      command: process.execPath,
      args: [join(ROOT, 'bin/ecs-warden.ts'), 'doctor', '-o', 'ndjson'],
      env: awsEnvironment(emulator.endpoint, folder),
      cwd: ROOT,
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    const [text, failed] = await printed.then(
      (out) => [out, false] as const,
      (error: unknown) => [String(error), true] as const,
    );
    const lines = text.split('\n').filter((line) => line.startsWith('{'));
    return { failed, lines: lines.map((line) => JSON.parse(line) as Diagnosis) };
  };
  const ofHealth = (lines: readonly Diagnosis[], ...wanted: readonly string[]): readonly string[] =>
    lines.filter(({ health }) => wanted.includes(health)).map(({ of, says }) => `${of}: ${says}`);

  await check('the doctor finds a deployed monitor well', async () => {
    await invoke(aws, outputs, 'Tick');
    // The canary comes back.
    await untilIdle(aws, outputs);
    const { failed, lines } = await examined();
    assert.deepEqual(ofHealth(lines, 'blind', 'unknown', 'warning'), []);
    assert.ok(lines.length > 25, `${lines.length} lines`);
    assert.equal(failed, false);
  });
  await check(
    'while a rule is disabled it is blind: the canary is not written, and the doctor says why and how to mend it',
    async () => {
      const { Rules } = await aws.json('events', 'AWSEvents.ListRules');
      const [rule] = Rules as readonly { readonly Name: string }[];
      const Name = rule?.Name ?? '';
      await aws.json('events', 'AWSEvents.DisableRule', { Name });
      await invoke(aws, outputs, 'Tick');
      const { failed, lines } = await examined();
      assert.equal(failed, true);
      const blind = lines.filter(({ health }) => health === 'blind');
      assert.deepEqual(
        blind.map(({ says }) => says),
        ['it is disabled', `it is not written: rules are disabled: ${Name.replace('ecs-warden-', '')}`],
      );
      assert.ok(blind[0]?.mend?.startsWith(`aws events enable-rule --name ${Name}`));
      await aws.json('events', 'AWSEvents.EnableRule', { Name });
      await invoke(aws, outputs, 'Tick');
      await eventually('the doctor is content again', async () => !(await examined()).failed);
    },
  );
}
