import { describe, expect, it } from 'vitest';
import { after } from '#domain/instant.ts';
import type { OutboundMessage } from '#domain/outbound.ts';
import type { Store } from '#domain/ports.ts';
import { DEFAULT_SETTINGS, type Settings } from '#domain/settings.ts';
import { startSweep } from '#monitor/sweep-run.ts';
import { tell } from '#monitor/tell.ts';
import { keepHouse, tick } from '#monitor/tick.ts';
import { memoryStore } from '#recorded/memory-store.ts';
import { fault, faultControl, gist, repo, START, type TestMonitor, testMonitor } from '../support/monitor.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const critical = faultControl('critical', 'CRITICAL');
const high = faultControl('high', 'HIGH');
const medium = faultControl('medium', 'MEDIUM');
const low = faultControl('low', 'LOW');
const gists = (m: TestMonitor): readonly string[] => m.sent.map(gist);

/** The resources a message names to programs. */
const namedIn = ({ body }: OutboundMessage): readonly string[] =>
  body['lines']
    ? (body['lines'] as readonly { arn: string }[]).map(({ arn }) => arn)
    : [(body['resource'] as { arn: string }).arn];

describe('telling', () => {
  it('is one message for ten controls that fail after one change', async () => {
    const ten = Array.from({ length: 10 }, (_, n) => faultControl(`c${n}`, 'HIGH'));
    const m = testMonitor(ten);
    m.facts.set('app', Object.fromEntries(ten.map(({ id }) => [id, [fault()]])));
    await m.change('app');
    expect(m.sent).toHaveLength(1);
    expect(m.sent[0]?.attributes.controlIds).toHaveLength(10);
  });

  it('is one message for fifty changes that repeat the fault', async () => {
    const m = testMonitor([high]);
    for (let n = 0; n < 50; n += 1) {
      m.facts.set('app', {
        high: [fault('web', { evidence: { revision: n }, message: `revision ${n} is at fault` })],
      });
      await m.change('app');
      await m.pass(120_000);
    }
    expect(gists(m)).toEqual(['finding HIGH opened high']);
  });

  it('says that it got worse: a new subject, or a higher severity', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', { high: [fault('web')] });
    await m.change('app');
    m.facts.set('app', { high: [fault('web'), fault('log')] });
    await m.change('app');
    m.facts.set('app', {
      high: [fault('web', { severity: 'CRITICAL' }), fault('log', { severity: 'HIGH' })],
    });
    await m.change('app');
    expect(gists(m)).toEqual([
      'finding HIGH opened high',
      'finding HIGH worse high',
      'finding CRITICAL worse high',
    ]);
  });

  it('says nothing when it gets milder, and says it again when the mended part comes back', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', { high: [fault('web'), fault('log')] });
    await m.change('app');
    m.facts.set('app', { high: [fault('web')] });
    await m.change('app');
    await m.pass(HOUR);
    expect(m.sent).toHaveLength(1);
    m.facts.set('app', { high: [fault('web'), fault('log')] });
    await m.change('app');
    expect(gists(m)).toEqual(['finding HIGH opened high', 'finding HIGH worse high']);
  });

  it('says "resolved" only when the confirming look agrees, in the thread of the opening', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', { high: [fault()] });
    await m.change('app');
    await m.pass(HOUR);
    m.facts.set('app', {});
    await m.change('app');
    expect(await m.store.finding(repo('app'), 'high')).toMatchObject({
      status: 'RESOLVED',
      resolution: 'FIXED',
    });
    expect(m.sent).toHaveLength(1);
    await m.pass(HOUR);
    expect(gists(m)).toEqual(['finding HIGH opened high', 'finding HIGH resolved high']);
    expect(m.sent[1]?.slack.metadata.threadId).toBe(m.sent[0]?.slack.metadata.threadId);
  });

  it('says nothing of a fault that came and went before anybody was told', async () => {
    const m = testMonitor([medium]);
    m.facts.set('app', { medium: [fault()] });
    await m.change('app');
    m.facts.set('app', {});
    await m.change('app');
    await m.pass(2 * DAY);
    await keepHouse(m);
    expect(m.sent).toEqual([]);
  });

  it('never tells what is LOW; it is in the table', async () => {
    const m = testMonitor([low]);
    m.facts.set('app', { low: [fault()] });
    await m.change('app');
    await m.pass(2 * DAY);
    await keepHouse(m);
    expect(m.sent).toEqual([]);
    expect(await m.store.finding(repo('app'), 'low')).toMatchObject({ status: 'OPEN' });
  });

  it('takes what is MEDIUM into the message of a HIGH of the same resource, and alone into the digest', async () => {
    const m = testMonitor([high, medium]);
    m.facts.set('both', { high: [fault()], medium: [fault()] });
    m.facts.set('alone', { medium: [fault()] });
    await m.change('both');
    await m.change('alone');
    expect(gists(m)).toEqual(['finding HIGH opened high, opened medium']);
    await m.pass(2 * HOUR);
    await keepHouse(m);
    expect(gists(m)[1]).toBe('digest MEDIUM opened medium');
  });
});

