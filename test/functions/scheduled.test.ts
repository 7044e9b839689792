import { describe, expect, test } from 'vitest';
import { sweep } from '../../functions/sweep/sweep.ts';
import { tick } from '../../functions/tick/tick.ts';
import { fault, faultControl, testMonitor } from '../support/monitor.ts';
import { context, testWork } from './support.ts';

const HOUR_S = 3600;

function stage() {
  const monitor = testMonitor([faultControl('open-to-all', 'CRITICAL')]);
  monitor.facts.set('one', { 'open-to-all': [fault()] });
  return { monitor, work: testWork(monitor) };
}

describe('the sweep function', () => {
  test('starts a sweep whose looks find what no event announced', async () => {
    const { monitor, work } = stage();
    expect(await sweep(work)({}, context())).toEqual({ sweepId: monitor.clock.now() });
    await monitor.run();
    expect((await monitor.store.openFindings()).items).toHaveLength(1);
  });
});

describe('the tick function', () => {
  test('publishes every gauge, also those that are zero', async () => {
    const { work } = stage();
    await tick(work)({}, context());
    expect(work.metrics()).toEqual({
      'OpenFindings{CRITICAL}': 0,
      'OpenFindings{HIGH}': 0,
      'OpenFindings{MEDIUM}': 0,
      'OpenFindings{LOW}': 0,
      'OpenFindings{INFORMATIONAL}': 0,
      CouldNotJudge: 0,
      Untold: 0,
      OldestUntoldAge: 0,
      SinceLastSweep: 0,
    });
  });

  test('counts what is open by severity', async () => {
    const { monitor, work } = stage();
    await sweep(work)({}, context());
    await monitor.run();
    await tick(work)({}, context());
    expect(work.metrics()).toMatchObject({ 'OpenFindings{CRITICAL}': 1 });
  });

  test('while no sweep has ended, its lateness counts from the first tick', async () => {
    const { monitor, work } = stage();
    monitor.queue.send = () => Promise.resolve();
    await tick(work)({}, context());
    await monitor.pass(30 * HOUR_S * 1000);
    await tick(work)({}, context());
    expect(work.metrics()).toMatchObject({ SinceLastSweep: 30 * HOUR_S });
  });

  test('an error is one line of the log that names where, and is thrown for Lambda to count', async () => {
    const { monitor, work } = stage();
    monitor.store.tally = () => Promise.reject(new Error('the table is not there'));
    await expect(tick(work)({}, context())).rejects.toThrow('the table is not there');
    expect(work.lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ level: 'ERROR', where: 'tick', what: 'Error: the table is not there' }),
    );
  });

  test('when nobody can be told, the gauges say since when, and then it fails', async () => {
    const { monitor, work } = stage();
    await sweep(work)({}, context());
    monitor.topic.publish = () => Promise.reject(new Error('SNS is away'));
    await monitor.run();
    // The first digest is due an hour after what it tells, at the latest.
    await monitor.pass(2 * HOUR_S * 1000);
    await expect(tick(work)({}, context())).rejects.toThrow('SNS is away');
    expect(work.metrics()).toMatchObject({ Untold: 1, 'OpenFindings{CRITICAL}': 1 });
    expect(work.metrics()['OldestUntoldAge']).toBeGreaterThanOrEqual(HOUR_S);
  });

  test('what waits for its digest is not overdue', async () => {
    const { monitor, work } = stage();
    await sweep(work)({}, context());
    await monitor.run();
    await tick(work)({}, context());
    expect(work.metrics()).toMatchObject({ Untold: 1, OldestUntoldAge: 0 });
  });

  test('notes that it has ticked', async () => {
    const { monitor, work } = stage();
    await tick(work)({}, context());
    expect(await monitor.store.note('tick')).toEqual({ at: monitor.clock.now() });
  });
});
