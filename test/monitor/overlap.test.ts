import { describe, expect, it, test } from 'vitest';
import { after } from '#domain/instant.ts';
import type { FactSource, Store } from '#domain/ports.ts';
import { placeOf, registryArn, resourceOf } from '#domain/resource.ts';
import type { ResourceState } from '#domain/state.ts';
import type { LookMessage } from '#domain/work.ts';
import { handle } from '#monitor/handle.ts';
import { type LookOutcome, look } from '#monitor/look.ts';
import type { Monitor } from '#monitor/monitor.ts';
import { project } from '#monitor/project.ts';
import { tell } from '#monitor/tell.ts';
import { update } from '#monitor/update.ts';
import { fault, faultControl, gist, repo, type TestMonitor, testMonitor } from '../support/monitor.ts';

const APP = repo('app');
const REGISTRY = registryArn(placeOf(APP));
const high = faultControl('high', 'HIGH');
const FAULTY = { high: [fault()] };

class Crash extends Error {}
const message = (says: Partial<LookMessage> = {}): LookMessage => {
  const resource = resourceOf(APP);
  if (!resource) throw new Error(APP);
  return { kind: 'look', resource, cause: 'sweep', hop: 0, attempt: 0, alters: ['repository'], ...says };
};
/** A worker of its own on the same store, queue and clock, with some of its ports meddled with. */
const worker = (m: TestMonitor, says: Partial<Monitor>): Monitor => ({ ...m, ...says });
const store = (m: TestMonitor, says: Partial<Store>): Store => ({ ...m.store, ...says });
const quiet = { wake: () => Promise.resolve() };
const later = (m: TestMonitor, ms = 1000): void => m.clock.goTo(after(m.clock.now(), ms));
const stateOf = async (m: TestMonitor): Promise<ResourceState> => {
  const state = await m.store.state(APP);
  if (!state) throw new Error('there is no item');
  return state;
};
const transitionsOf = async (m: TestMonitor): Promise<readonly string[]> =>
  (await m.store.history(APP)).map(({ transition }) => transition);

/** Reads as the account was, and lets something happen before the answer arrives. */
const slowly = (m: TestMonitor, meanwhile: () => Promise<void>): FactSource =>
  ({
    ...m.facts,
    read: async (...args: Parameters<FactSource['read']>) => {
      const answer = await m.facts.read(...args);
      await meanwhile();
      return answer;
    },
  }) as FactSource;

