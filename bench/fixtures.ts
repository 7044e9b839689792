/**
 * `npx node bench/fixtures.ts FILE`: templates that other tools test their rules with, held against ours. Each line of
 * FILE is `{id, rule, topic, template, expect: {logicalId: PASS | FAIL | SKIP}}`.
 */
import { readFileSync } from 'node:fs';
import { controls } from '#controls/index.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { check, controlsOf } from '#monitor/check.ts';
import { memoryStore } from '#recorded/memory-store.ts';
import { readFile } from '#template/file.ts';
import { DIFFERENCES } from './fixture-differences.ts';
import { controlsFor } from './fixture-rules.ts';

export type Expected = 'PASS' | 'FAIL' | 'SKIP';

export interface Fixture {
  readonly id: string;
  readonly rule: string;
  readonly topic: string;
  readonly template: unknown;
  readonly expect: Readonly<Record<string, Expected>>;
}

/** One resource of one fixture: what the other tool says, and what ours do. */
export interface Comparison {
  readonly id: string;
  readonly rule: string;
  readonly topic: string;
  readonly logicalId: string;
  readonly expected: Expected;
  /** `CONTROL STATUS` of each control that asks the same; none: there is no such control. */
  readonly ours: readonly string[];
  readonly agrees: boolean | undefined;
}

const OURS = controlsOf(controls, DEFAULT_SETTINGS);

export const fixturesIn = (path: string): readonly Fixture[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Fixture);

export async function compare(fixture: Fixture): Promise<readonly Comparison[]> {
  const file = readFile(
    typeof fixture.template === 'string' ? fixture.template : JSON.stringify(fixture.template),
  );
  const statuses = new Map<string, string>();
  if (!('refused' in file)) {
    const clock = { now: () => new Date().toISOString() };
    const options = {
      name: fixture.id,
      file,
      settings: DEFAULT_SETTINGS,
      controls: OURS,
      store: memoryStore(),
      clock,
    };
    for await (const { control, spot, status } of check(options))
      statuses.set(`${spot.logicalId} ${control.id}`, status);
  }
  const asked = controlsFor(fixture).filter((id) => controls.some((control) => control.id === id));
  return Object.entries(fixture.expect).map(([logicalId, expected]) => {
    const found = asked.map((id) => ({ id, status: statuses.get(`${logicalId} ${id}`) }));
    return {
      id: fixture.id,
      rule: fixture.rule,
      topic: fixture.topic,
      logicalId,
      expected,
      ours: found.map(({ id, status }) => `${id} ${status ?? 'not judged'}`),
      agrees:
        asked.length === 0
          ? undefined
          : agrees(
              expected,
              found.map(({ status }) => status),
            ),
    };
  });
}

/** One control that fails is enough where several ask the same; a pass needs all of them not to fail. */
function agrees(expected: Expected, statuses: readonly (string | undefined)[]): boolean {
  if (expected === 'FAIL') return statuses.includes('FAILED');
  if (expected === 'SKIP') return !statuses.includes('FAILED') && !statuses.includes('PASSED');
  return statuses.every((status) => status === 'PASSED' || status === 'NOT_APPLICABLE');
}

/** Prints the table: rule by rule how many agree, and each difference with its reason. */
async function print(path: string): Promise<void> {
  const compared = (await Promise.all(fixturesIn(path).map(compare))).flat();
  const asked = compared.filter(({ agrees: verdict }) => verdict !== undefined);
  const agreeing = asked.filter(({ agrees: verdict }) => verdict === true);
  console.log(
    `${agreeing.length} of ${asked.length} verdicts agree; no control of ours asks for ${compared.length - asked.length}`,
  );
  for (const [topic, rows] of Map.groupBy(asked, (row) => row.topic))
    console.log(
      `  ${topic.padEnd(26)} ${rows.filter((row) => row.agrees === true).length} of ${rows.length}`,
    );
  for (const { id, rule, logicalId, expected, ours } of asked.filter((row) => row.agrees === false))
    console.log(
      `${id} ${rule} ${logicalId}: ${expected}, ours ${ours.join('; ')} (${DIFFERENCES[id] ?? 'not explained'})`,
    );
}

const [, script, path] = process.argv;
if (script === import.meta.filename && path !== undefined) await print(path);
