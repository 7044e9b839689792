import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CANARY, type World } from '../world.ts';

/** The canary stands in environment variables, commands and unreadable messages. It may be nowhere that is ours. */
export async function secrets(world: World, letters: readonly string[]): Promise<void> {
  const { check, aws, tables, emulator, cdk, findings, ops } = world;
  const free = (texts: readonly string[], atLeast: number): void => {
    assert.ok(texts.length >= atLeast, `${texts.length} were looked at`);
    const found = texts.filter((text) => text.includes(CANARY));
    assert.equal(found.length, 0, found[0]?.replaceAll(CANARY, '<canary>').slice(0, 500));
  };
  await check('no table holds the canary secret', async () => free(await tables.everything(), 10));
  await check('no message in a queue of ours held it, but the one sent there by hand', async () => {
    const lines = (await readFile(emulator.queueLog, 'utf8')).trim().split('\n');
    const ours = lines.filter((line) => !line.includes('\\"password\\": '));
    assert.equal(lines.length - ours.length, 1);
    free(ours, 20);
  });
  await check('no dead letter holds it', () => free(letters, 2));
  await check('no message to subscribers held it', () =>
    free(
      [...findings.received, ...ops.received].map(({ notification }) => notification),
      3,
    ),
  );
  await check('no log holds it', async () => free(await logs(aws), 5));
  await check('no template holds it', async () => {
    const files = (await readdir(cdk.assembly)).filter((file) => file.endsWith('.json'));
    free(await Promise.all(files.map((file) => readFile(join(cdk.assembly, file), 'utf8'))), 1);
  });
}

/** Every line in every log group. */
export async function logs(aws: World['aws']): Promise<readonly string[]> {
  const { logGroups } = await aws.json('logs', 'Logs_20140328.DescribeLogGroups');
  const lines: string[] = [];
  for (const { logGroupName } of logGroups as readonly { readonly logGroupName: string }[]) {
    let nextToken: unknown;
    do {
      const page = await aws.json('logs', 'Logs_20140328.FilterLogEvents', {
        logGroupName,
        ...(nextToken !== undefined && { nextToken }),
      });
      lines.push(
        ...(page['events'] as readonly { readonly message: string }[]).map(({ message }) => message),
      );
      nextToken = page['nextToken'];
    } while (nextToken !== undefined && nextToken !== null);
  }
  return lines;
}
