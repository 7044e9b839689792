import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sourceFrames } from '../../functions/source-frames.ts';
import { runProgram } from '../support/run-program.ts';

const PROGRAM = `
  import { logError } from './functions/telemetry.ts';
  import { readEnvironment } from './functions/environment.ts';
  const work = { write: (line) => console.log(line), clock: { now: () => 'now' } };
  try { readEnvironment({}); } catch (error) { logError(work, 'here', error); }
`;

/** A program bundled as the functions are, with or without its map; gives the frames it logs. */
async function framesOf(folder: string, sourcemap: boolean): Promise<readonly string[]> {
  const outfile = join(folder, `${sourcemap}.mjs`);
  await build({
    stdin: { contents: PROGRAM, resolveDir: process.cwd(), loader: 'ts' },
    outfile,
    sourcemap,
    sourcesContent: false,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
  });
  const { stdout } = await runProgram([outfile], folder);
  return (JSON.parse(stdout) as { stack: readonly string[] }).stack;
}

describe('the frames of an error in a bundle', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ecs-warden-frames-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('name the file and line of the source', async () => {
    const [first] = await framesOf(folder, true);
    expect(first).toMatch(/\(functions\/environment\.ts:\d+:\d+\)$/);
  });

  test('stay as they are without the map', async () => {
    const [first] = await framesOf(folder, false);
    expect(first).toMatch(/false\.mjs:\d+:\d+\)$/);
  });
});

test('frames of other files and other texts stay as they are', () => {
  const frames = ['at node:internal/process/task_queues:105:5', 'at <anonymous>', ''];
  expect(sourceFrames(frames)).toEqual(frames);
});
