import { expect, test } from 'vitest';
import { controls } from '#controls/index.ts';
import type { EvaluationStatus } from '#domain/evaluation.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { type CheckedEvaluation, check, controlsOf } from '#monitor/check.ts';
import { memoryStore } from '#recorded/memory-store.ts';
import { readFile } from '#template/file.ts';

const OURS = controlsOf(controls, DEFAULT_SETTINGS);
const CLOCK = { now: () => '2026-11-24T10:00:00.000Z' };

/** What every control says of a template, under `LOGICALID CONTROL`. */
export async function verdictsOf(text: string): Promise<ReadonlyMap<string, CheckedEvaluation>> {
  const file = readFile(text);
  if ('refused' in file) throw new Error(file.refused.message);
  const found = new Map<string, CheckedEvaluation>();
  const options = {
    name: 't.yaml',
    file,
    settings: DEFAULT_SETTINGS,
    controls: OURS,
    store: memoryStore(),
    clock: CLOCK,
  };
  for await (const each of check(options)) found.set(`${each.spot.logicalId} ${each.control.id}`, each);
  return found;
}

/** What is expected of one control on one resource: a status; with `FAILED` its reasons, with `NOT_AVAILABLE` words of why. */
type Expected =
  | Exclude<EvaluationStatus, 'FAILED' | 'NOT_AVAILABLE'>
  | readonly ['FAILED', ...(readonly string[])]
  | readonly ['NOT_AVAILABLE', RegExp];

/** A template of which `Resources:` is left out, and what must be said of it, by `LOGICALID CONTROL`. */
export interface Situation {
  readonly resources: string;
  /** Sections before `Resources`. */
  readonly before?: string;
  readonly says: Readonly<Record<string, Expected>>;
}

/** One test for each named situation. */
export function testSituations(situations: Readonly<Record<string, Situation>>): void {
  test.each(Object.entries(situations))('%s', async (_, { before = '', resources, says }) => {
    const found = await verdictsOf(`${before}\nResources:\n${resources}`);
    const said = Object.entries(says).map(([key, expected]) => [key, asExpected(found.get(key), expected)]);
    expect(Object.fromEntries(said)).toEqual(says);
  });
}

/** What was found, in the words of what is expected; words that match are the expression that they match. */
function asExpected(found: CheckedEvaluation | undefined, expected: Expected): unknown {
  if (!found) return 'not judged';
  if (found.status === 'FAILED')
    return [
      'FAILED',
      ...found.reasons.map(({ code, subject }) => (subject === '-' ? code : `${code} ${subject}`)),
    ];
  if (found.status !== 'NOT_AVAILABLE') return found.status;
  const [, words] = expected;
  return ['NOT_AVAILABLE', words instanceof RegExp && words.test(found.why ?? '') ? words : found.why];
}