describe('what is told at once and what in the digest', () => {
  it('a sweep that shows a resource for the first time: digest', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', { high: [fault()] });
    await startSweep(m);
    await m.run();
    await keepHouse(m);
    expect(m.sent).toEqual([]);
    await m.pass(5 * 60_000);
    await keepHouse(m);
    expect(gists(m)).toEqual(['digest HIGH opened high']);
  });

  it('a sweep that finds a change no event announced: at once', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', {});
    await startSweep(m);
    await m.pass(HOUR);
    m.facts.set('app', { high: [fault()] });
    await startSweep(m);
    await m.run();
    expect(gists(m)).toEqual(['finding HIGH opened high']);
  });

  it('an event on an old resource that cannot alter what the control reads: digest', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', { high: [fault()] });
    await m.change('app', { alters: [] });
    expect(m.sent).toEqual([]);
    await m.pass(2 * HOUR);
    await keepHouse(m);
    expect(gists(m)).toEqual(['digest HIGH opened high']);
  });

  it('an event that can alter it: at once, said to be perhaps older', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', { high: [fault()] });
    await m.change('app');
    expect(gists(m)).toEqual(['finding HIGH opened high']);
    expect(m.sent[0]?.text).toContain('may be older');
  });

  it('a catalogue change over 2,000 resources: one digest', async () => {
    const store = memoryStore();
    const m = testMonitor([high], { store });
    for (let n = 0; n < 2000; n += 1) m.facts.set(`r${n}`, { newer: [fault()] });
    await startSweep(m);
    await m.run();
    await keepHouse(m);
    expect(m.sent).toEqual([]);
    const newer = testMonitor([high, faultControl('newer', 'HIGH')], { from: m });
    await newer.pass(HOUR);
    await tick(newer);
    await newer.run();
    expect(m.sent).toEqual([]);
    await newer.pass(25 * HOUR);
    await keepHouse(newer);
    expect(m.sent.map(({ attributes }) => attributes.kind)).toEqual(['digest']);
    expect((await store.untold('digest')).items).toEqual([]);
  }, 60_000);

  it('changed parameters of one control: digest for it, at once still for the others', async () => {
    const read = faultControl('read', 'HIGH', { parameters: ['trustedRegistries'] });
    const m = testMonitor([read, high]);
    m.facts.set('app', {});
    await m.change('app');
    await m.pass(HOUR);
    const settings: Settings = {
      ...DEFAULT_SETTINGS,
      parameters: { ...DEFAULT_SETTINGS.parameters, trustedRegistries: ['quay.io'] },
    };
    const changed = testMonitor([read, high], { from: m, settings });
    m.facts.set('app', { read: [fault()] });
    await startSweep(changed);
    await changed.run();
    expect(m.sent).toEqual([]);
    await changed.pass(1000);
    m.facts.set('app', { read: [fault()], high: [fault()] });
    await startSweep(changed);
    await changed.pass(1000);
    expect(gists(m)).toEqual(['finding HIGH opened high, opened read']);
  });

  it('the first digest waits for the first sweep, at most an hour; the next for its time of day', async () => {
    const m = testMonitor([medium]);
    m.facts.set('a', { medium: [fault()] });
    await m.change('a');
    await m.pass(59 * 60_000);
    await keepHouse(m);
    expect(m.sent).toEqual([]);
    await m.pass(2 * 60_000);
    await keepHouse(m);
    expect(m.sent).toHaveLength(1);
    m.facts.set('b', { medium: [fault()] });
    await m.change('b');
    await m.pass(23 * HOUR - 10 * 60_000);
    await keepHouse(m);
    expect(m.sent).toHaveLength(1);
    await m.pass(2 * HOUR);
    await keepHouse(m);
    expect(m.sent).toHaveLength(2);
  });

  it('after a time of day with nothing to say, what comes later waits for the next', async () => {
    const m = testMonitor([medium]);
    m.facts.set('a', { medium: [fault()] });
    await m.change('a');
    await m.pass(2 * HOUR);
    await keepHouse(m);
    expect(m.sent).toHaveLength(1);
    await m.pass(24 * HOUR);
    await keepHouse(m);
    m.facts.set('b', { medium: [fault()] });
    await m.change('b');
    await m.pass(HOUR);
    await keepHouse(m);
    expect(m.sent).toHaveLength(1);
    await m.pass(22 * HOUR);
    await keepHouse(m);
    expect(m.sent).toHaveLength(2);
  });
});

