import { describe, expect, it } from 'vitest';
import { behaviours } from '#controls/index.ts';
import { judgedCalls } from '#domain/behaviour.ts';
import { eventRules } from '#domain/event-rules.ts';
import { after } from '#domain/instant.ts';
import type { Eyes } from '#domain/ports.ts';
import { handle } from '#monitor/handle.ts';
import { route, routeAll } from '#monitor/route.ts';
import { tick } from '#monitor/tick.ts';
import { roleSession } from '../support/acts.ts';
import { transformed } from '../support/input-transformer.ts';
import { type RecordedMonitor, recordedMonitor } from '../support/recorded-monitor.ts';
import { call, inEventBridge, type Json } from '../support/records.ts';

const HOME = '123456789012';
const RULE = (region: string): string =>
  `arn:aws:events:${region}:${HOME}:rule/ecs-warden-others-calls-reduced`;
const RULES = eventRules(judgedCalls(behaviours, { controls: {} })).map(({ name }) => name);
const MINUTE = 60_000;

/** The rules of a deployment, and what was written there. */
function eyesOf(monitor: RecordedMonitor) {
  const written: { region: string; at: string }[] = [];
  const lost = new Set<string>();
  const disabled = new Set<string>();
  const eyes: Eyes = {
    rules: (region) =>
      Promise.resolve(
        lost.has(region)
          ? { value: new Map() }
          : { value: new Map(RULES.map((name) => [name, !disabled.has(`${region} ${name}`)])) },
      ),
    write: (region) => {
      written.push({ region, at: monitor.clock.now() });
      return Promise.resolve({ value: true });
    },
  };
  return { eyes, written, lost, disabled };
}

const canary = (region: string, eventTime: string, more: Json = {}): Json =>
  JSON.parse(
    JSON.stringify(
      call(
        'events',
        'TagResource',
        { resourceARN: RULE(region), tags: [{ key: 'ecs-warden-canary', value: 'alive' }] },
        null,
        {
          awsRegion: region,
          eventTime,
          userIdentity: roleSession('tick'),
          ...more,
        },
      ),
    ).replaceAll('111122223333', HOME),
  ) as Json;
const stage = () => {
  const recorded = recordedMonitor(undefined, undefined, { own: [RULE('*')] });
  const { eyes, ...deployed } = eyesOf(recorded);
  return { monitor: { ...recorded, eyes }, ...deployed };
};
const come = (monitor: RecordedMonitor, record: Json): Promise<unknown> =>
  handle({ kind: 'event', envelope: record }, monitor);
const sweeps = async (monitor: RecordedMonitor): Promise<unknown> => monitor.store.note('sweep');

describe('the canary is written', () => {
  it('by each tick in each region, the partition’s global one too', async () => {
    const { monitor, written } = stage();
    await tick(monitor);
    expect(written.map(({ region }) => region)).toEqual(['eu-west-1', 'us-east-1']);
    expect(await monitor.store.note('canary-written eu-west-1')).toEqual({ at: monitor.clock.now() });
  });

  it('not where a rule is disabled or gone: its silence is the alarm, and the note says why', async () => {
    const { monitor, written, lost, disabled } = stage();
    disabled.add('eu-west-1 ecs-calls');
    lost.add('us-east-1');
    await tick(monitor);
    expect(written).toEqual([]);
    expect(await monitor.store.note('canary-written eu-west-1')).toMatchObject({
      why: 'rules are disabled: ecs-calls',
    });
    expect(await monitor.store.note('canary-written us-east-1')).toMatchObject({
      why: /^rules are gone: iam-calls/,
    });
  });

  it('not where nobody may, and the tick goes on', async () => {
    const { monitor } = stage();
    const denied = { unavailable: 'denied', what: 'events:TagResource' } as const;
    const eyes: Eyes = { ...monitor.eyes, write: () => Promise.resolve(denied) };
    expect((await tick({ ...monitor, eyes })).fault).toBeUndefined();
    expect(await monitor.store.note('canary-written eu-west-1')).toMatchObject({ why: /TagResource/ });
  });
});

