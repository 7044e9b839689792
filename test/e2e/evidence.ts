import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EVIDENCE } from './folders.ts';
import { logs } from './scenarios/secrets.ts';
import type { World } from './world.ts';

/** Forgets what an earlier run left. */
export const clearEvidence = (): Promise<void> => rm(EVIDENCE, { recursive: true, force: true });

/** Keeps what there is to find out why a check failed: tables, logs, the emulator's log and what queues held. */
export async function keepEvidence({ aws, emulator, tables, say }: World, check: string): Promise<void> {
  const folder = join(EVIDENCE, check.replaceAll(/\W+/g, '-'));
  await mkdir(folder, { recursive: true });
  const write = async (name: string, lines: Promise<readonly string[]>): Promise<void> =>
    writeFile(join(folder, name), (await lines).join('\n'));
  // After a failed `destroy`, say, some of it is gone.
  await Promise.allSettled([
    write('tables.txt', tables.everything()),
    write('logs.txt', logs(aws)),
    copyFile(emulator.log, join(folder, 'emulator.txt')),
    copyFile(emulator.queueLog, join(folder, 'queues.txt')),
  ]);
  say(`        what there was is kept in ${folder}`);
}