describe('two looks that overlap', () => {
  test.each([
    ['the older saw it failing, the newer passing', FAULTY, {}, 'PASSED'],
    ['the older saw it passing, the newer failing', {}, FAULTY, 'FAILED'],
    ['both saw it failing', FAULTY, { high: [fault('other')] }, 'FAILED'],
  ] as const)('the one that began later wins though it ends first: %s', async (_name, old, now, status) => {
    const m = testMonitor([high]);
    m.facts.set('app', old);
    let inner: LookOutcome | undefined;
    const slow = worker(m, {
      facts: slowly(m, async () => {
        later(m);
        m.facts.set('app', now);
        inner = await look(message(), m);
      }),
    });
    const outer = await look(message(), slow);
    expect({ outer, inner }).toEqual({ outer: 'dropped', inner: 'recorded' });
    expect((await stateOf(m)).verdicts['high']?.status).toBe(status);
    const row = await m.store.finding(APP, 'high');
    expect(row?.status).toBe(status === 'FAILED' ? 'OPEN' : undefined);

    // In the other order it ends alike.
    const other = testMonitor([high]);
    other.facts.set('app', old);
    await look(message(), other);
    later(other);
    other.facts.set('app', now);
    await look(message(), other);
    const essence = ({
      status: s,
      fingerprint,
      severity,
    }: NonNullable<ResourceState['verdicts'][string]>) => ({
      s,
      fingerprint,
      severity,
    });
    const [one, two] = [(await stateOf(m)).verdicts['high'], (await stateOf(other)).verdicts['high']];
    expect(one && essence(one)).toEqual(two && essence(two));
  });

  it('a look that loses on the version diffs again, without a new read', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', {});
    await look(message(), m);
    later(m);
    m.facts.set('app', FAULTY);
    let lost = 0;
    const racing = worker(m, {
      ...quiet,
      store: store(m, {
        putState: async (state, expected) => {
          if (lost === 0) {
            lost += 1;
            await update(m.store, APP, (each) => ({ ...each, unsure: ['noted-meanwhile'] }));
          }
          return m.store.putState(state, expected);
        },
      }),
    });
    const reads = m.facts.reads;
    expect(await look(message(), racing)).toBe('recorded');
    expect(m.facts.reads - reads).toBe(1);
    expect(await stateOf(m)).toMatchObject({
      verdicts: { high: { status: 'FAILED' } },
      unsure: ['noted-meanwhile'],
      version: 5,
    });
    expect(await transitionsOf(m)).toEqual(['opened']);
  });

  it('two looks at once at what nobody knew make one item, one row, one line of history', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', FAULTY);
    const outcomes = await Promise.all([
      look(message(), worker(m, quiet)),
      look(message(), worker(m, quiet)),
    ]);
    expect([...outcomes].sort()).toEqual(['dropped', 'recorded']);
    expect(await transitionsOf(m)).toEqual(['opened']);
  });

  it('a throttled look recorded late is looked at again, though an older one saw all that was asked for', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', FAULTY);
    const seenFrom = m.clock.now();
    const asked = message({ cause: 'follow-up', seenFrom });
    const record = Promise.withResolvers<void>();
    const throttled = worker(m, {
      facts: {
        ...m.facts,
        read: async () => ({ unavailable: 'throttled' as const, what: 'ecr:DescribeRepositories' }),
      },
      store: store(m, {
        putState: async (state, expected) => {
          await record.promise;
          return m.store.putState(state, expected);
        },
      }),
    });
    let late: Promise<LookOutcome> | undefined;
    const older = worker(m, {
      facts: slowly(m, async () => {
        later(m);
        late = look(asked, throttled);
        await new Promise((done) => setImmediate(done));
      }),
    });
    expect(await look(asked, older)).toBe('recorded');
    await m.pass(2 * 60_000);
    record.resolve();
    await late;
    await m.pass(3_600_000);
    const state = await stateOf(m);
    expect(state).toMatchObject({ complete: true, verdicts: { high: { status: 'FAILED' } } });
    expect(state.verdicts['high']).not.toHaveProperty('staleSince');
  });
});

describe('two tellers at the same time', () => {
  const failing = async (): Promise<TestMonitor> => {
    const m = testMonitor([high]);
    m.facts.set('app', FAULTY);
    await look(message({ cause: 'change' }), worker(m, quiet));
    return m;
  };

  it('publish one message', async () => {
    const m = await failing();
    const outcomes = await Promise.all([tell(APP, m), tell(APP, m), tell(APP, m)]);
    expect(outcomes.filter((each) => each === 'told')).toHaveLength(1);
    expect(m.sent.map(gist)).toEqual(['finding HIGH opened high']);
  });

  it('the second leaves it while the first is sending', async () => {
    const m = await failing();
    let second: string | undefined;
    const slow = worker(m, {
      topic: {
        publish: async (each) => {
          second = await tell(APP, m);
          await m.topic.publish(each);
        },
      },
    });
    expect(await tell(APP, slow)).toBe('told');
    expect(second).toBe('somebody else tells');
    expect(m.sent).toHaveLength(1);
  });

  it('what got worse while the first was sending is told after it', async () => {
    const m = await failing();
    let done = false;
    const slow = worker(m, {
      topic: {
        publish: async (each) => {
          await m.topic.publish(each);
          if (done) return;
          done = true;
          later(m);
          m.facts.set('app', { high: [fault(), fault('log')] });
          await look(message(), worker(m, quiet));
        },
      },
    });
    await tell(APP, slow);
    expect(m.sent.map(gist)).toEqual(['finding HIGH opened high', 'finding HIGH worse high']);
    expect(new Set(m.sent.map(({ messageId }) => messageId)).size).toBe(2);
  });
});

