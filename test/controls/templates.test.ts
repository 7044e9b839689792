import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DIFFERENCES } from '../../bench/fixture-differences.ts';
import { compare, fixturesIn } from '../../bench/fixtures.ts';

const SAMPLES = fileURLToPath(new URL('../../../shared/samples/templates.jsonl', import.meta.url));
const fixtures = existsSync(SAMPLES) ? fixturesIn(SAMPLES) : [];

describe.skipIf(fixtures.length === 0)("templates that other tools' rules are tested with", () => {
  it('give the verdicts that those tools expect, or one that is explained', async () => {
    const compared = (await Promise.all(fixtures.map(compare))).flat();
    const differing = compared.filter(({ agrees }) => agrees === false);
    expect(differing.filter(({ id }) => !(id in DIFFERENCES))).toEqual([]);
    expect(compared.filter(({ agrees }) => agrees === true).length).toBeGreaterThan(40);
  });
});
