import { describe, expect, test } from 'vitest';
import { Unreachable } from '#cli/exit-code.ts';
import type { Vitals } from '#domain/vitals.ts';
import { run, type World } from '../fake-io.ts';

const missing = () => Promise.resolve({ missing: true } as const);
const denied = () => Promise.resolve({ unavailable: 'denied', what: 'x:Y' } as const);
const vitalsOf = (answer: typeof missing | typeof denied): Vitals => ({
  table: answer,
  note: answer,
  queue: answer,
  oldestIn: answer,
  lambda: answer,
  activity: answer,
  rulesTo: answer,
  rulesIn: answer,
  trailsIn: answer,
  sourcesOf: answer,
  subscriptions: answer,
  alarms: answer,
});
const asked: unknown[] = [];
const world = (vitals: Vitals, outputs: Readonly<Record<string, string>>, more: World = {}): World => ({
  ...more,
  adapters: {
    stackOutputs: (of, region) => {
      asked.push([of, region]);
      return Promise.resolve(outputs);
    },
    vitals: () => Promise.resolve(vitals),
  },
});
const TABLE = { FindingsTableName: 'findings' };

describe('doctor', () => {
  test('exits 1 when something is blind, the worst first, and says how many', async () => {
    asked.length = 0;
    const ended = await run(
      ['doctor', '--stack', 'Mine', '--region', 'eu-west-1'],
      world(vitalsOf(missing), TABLE),
    );
    expect(asked).toEqual([[{ stack: 'Mine' }, 'eu-west-1']]);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/^\d+ checks: 1 blind, \d+ unknown\n$/);
    expect(JSON.parse(ended.stdout)[0]).toEqual({
      check: 'tables',
      of: 'findings table',
      health: 'blind',
      says: 'findings is not there any more',
      mend: 'deploy the stack again',
    });
  });

  test('exits 2 when something could not be checked, and nothing is known to be blind', async () => {
    expect(await run(['doctor'], world(vitalsOf(denied), TABLE))).toMatchObject({ code: 2 });
  });

  test('on a terminal a line for each check, whatever others called their things', async () => {
    const hostile = { FindingsTableName: 'find\u001b[31mings' };
    const { stdout } = await run(
      ['doctor'],
      world(vitalsOf(missing), hostile, { isTTY: true, columns: 160 }),
    );
    expect(stdout).toContain('find␛[31mings is not there any more');
    expect(stdout).toContain('deploy the stack again');
  });

  test.each<[readonly string[], string]>([
    [['doctor', 'who'], 'doctor takes no who'],
    [['doctor', '--region', 'eu-west-1', '--region', 'eu-west-2'], 'a monitor lies in one --region'],
    [['doctor', '--table', 't'], '--table is no option of doctor, only of findings'],
    [['doctor', '--config', 'nowhere.yaml'], 'cannot read nowhere.yaml'],
  ])('%j exits 64', async (argv, says) => {
    const ended = await run(argv, world(vitalsOf(missing), TABLE));
    expect(ended).toMatchObject({ code: 64, stdout: '' });
    expect(ended.stderr).toContain(says);
  });

  test('a stack out of reach exits 69', async () => {
    const adapters = { stackOutputs: () => Promise.reject(new Unreachable('no answer')) };
    expect((await run(['doctor'], { adapters })).code).toBe(69);
  });
});