describe('the canary comes back', () => {
  it('and changes nothing: it is ignored with a reason', async () => {
    const { monitor } = stage();
    const record = canary('eu-west-1', monitor.clock.now());
    expect(route(record, monitor.catalogue.witness)).toMatchObject({ kind: 'ignored', why: /own canary/ });
    await come(monitor, record);
    expect((await monitor.store.states()).items).toEqual([]);
    expect(monitor.sent).toEqual([]);
    expect(await monitor.store.note('canary-seen eu-west-1')).toEqual({ at: monitor.clock.now() });
  });

  it('in the reduced form alike', () => {
    const { monitor } = stage();
    const reduced: unknown = JSON.parse(
      transformed(inEventBridge(canary('us-east-1', '2026-04-14T08:00:00Z'))),
    );
    const [routing] = routeAll(reduced, monitor.catalogue.witness);
    expect(routing).toMatchObject({ canary: { region: 'us-east-1', at: '2026-04-14T08:00:00Z' } });
  });

  it.each([
    [
      'a tag of somebody else’s rule',
      { requestParameters: { resourceARN: `arn:aws:events:eu-west-1:${HOME}:rule/nightly` } },
    ],
    [
      'another rule of ours',
      { requestParameters: { resourceARN: RULE('eu-west-1').replace('others-calls-reduced', 'ecs-calls') } },
    ],
    ['one that failed', { errorCode: 'AccessDenied' }],
    ['another call', { eventName: 'UntagResource' }],
    ['another service', { eventSource: 'secretsmanager.amazonaws.com' }],
  ])('%s is none', async (_what, more) => {
    const { monitor } = stage();
    await come(monitor, canary('eu-west-1', monitor.clock.now(), more));
    expect(await monitor.store.note('canary-seen eu-west-1')).toBeUndefined();
  });

  it('twice or late: the newest counts', async () => {
    const { monitor } = stage();
    const now = monitor.clock.now();
    for (const time of [now, now, after(now, -5 * MINUTE)]) await come(monitor, canary('eu-west-1', time));
    expect(await monitor.store.note('canary-seen eu-west-1')).toEqual({ at: now });
    expect(await sweeps(monitor)).toBeUndefined();
  });

  it('after too long a silence a sweep covers it, one for all regions, and the digest says how long', async () => {
    const { monitor } = stage();
    const begin = monitor.clock.now();
    for (const region of ['eu-west-1', 'us-east-1']) await come(monitor, canary(region, begin));
    await monitor.pass(14 * MINUTE);
    await come(monitor, canary('eu-west-1', monitor.clock.now()));
    expect(await sweeps(monitor)).toBeUndefined();
    await monitor.pass(30 * MINUTE);
    const end = monitor.clock.now();
    for (const region of ['eu-west-1', 'us-east-1', 'eu-west-1']) await come(monitor, canary(region, end));
    expect(await sweeps(monitor)).toMatchObject({ startedAt: end });
    await monitor.run();
    await tick(monitor);
    const { items } = await monitor.store.states();
    expect(items.length).toBeGreaterThan(5);
    await monitor.pass(2 * 3_600_000);
    await tick(monitor);
    const digest = monitor.sent.find(({ attributes }) => attributes.kind === 'digest');
    // 30 minutes in one region and 44 in the other.
    expect(digest?.text).toMatch(/canary \d+\/\d+ · blind\s+74 min/);
  });

  it('whatever a record holds', async () => {
    const { monitor } = stage();
    for (const time of ['', 'yesterday', null])
      await come(monitor, { ...canary('eu-west-1', monitor.clock.now()), eventTime: time });
    expect(await monitor.store.note('canary-seen eu-west-1')).toBeUndefined();
  });
});
