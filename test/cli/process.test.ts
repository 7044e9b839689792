import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { behaviours, controls } from '#controls/index.ts';
import { type Ended, runProgram } from '../support/run-program.ts';
import { updateService } from './fake-io.ts';

/** The program itself, as people run it. */
const PROGRAM = fileURLToPath(new URL('../../bin/ecs-warden.ts', import.meta.url));
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecs-warden-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the program in an empty folder. */
const start = (argv: readonly string[], meddle?: Parameters<typeof runProgram>[2]): Promise<Ended> =>
  runProgram([PROGRAM, ...argv], folder, meddle);

test('a list goes to stdout as JSON when nobody sits there', async () => {
  const { code, stdout, stderr } = await start(['controls']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toHaveLength(controls.length + behaviours.length);
});

test('wrong usage is told on stderr, without a stack', async () => {
  const { code, stdout, stderr } = await start(['route', 'no-such-file']);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  expect(stderr).toBe('ecs-warden: cannot read no-such-file: there is no such file\n');
});

test('standard input', async () => {
  const { code, stdout } = await start(['route', '-', '--output', 'ndjson'], (child) =>
    child.stdin?.end(JSON.stringify(updateService)),
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ name: 'UpdateService', ignored: null });
});

describe('a reader that goes away, as head does', () => {
  test('ends it quietly', async () => {
    await writeFile(join(folder, 'many.jsonl'), `${JSON.stringify(updateService)}\n`.repeat(20_000));
    const { code, stderr } = await start(['route', 'many.jsonl', '-o', 'ndjson'], (child) => {
      child.stdin?.end();
      child.stdout?.once('data', () => child.stdout?.destroy());
    });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^\d+ records: /);
    expect(stderr).not.toMatch(/^20000 /);
  });
});

test('an interrupt exits 130', async () => {
  const { code, stderr } = await start(['route', '-', '-o', 'ndjson'], (child) => {
    // It waits for more input once it has answered the first line.
    child.stdin?.write(`${JSON.stringify(updateService)}\n`);
    child.stdout?.once('data', () => child.kill('SIGINT'));
  });
  expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
});