describe('what is different to tell has another id', () => {
  it('though nothing public changed between: a confirmed resolution after an opening', async () => {
    const m = testMonitor([high, faultControl('other', 'HIGH')]);
    m.facts.set('app', FAULTY);
    await m.change('app');
    await m.pass(3_600_000);
    // One change mends the one and breaks the other: the one sequence number stands for both.
    m.facts.set('app', { other: [fault()] });
    await m.change('app');
    await m.pass(3_600_000);
    expect(m.sent.map(gist)).toEqual([
      'finding HIGH opened high',
      'finding HIGH opened other',
      'finding HIGH resolved high',
    ]);
    expect(new Set(m.sent.map(({ messageId }) => messageId)).size).toBe(3);
  });
});

describe('a worker that dies between the item and what follows from it', () => {
  /** Records a failing look and dies at the first call of a write. */
  const dieAt = async (m: TestMonitor, says: Partial<Store>): Promise<void> => {
    const dying = worker(m, { ...quiet, store: store(m, says) });
    await expect(look(message(), dying)).rejects.toThrow(Crash);
    expect(await stateOf(m)).toHaveProperty('pending');
  };
  const crash = () => Promise.reject(new Crash());

  test.each<[string, Partial<Store>]>([
    ['the row', { putFinding: crash }],
    ['the history', { putHistory: crash }],
    ['the edges', { putEdge: crash }],
  ])('is finished by another before it reads: %s', async (_name, says) => {
    const m = testMonitor([high]);
    m.facts.set('app', FAULTY);
    await dieAt(m, says);
    const { seq } = await stateOf(m);
    later(m);
    let rowAtFirstRead: number | undefined;
    const other = worker(m, {
      facts: slowly(m, async () => {
        rowAtFirstRead ??= (await m.store.finding(APP, 'high'))?.seq;
        expect(await stateOf(m)).toMatchObject({ projectedSeq: seq });
      }),
    });
    expect(await look(message(), other)).toBe('recorded');
    expect(rowAtFirstRead).toBe(seq);
    expect(await m.store.finding(APP, 'high')).toMatchObject({ status: 'OPEN', seq });
    expect(await transitionsOf(m)).toEqual(['opened']);
    expect((await m.store.users(REGISTRY)).map(({ user }) => user)).toEqual([APP]);
    expect(await stateOf(m)).not.toHaveProperty('pending');
  });

  it('is finished even by a look that has nothing to see any more', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', FAULTY);
    const seenFrom = m.clock.now();
    await dieAt(m, { putFinding: crash });
    const reads = m.facts.reads;
    expect(await look(message({ seenFrom }), m)).toBe('skipped');
    expect(m.facts.reads).toBe(reads);
    expect(await m.store.finding(APP, 'high')).toMatchObject({ status: 'OPEN' });
  });

  it('is finished once by two that meet it at the same time, and by the dead one come back', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', FAULTY);
    await dieAt(m, { putHistory: crash });
    const left = await stateOf(m);
    await Promise.all([project(left, m), project(left, m)]);
    const row = await m.store.finding(APP, 'high');
    later(m);
    m.facts.set('app', {});
    await look(message(), worker(m, quiet));
    await project(left, m);
    expect(row).toMatchObject({ status: 'OPEN' });
    expect(await m.store.finding(APP, 'high')).toMatchObject({ status: 'RESOLVED' });
    expect(await transitionsOf(m)).toEqual(['opened', 'resolved']);
    const { seq, projectedSeq } = await stateOf(m);
    expect(projectedSeq).toBe(seq);
  });
});

