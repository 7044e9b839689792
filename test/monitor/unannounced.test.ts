import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import { startSweep } from '#monitor/sweep-run.ts';
import { keepHouse } from '#monitor/tick.ts';
import { unannounced } from '#monitor/unannounced.ts';
import { fault, faultControl, type TestMonitor, testMonitor } from '../support/monitor.ts';

const DAY_MS = 86_400_000;
const RULE = faultControl('rule', 'MEDIUM');

async function sweep(monitor: TestMonitor): Promise<void> {
  await startSweep(monitor);
  await monitor.pass(600_000);
  await keepHouse(monitor);
  await monitor.pass(DAY_MS);
}

/** A monitor of two repositories that has swept twice. */
async function stage() {
  const monitor = testMonitor([RULE]);
  monitor.facts.set('good', {});
  monitor.facts.set('bad', { rule: [fault('a')] });
  await sweep(monitor);
  await sweep(monitor);
  return monitor;
}

describe('changes that no event announced', () => {
  it('are none in the first sweep, nor where nothing changed', async () => {
    expect(await unannounced(await stage())).toBe(0);
  });

  it.each<[string, (monitor: TestMonitor) => void]>([
    ['a new fault', ({ facts }) => facts.set('good', { rule: [fault('b')] })],
    ['a worse fault', ({ facts }) => facts.set('bad', { rule: [fault('a'), fault('b')] })],
    ['a mended one', ({ facts }) => facts.set('bad', {})],
    ['a resource that is new', ({ facts }) => facts.set('new', {})],
    ['a resource that is gone', ({ facts }) => facts.set('good', undefined)],
  ])('%s is one, once', async (_title, happens) => {
    const monitor = await stage();
    happens(monitor);
    await sweep(monitor);
    expect(await unannounced(monitor)).toBe(1);
    await sweep(monitor);
    expect(await unannounced(monitor)).toBe(1);
  });

  it('are none where an event came', async () => {
    const monitor = await stage();
    monitor.facts.set('good', { rule: [fault('b')] });
    await monitor.change('good');
    await sweep(monitor);
    expect(await unannounced(monitor)).toBe(0);
  });

  it('are none where reading was refused, and is again not', async () => {
    const monitor = await stage();
    monitor.facts.denied.add('arn:aws:ecr:eu-west-1:123456789012:repository/bad');
    await sweep(monitor);
    monitor.facts.denied.clear();
    await sweep(monitor);
    expect(await unannounced(monitor)).toBe(0);
  });

  it('are none where the catalogue changed', async () => {
    const before = await stage();
    const settings = { ...DEFAULT_SETTINGS, controls: { rule: { severity: 'HIGH' as const } } };
    const monitor = testMonitor([RULE, faultControl('other', 'LOW')], { settings, from: before });
    await sweep(monitor);
    expect(await unannounced(monitor)).toBe(0);
  });

  it('stand in the digest, those since the one before', async () => {
    const monitor = await stage();
    const said = () => monitor.sent.map(({ body }) => body['unannounced']);
    expect(said()).toEqual([0]);
    monitor.facts.set('good', { rule: [fault('b')] });
    await sweep(monitor);
    await keepHouse(monitor);
    expect(said()).toEqual([0, 1]);
    monitor.facts.set('good', { rule: [fault('b'), fault('c')] });
    await sweep(monitor);
    await keepHouse(monitor);
    expect(said()).toEqual([0, 1, 1]);
    expect(monitor.sent.at(-1)?.text).toContain('changes no event announced: 1');
  });
});
