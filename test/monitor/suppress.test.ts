import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '#domain/settings.ts';
import type { SuppressRequest } from '#domain/suppress-request.ts';
import { decideSuppression } from '#monitor/suppress.ts';
import { keepHouse } from '#monitor/tick.ts';
import { fault, faultControl, gist, repo, type TestMonitor, testMonitor } from '../support/monitor.ts';

const ALICE = 'arn:aws:sts::123456789012:assumed-role/admin/alice';
const BOB = 'arn:aws:iam::123456789012:user/bob';
const DAY_MS = 86_400_000;
const UNTIL = '2026-04-20T23:59:59.999Z';

async function stage(settings: Settings = DEFAULT_SETTINGS) {
  const monitor = testMonitor([faultControl('rule', 'HIGH'), faultControl('other', 'HIGH')], { settings });
  monitor.facts.set('app', { rule: [fault('a')] });
  await monitor.change('app');
  await monitor.pass(120_000);
  return monitor;
}
const rowOf = async ({ store }: TestMonitor) => store.finding(repo('app'), 'rule');

const asking = async (
  monitor: TestMonitor,
  says: Partial<SuppressRequest> = {},
): Promise<SuppressRequest> => ({
  action: 'suppress',
  resourceArn: repo('app'),
  controlId: 'rule',
  observedAt: (await rowOf(monitor))?.observedAt ?? '',
  reason: 'vendor image',
  owner: 'team-a',
  until: UNTIL,
  ...(says as object),
});
const UNSUPPRESS = { action: 'unsuppress', resourceArn: repo('app'), controlId: 'rule' } as const;

async function decide(monitor: TestMonitor, request: SuppressRequest, by = ALICE) {
  const outcome = await decideSuppression(request, by, monitor);
  // The clock of a test stands still: a look in the same millisecond comes again a second later.
  await monitor.pass(2_000);
  return outcome;
}
const history = async ({ store }: TestMonitor) =>
  (await store.history(repo('app'))).map(({ transition, by, suppression }) => [
    transition,
    by,
    suppression?.owner,
  ]);

describe('a finding that somebody suppresses', () => {
  it('is suppressed under their name, in row and history, and told of nobody', async () => {
    const monitor = await stage();
    const before = monitor.sent.length;
    const row = await rowOf(monitor);
    expect(await decide(monitor, await asking(monitor))).toEqual({
      done: 'suppress',
      findingId: row?.findingId,
      by: ALICE,
    });
    expect(await rowOf(monitor)).toMatchObject({
      status: 'SUPPRESSED',
      suppression: { reason: 'vendor image', owner: 'team-a', until: UNTIL, by: ALICE },
    });
    expect(await history(monitor)).toEqual([
      ['opened', undefined, undefined],
      ['suppressed', ALICE, 'team-a'],
    ]);
    expect(monitor.sent).toHaveLength(before);
  });

  it('is told of when it gets worse: a suppression holds for the fingerprint it was given', async () => {
    const monitor = await stage();
    await decide(monitor, await asking(monitor));
    monitor.facts.set('app', { rule: [fault('a'), fault('b')] });
    await monitor.change('app');
    expect(await rowOf(monitor)).toMatchObject({ status: 'OPEN' });
    expect(monitor.sent.map(gist).at(-1)).toBe('finding HIGH worse rule');
    // Whoever agrees with that too gives it anew.
    expect(await decide(monitor, await asking(monitor), BOB)).toMatchObject({ done: 'suppress' });
    expect(await rowOf(monitor)).toMatchObject({ status: 'SUPPRESSED', suppression: { by: BOB } });
  });

  it('is told of again when its time is over, by the tick and in the digest', async () => {
    const monitor = await stage();
    await decide(monitor, await asking(monitor));
    const sent = monitor.sent.length;
    for (let day = 0; day < 8; day += 1) {
      await monitor.pass(DAY_MS);
      await keepHouse(monitor);
      await monitor.run();
      await keepHouse(monitor);
    }
    expect(await rowOf(monitor)).toMatchObject({ status: 'OPEN' });
    expect(await rowOf(monitor)).not.toHaveProperty('suppression');
    expect((await history(monitor)).at(-1)).toEqual(['suppression ended', undefined, undefined]);
    expect(monitor.sent.slice(sent).map(gist)).toEqual(['digest HIGH suppression ended rule']);
  });

  it('is open again when somebody ends it, which names them', async () => {
    const monitor = await stage();
    await decide(monitor, await asking(monitor));
    expect(await decide(monitor, UNSUPPRESS, BOB)).toMatchObject({ done: 'unsuppress', by: BOB });
    expect(await rowOf(monitor)).toMatchObject({ status: 'OPEN' });
    expect((await history(monitor)).at(-1)).toEqual(['suppression ended', BOB, undefined]);
    expect(await decide(monitor, UNSUPPRESS, BOB)).toEqual({ refused: 'it is not suppressed (OPEN)' });
    expect(await decide(monitor, await asking(monitor))).toMatchObject({ done: 'suppress' });
    expect(await rowOf(monitor)).toMatchObject({ status: 'SUPPRESSED', suppression: { by: ALICE } });
  });

  it('stays suppressed while its reading is refused', async () => {
    const monitor = await stage();
    monitor.facts.denied.add(repo('app'));
    await decide(monitor, await asking(monitor));
    expect(await rowOf(monitor)).toMatchObject({ status: 'SUPPRESSED', staleSince: expect.any(String) });
  });

  it('stays suppressed by a rule of the settings that holds too, whose name the row has then', async () => {
    const rule = {
      controls: ['rule'],
      resources: ['app'],
      reason: 'legacy',
      owner: 'team-b',
      until: '2026-06-01T00:00:00.000Z',
    };
    const before = await stage();
    await decide(before, await asking(before));
    const monitor = testMonitor([faultControl('rule', 'HIGH'), faultControl('other', 'HIGH')], {
      settings: { ...DEFAULT_SETTINGS, suppressions: [rule] },
      from: before,
    });
    await decideSuppression(UNSUPPRESS, BOB, monitor);
    await monitor.pass(2_000);
    const { controls: _c, resources: _r, ...given } = rule;
    expect(await rowOf(monitor)).toMatchObject({ status: 'SUPPRESSED', suppression: given });
  });
});

