import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { behaviours, controls } from '#controls/index.ts';
import type { AnyControl } from '#domain/control.ts';
import { run } from '../fake-io.ts';

const ROOT = new URL('../../../', import.meta.url);
const [first] = controls;
const all = [...controls, ...behaviours].map(({ id }) => id).sort();
if (!first) throw new Error('there is no control');

describe('the list', () => {
  test('JSON has the keys of the contract, and docs that are there', async () => {
    const { code, stdout } = await run(['controls', '--output', 'json']);
    const listed: Record<string, unknown>[] = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(listed.map(({ id }) => id)).toEqual(all);
    for (const each of listed) {
      expect(Object.keys(each)).toEqual([
        'id',
        'title',
        'guidance',
        'severity',
        'resourceType',
        'facts',
        'docs',
      ]);
      expect(existsSync(new URL(String(each['docs']), ROOT))).toBe(true);
    }
  });

  test('a fact that a control can do without is listed too', async () => {
    const listed: { id: string; facts: string[] }[] = JSON.parse((await run(['controls'])).stdout);
    expect(listed.find(({ id }) => id === 'repository-tag-immutability')?.facts).toEqual([
      'repository',
      'pullThroughCache',
      'tagsInUse',
    ]);
  });

  test('ndjson is the same, one a line', async () => {
    const lines = (await run(['controls', '-o', 'ndjson'])).stdout.trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(
      JSON.parse((await run(['controls'])).stdout),
    );
  });

  test('csv has a head and a row each', async () => {
    const rows = (await run(['controls', '-o', 'csv'])).stdout.trimEnd().split('\r\n');
    expect(rows[0]).toBe('id,title,guidance,severity,resourceType,facts,docs');
    expect(rows).toHaveLength(all.length + 1);
  });

  test('no control is an empty list in every format', async () => {
    const empty = { controls: [] as readonly AnyControl[], adapters: { behaviours: [] } };
    expect((await run(['controls', '-o', 'json'], empty)).stdout).toBe('[]\n');
    expect((await run(['controls', '-o', 'ndjson'], empty)).stdout).toBe('');
    expect((await run(['controls', '-o', 'table'], empty)).stdout).toBe('');
  });
});

describe('one control', () => {
  test('is shown with its page', async () => {
    const { code, stdout } = await run(['controls', 'show', first.id], { isTTY: true });
    expect(code).toBe(0);
    expect(stdout).toContain(`# ${first.title}`);
    expect(stdout).toContain(first.remediation.cli);
    expect(stdout).not.toContain('<!--');
  });

  test('`show` may be left out', async () => {
    expect(await run(['controls', first.id])).toEqual(await run(['controls', 'show', first.id]));
  });

  test('JSON is one object with all that it declares', async () => {
    const shown: unknown = JSON.parse((await run(['controls', 'show', first.id, '-o', 'json'])).stdout);
    expect(shown).toMatchObject({
      id: first.id,
      why: first.why,
      blindSpots: first.blindSpots,
      remediation: first.remediation,
    });
  });
});