describe('caps', () => {
  it('tells a CRITICAL behind 500 HIGHs as fast as alone', async () => {
    const callsUntilTold = async (highs: number): Promise<number> => {
      const m = testMonitor([high, critical]);
      for (let n = 0; n < highs; n += 1) {
        m.facts.set(`h${n}`, { high: [fault()] });
        await m.change(`h${n}`);
        m.clock.goTo(START);
      }
      let calls = 0;
      const counted = new Proxy(m.store, {
        get: (target, name) => {
          const method: unknown = Reflect.get(target, name);
          return typeof method === 'function'
            ? (...args: unknown[]) => ((calls += 1), Reflect.apply(method, target, args) as unknown)
            : method;
        },
      });
      const watched = testMonitor([high, critical], { from: m, store: counted });
      m.facts.set('c', { critical: [fault()] });
      const before = m.sent.length;
      await watched.change('c');
      expect(gists(m).slice(before)).toEqual(['finding CRITICAL opened critical']);
      return calls;
    };
    expect(await callsUntilTold(500)).toBe(await callsUntilTold(0));
  });

  it('tells 20 HIGHs in five minutes, the others in one summary at the next tick that names each', async () => {
    const m = testMonitor([high]);
    for (let n = 0; n < 50; n += 1) {
      m.facts.set(`h${n}`, { high: [fault()] });
      await m.change(`h${n}`);
      m.clock.goTo(START);
    }
    const alone = m.sent.length;
    await keepHouse(m);
    const summaries = m.sent.slice(alone);
    expect(summaries).toHaveLength(1);
    expect(alone).toBe(20);
    expect(new Set(m.sent.flatMap(namedIn)).size).toBe(50);
  });

  it('tells every CRITICAL, beyond 60 in groups', async () => {
    const m = testMonitor([critical]);
    for (let n = 0; n < 100; n += 1) {
      m.facts.set(`c${n}`, { critical: [fault()] });
      await m.change(`c${n}`);
    }
    expect(new Set(m.sent.flatMap(namedIn)).size).toBe(100);
    expect(m.sent.every(({ attributes }) => attributes.severity === 'CRITICAL')).toBe(true);
  });
});

describe('a teller that dies', () => {
  const dying = (store: Store, before: 'publish' | 'mark'): { store: Store; armed: { on: boolean } } => {
    const armed = { on: false };
    let writes = 0;
    const proxy = new Proxy(store, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function' || name !== 'putState') return method;
        return (...args: unknown[]) => {
          if (armed.on) writes += 1;
          if (armed.on && before === 'mark' && writes === 2) {
            armed.on = false;
            throw new Error('died');
          }
          return Reflect.apply(method, target, args) as unknown;
        };
      },
    });
    return { store: proxy, armed };
  };

  it.each(['publish', 'mark'] as const)(
    'before it could %s: one or two messages with the same id',
    async (before) => {
      const plain = memoryStore();
      const { store, armed } = dying(plain, before);
      const m = testMonitor([high], { store });
      m.facts.set('app', { high: [fault()] });
      const quiet: TestMonitor = { ...m, wake: () => Promise.resolve() };
      await quietChange(quiet, m);
      armed.on = true;
      const broken =
        before === 'publish' ? { ...m, topic: { publish: () => Promise.reject(new Error('died')) } } : m;
      await expect(tell(repo('app'), broken)).rejects.toThrow('died');
      armed.on = false;
      m.clock.goTo(after(m.clock.now(), 60_000));
      await keepHouse(m);
      await keepHouse(m);
      expect(m.sent).toHaveLength(before === 'publish' ? 1 : 2);
      expect(new Set(m.sent.map(({ messageId }) => messageId)).size).toBe(1);
    },
  );

  /** A change whose wake-up is lost. */
  async function quietChange(quiet: TestMonitor, m: TestMonitor): Promise<void> {
    const { handle } = await import('#monitor/handle.ts');
    await handle(
      {
        kind: 'look',
        resource: { type: 'AWS::ECR::Repository', arn: repo('app') },
        cause: 'change',
        eventTime: m.clock.now(),
        hop: 0,
        attempt: 0,
        alters: ['repository'],
      },
      quiet,
    );
  }
});