describe('what is refused', () => {
  it.each<[string, Partial<SuppressRequest>, RegExp]>([
    ['an unknown control', { controlId: 'x' }, /there is no finding x on arn:/],
    ['a control that never failed', { controlId: 'other' }, /there is no finding other/],
    ['an unknown resource', { resourceArn: repo('other') }, /there is no finding rule/],
    ['what is no resource', { resourceArn: 'nonsense' }, /there is no finding rule on nonsense/],
  ])('%s', async (_title, says, why) => {
    const monitor = await stage();
    const asked = await asking(monitor, says);
    expect(await decide(monitor, asked)).toEqual({ refused: expect.stringMatching(why) });
    expect(await decide(monitor, { ...UNSUPPRESS, ...says } as SuppressRequest)).toEqual({
      refused: expect.stringMatching(why),
    });
    expect(await monitor.store.suppressions(asked.resourceArn)).toEqual([]);
  });

  it('a finding that is suppressed already, by whom', async () => {
    const monitor = await stage();
    const asked = await asking(monitor);
    await decide(monitor, asked);
    expect(await decide(monitor, asked)).toEqual({
      refused: `it is suppressed until ${UNTIL} by team-a (vendor image) already`,
    });
  });

  it('a finding that has changed since it was seen', async () => {
    const monitor = await stage();
    const asked = await asking(monitor);
    monitor.facts.set('app', { rule: [fault('a'), fault('b')] });
    await monitor.change('app');
    expect(await decide(monitor, asked)).toEqual({ refused: expect.stringContaining('has changed since') });
    expect(await rowOf(monitor)).toMatchObject({ status: 'OPEN' });
  });

  it('a finding that is resolved', async () => {
    const monitor = await stage();
    const asked = await asking(monitor);
    monitor.facts.set('app', {});
    await monitor.change('app');
    expect(await decide(monitor, asked)).toEqual({
      refused: expect.stringContaining('it is resolved since'),
    });
  });

  it('to end what a rule of the settings suppresses', async () => {
    const rule = {
      controls: ['*'],
      resources: ['*'],
      reason: 'legacy',
      owner: 'team-b',
      until: '2026-06-01T00:00:00.000Z',
    };
    const monitor = await stage({ ...DEFAULT_SETTINGS, suppressions: [rule] });
    expect(await decide(monitor, UNSUPPRESS)).toEqual({
      refused: expect.stringContaining('in the settings'),
    });
  });
});

it('a decision half-way is finished by asking again', async () => {
  const monitor = await stage();
  const asked = await asking(monitor);
  const broken = {
    ...monitor,
    queue: { ...monitor.queue, send: () => Promise.reject(new Error('SQS is away')) },
  };
  await expect(decideSuppression(asked, ALICE, broken)).rejects.toThrow('SQS is away');
  expect(await rowOf(monitor)).toMatchObject({ status: 'OPEN' });
  await decide(monitor, asked);
  expect(await rowOf(monitor)).toMatchObject({ status: 'SUPPRESSED' });
});