describe('edges that are written late', () => {
  const users = async (m: TestMonitor) => (await m.store.users(REGISTRY)).map(({ user }) => user);
  /** The item as a worker left it that stopped before it projected. */
  const unprojected = async (m: TestMonitor, says: Partial<LookMessage> = {}): Promise<ResourceState> => {
    const stopped = worker(m, {
      ...quiet,
      store: store(m, { putFinding: () => Promise.reject(new Crash()) }),
    });
    await expect(look(message(says), stopped)).rejects.toThrow(Crash);
    return stateOf(m);
  };

  it('a late put does not bring back the edge of what was deleted', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', FAULTY);
    const old = await unprojected(m);
    expect(old.pending?.edges).toHaveLength(1);
    later(m);
    m.facts.set('app', undefined);
    await look(message({ deletes: true }), worker(m, quiet));
    expect(await users(m)).toEqual([]);
    await project(old, m);
    expect(await users(m)).toEqual([]);
  });

  it('a late end does not take the edge of what came back', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', FAULTY);
    await look(message(), worker(m, quiet));
    later(m);
    m.facts.set('app', undefined);
    const old = await unprojected(m, { deletes: true });
    expect(old.pending?.endedEdges).toHaveLength(1);
    later(m);
    m.facts.set('app', FAULTY);
    await look(message(), worker(m, quiet));
    expect(await users(m)).toEqual([APP]);
    await project(old, m);
    expect(await users(m)).toEqual([APP]);
  });
});

describe('a resource that is not there', () => {
  it('is asked for again although the worker died before it could ask', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', FAULTY);
    await m.change('app');
    await m.pass(3_600_000);
    m.facts.set('app', undefined);
    const dying = worker(m, {
      queue: {
        ...m.queue,
        send: (lane, messages, delay) =>
          messages.some((each) => each.kind === 'look' && each.cause === 'missing')
            ? Promise.reject(new Crash())
            : m.queue.send(lane, messages, delay),
      },
    });
    const eventTime = m.clock.now();
    const change = { eventId: 'e', eventName: 'DeleteSomething', eventTime };
    const event = message({ cause: 'change', eventTime, change });
    await expect(handle(event, dying)).rejects.toThrow(Crash);
    expect(await stateOf(m)).toHaveProperty('missingSince');
    expect(await m.store.finding(APP, 'high')).toMatchObject({ status: 'OPEN' });
    // Its confirming look was announced before anything was read, and asks in its place.
    await m.pass(9 * 60_000);
    expect(await m.store.finding(APP, 'high')).toMatchObject({ status: 'RESOLVED', resolution: 'DELETED' });
  });

  it.each([
    ['a look was throttled', (m: TestMonitor) => m.facts.throttled.add(APP), true],
    ['a stale read still showed it', (m: TestMonitor) => m.facts.set('app', FAULTY), false],
  ])('is closed although between the two "not found" %s', async (_name, meddle, staysMissing) => {
    const m = testMonitor([high]);
    m.facts.set('app', FAULTY);
    await m.change('app');
    await m.pass(3_600_000);
    m.facts.set('app', undefined);
    await look(message(), m);
    later(m);
    meddle(m);
    // The last attempt: nobody comes back for it.
    await look(message({ attempt: 5 }), m);
    expect((await stateOf(m))?.missingSince !== undefined).toBe(staysMissing);
    m.facts.throttled.clear();
    m.facts.set('app', undefined);
    await m.pass(11 * 60_000);
    expect(await m.store.finding(APP, 'high')).toMatchObject({ status: 'RESOLVED', resolution: 'DELETED' });
    expect(m.queue.nextDue()).toBeUndefined();
  });

  it('is asked for by the delivery that repeats the one that died', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', FAULTY);
    await m.change('app');
    await m.pass(3_600_000);
    m.facts.set('app', undefined);
    const sent: string[] = [];
    let crashes = 1;
    const dying = worker(m, {
      queue: {
        ...m.queue,
        send: (_lane, messages) => {
          if (crashes > 0) {
            crashes -= 1;
            return Promise.reject(new Crash());
          }
          sent.push(...messages.map((each) => (each.kind === 'look' ? each.cause : each.kind)));
          return Promise.resolve();
        },
      },
    });
    await expect(handle(message(), dying)).rejects.toThrow(Crash);
    later(m);
    await handle(message(), dying);
    expect(sent).toEqual(['missing']);
  });
});
