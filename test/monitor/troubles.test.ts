import { describe, expect, it } from 'vitest';
import type { Store } from '#domain/ports.ts';
import type { WorkMessage } from '#domain/work.ts';
import { handle } from '#monitor/handle.ts';
import type { Monitor } from '#monitor/monitor.ts';
import { startSweep } from '#monitor/sweep-run.ts';
import { tell } from '#monitor/tell.ts';
import { keepHouse, tick } from '#monitor/tick.ts';
import { fault, faultControl, gist, repo, testMonitor } from '../support/monitor.ts';
import { type RecordedMonitor, recordedMonitor } from '../support/recorded-monitor.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Handles what is due for an hour as a lane does: a message whose handling fails comes back in half a minute. */
async function work(monitor: RecordedMonitor, worker: Monitor): Promise<void> {
  const one = async (message: WorkMessage): Promise<void> => {
    try {
      await handle(message, worker);
    } catch {
      await monitor.queue.send('changes', [message], MINUTE_MS / 2);
    }
  };
  for (let minute = 0; minute < 120; minute += 1) {
    for (let next = monitor.queue.take(); next; next = monitor.queue.take()) await one(next);
    await monitor.pass(0);
    monitor.clock.goTo(new Date(Date.parse(monitor.clock.now()) + MINUTE_MS / 2).toISOString());
  }
}

/** Every open finding, with its severity. */
const found = async (monitor: RecordedMonitor): Promise<readonly string[]> =>
  (await monitor.rows())
    .filter(({ status }) => status === 'OPEN')
    .map(
      ({ resourceArn, controlId, severity, staleSince }) =>
        `${resourceArn} ${controlId} ${severity} ${staleSince ?? ''}`,
    )
    .toSorted();

/** An account swept by a worker that `trouble` meets; how many calls it made, and what it found. */
async function swept(trouble: (monitor: RecordedMonitor, calls: () => number) => Monitor) {
  const monitor = recordedMonitor();
  let calls = 0;
  const worker = trouble(monitor, () => (calls += 1));
  await startSweep(monitor);
  await work(monitor, worker);
  return { calls, found: await found(monitor) };
}

const throttling =
  (at: number) =>
  (monitor: RecordedMonitor, calls: () => number): Monitor => ({
    ...monitor,
    facts: {
      read: (...asked) =>
        calls() === at
          ? Promise.resolve({ unavailable: 'throttled', what: asked[0] })
          : monitor.facts.read(...asked),
      list: (...asked) => {
        calls();
        return monitor.facts.list(...asked);
      },
    },
  });

const failingStore =
  (at: number) =>
  (monitor: RecordedMonitor, calls: () => number): Monitor => {
    const store = Object.fromEntries(
      Object.entries(monitor.store).map(([name, method]) => [
        name,
        (...asked: readonly unknown[]) => {
          if (calls() !== at) return (method as (...all: readonly unknown[]) => unknown)(...asked);
          const error = new Error(
            'The level of configured provisioned throughput for the table was exceeded.',
          );
          error.name = 'ProvisionedThroughputExceededException';
          return Promise.reject(error);
        },
      ]),
    ) as unknown as Store;
    return { ...monitor, store };
  };

describe('a sweep ends as one without trouble', () => {
  it('whichever read is throttled', async () => {
    const clean = await swept(throttling(0));
    expect(clean.found.length).toBeGreaterThan(5);
    for (let at = 1; at <= clean.calls; at += 1) {
      const troubled = await swept(throttling(at));
      expect([at, troubled.found]).toEqual([at, clean.found]);
    }
  });

  it('whichever call of a table is throttled', async () => {
    const clean = await swept(failingStore(0));
    const step = Math.max(1, Math.floor(clean.calls / 120));
    for (let at = 1; at <= clean.calls; at += step) {
      const troubled = await swept(failingStore(at));
      expect([at, troubled.found]).toEqual([at, clean.found]);
    }
  });
});

describe('while SNS is away', () => {
  it('nothing is lost: what was found is told once when it is back, at once or in the digest', async () => {
    const monitor = testMonitor([faultControl('high', 'HIGH'), faultControl('medium', 'MEDIUM')]);
    const { topic } = monitor;
    const away = Object.assign(monitor, {
      topic: { publish: () => Promise.reject(new Error('SNS is away')) },
      // What the stream wakes fails, and comes back; the lane goes on.
      wake: (arn: string) =>
        tell(arn, monitor).then(
          () => undefined,
          () => undefined,
        ),
    });
    away.facts.set('one', { high: [fault()] });
    await away.change('one', { creates: true });
    away.facts.set('two', { medium: [fault()] });
    await away.change('two', { creates: true });
    // Whoever tried last has the item to itself for half a minute.
    await away.pass(5 * MINUTE_MS);
    await expect(keepHouse(away)).rejects.toThrow('SNS is away');
    await away.pass(2 * HOUR_MS);
    await expect(keepHouse(away)).rejects.toThrow('SNS is away');
    expect(away.sent).toEqual([]);
    const back = Object.assign(away, { topic });
    await back.pass(MINUTE_MS);
    await keepHouse(back);
    await keepHouse(back);
    expect(back.sent.map(gist)).toEqual(['finding HIGH opened high', 'digest MEDIUM opened medium']);
  });
});

describe('one message that cannot be told', () => {
  it('does not keep the others from being told, and fails the tick', async () => {
    const monitor = testMonitor([faultControl('high', 'HIGH')]);
    const { publish } = monitor.topic;
    Object.assign(monitor, {
      wake: () => Promise.resolve(),
      topic: {
        publish: (message: Parameters<typeof publish>[0]) =>
          JSON.stringify(message.body).includes(repo('one'))
            ? Promise.reject(new Error('poison'))
            : publish(message),
      },
    });
    for (const name of ['one', 'two', 'three']) {
      monitor.facts.set(name, { high: [fault()] });
      await monitor.change(name, { creates: true });
    }
    const { gauges, fault: failed } = await tick(monitor);
    expect(failed?.message).toBe('poison');
    expect(monitor.sent).toHaveLength(2);
    expect(gauges).toMatchObject({ untold: 1, open: { HIGH: 3 } });
  });
});

describe('clocks that differ', () => {
  it('a look by a fast clock does not hide a change for longer than to the confirming look', async () => {
    const monitor = testMonitor([faultControl('high', 'HIGH')]);
    monitor.facts.set('one', {});
    await monitor.change('one', { creates: true });
    await monitor.pass(5 * MINUTE_MS);
    const fast = {
      ...monitor,
      clock: { now: () => new Date(Date.parse(monitor.clock.now()) + 5_000).toISOString() },
    };
    const resource = { type: 'AWS::ECR::Repository', arn: repo('one') } as const;
    await handle({ kind: 'look', resource, cause: 'sweep', hop: 0, attempt: 0, alters: [] }, fast);
    // Two seconds later by honest clocks: the look is older than what is recorded.
    monitor.facts.set('one', { high: [fault()] });
    await monitor.change('one');
    expect(monitor.sent).toEqual([]);
    await monitor.pass(3 * MINUTE_MS);
    expect(monitor.sent.map(gist)).toEqual(['finding HIGH opened high']);
  });
});