describe('the state lost', () => {
  it('converges without an immediate message: one digest, first sightings kept', async () => {
    const store = memoryStore();
    const m = testMonitor([high], { store });
    m.facts.set('stays', { high: [fault()] });
    m.facts.set('mended', { high: [fault()] });
    m.facts.set('gone', { high: [fault()] });
    for (const name of ['stays', 'mended', 'gone']) await m.change(name);
    await m.pass(DAY);
    const firstSeen = (await store.finding(repo('stays'), 'high'))?.firstSeenAt;
    m.sent.length = 0;
    const rows = (await store.findings()).items;
    const rebuilt = memoryStore();
    for (const row of rows) await rebuilt.putFinding(row);
    m.facts.set('mended', {});
    m.facts.set('gone', undefined);
    const later = testMonitor([high], { from: m, store: rebuilt });
    await startSweep(later);
    await later.pass(HOUR);
    expect(m.sent).toEqual([]);
    await keepHouse(later);
    expect(gists(m)).toEqual(['digest HIGH opened high']);
    expect(await rebuilt.finding(repo('stays'), 'high')).toMatchObject({
      status: 'OPEN',
      firstSeenAt: firstSeen,
    });
    expect(await rebuilt.finding(repo('mended'), 'high')).toMatchObject({
      status: 'RESOLVED',
      resolution: 'FIXED',
    });
    expect(await rebuilt.finding(repo('gone'), 'high')).toMatchObject({
      status: 'RESOLVED',
      resolution: 'DELETED',
    });
  });

  it('a sweep mends rows that somebody changed', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', { high: [fault()] });
    await m.change('app');
    const row = await m.store.finding(repo('app'), 'high');
    if (!row) throw new Error('no row');
    await m.store.putFinding({ ...row, status: 'RESOLVED', seq: row.seq + 1000 });
    await m.pass(HOUR);
    await startSweep(m);
    await m.run();
    expect(await m.store.finding(repo('app'), 'high')).toMatchObject({ status: 'OPEN' });
    expect(m.sent).toHaveLength(1);
  });
});

describe('suppressions', () => {
  const until = after(START, 10 * DAY);
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    suppressions: [
      { controls: ['high'], resources: ['legacy-*'], reason: 'being retired', owner: 'alice', until },
    ],
  };

  it('hide a finding, hold for what they met, and end by the tick in the digest', async () => {
    const m = testMonitor([high], { settings });
    m.facts.set('legacy-1', { high: [fault('web')] });
    await m.change('legacy-1');
    expect(await m.store.finding(repo('legacy-1'), 'high')).toMatchObject({
      status: 'SUPPRESSED',
      suppression: { owner: 'alice', until },
    });
    expect(m.sent).toEqual([]);
    m.facts.set('legacy-1', { high: [fault('web'), fault('log')] });
    await m.change('legacy-1');
    expect(await m.store.finding(repo('legacy-1'), 'high')).toMatchObject({ status: 'OPEN' });
    expect(gists(m)).toEqual(['finding HIGH worse high']);
    await m.pass(HOUR);
    await m.change('legacy-1');
    expect(await m.store.finding(repo('legacy-1'), 'high')).toMatchObject({ status: 'OPEN' });
    m.facts.set('legacy-1', { high: [fault('web')] });
    await m.change('legacy-1');
    await m.pass(HOUR);
    expect(await m.store.finding(repo('legacy-1'), 'high')).toMatchObject({ status: 'SUPPRESSED' });
    await m.pass(11 * DAY);
    await keepHouse(m);
    await m.run();
    expect(await m.store.finding(repo('legacy-1'), 'high')).toMatchObject({ status: 'OPEN' });
    await m.pass(DAY);
    await keepHouse(m);
    expect(gists(m).at(-1)).toBe('digest HIGH suppression ended high');
  });
});
