import { describe, expect, it } from 'vitest';
import { after } from '#domain/instant.ts';
import type { EventHistory } from '#domain/ports.ts';
import { handle } from '#monitor/handle.ts';
import { startSweep } from '#monitor/sweep-run.ts';
import { tick } from '#monitor/tick.ts';
import { ecsCall, keyUser, roleSession, signIn, visitor } from '../support/acts.ts';
import { recordedMonitor } from '../support/recorded-monitor.ts';
import { call, type Json } from '../support/records.ts';

const HOME = '123456789012';
const HOUR = 3_600_000;
type Query = Parameters<EventHistory['lookUp']>[0];
type Answer = Awaited<ReturnType<EventHistory['lookUp']>>;

/** A monitor with an event history; what is asked of it is written down. */
function stage(answer?: (query: Query) => Answer) {
  const past: Json[] = [];
  const asked: Query[] = [];
  const remembered = ({ region, name, from, to }: Query): Answer => ({
    value: {
      records: past.filter(
        ({ eventName, awsRegion, eventTime }) =>
          eventName === name && awsRegion === region && String(eventTime) >= from && String(eventTime) <= to,
      ),
    },
  });
  const history: EventHistory = {
    lookUp: (query) => {
      asked.push(query);
      return Promise.resolve((answer ?? remembered)(query));
    },
  };
  const monitor = recordedMonitor(undefined, undefined, { history });
  const sweep = async (): Promise<void> => {
    await startSweep(monitor);
    await monitor.run();
  };
  const happened = (record: Json, more: Json = {}): Json => {
    const made = JSON.parse(
      JSON.stringify({
        awsRegion: 'eu-west-1',
        ...record,
        eventTime: after(monitor.clock.now(), -1000),
        ...more,
      }).replaceAll('111122223333', HOME),
    ) as Json;
    past.push(made);
    return made;
  };
  const rows = async (controlId: string) =>
    (await monitor.rows()).filter((row) => row.controlId === controlId);
  return { monitor, past, asked, sweep, happened, rows };
}
const stop = (eventID: string): Json =>
  call('cloudtrail', 'StopLogging', { name: 'audit' }, null, {
    eventID,
    awsRegion: 'eu-west-1',
    userIdentity: roleSession('intern'),
  });

describe('a sweep looks up what events did not bring', () => {
  it('since the last one: the first asks nothing, for what was before is no news of ours', async () => {
    const { monitor, asked, sweep, happened, rows } = stage();
    happened(stop('before'));
    await sweep();
    expect(asked).toEqual([]);
    const first = monitor.clock.now();
    await monitor.pass(2 * HOUR);
    happened(stop('lost'));
    happened(signIn(visitor()), { eventID: 'sign-in', awsRegion: 'us-east-1' });
    await sweep();
    expect(await rows('trail-tampering')).toMatchObject([{ occurrences: 1, severity: 'CRITICAL' }]);
    expect(await rows('console-sign-in-without-mfa')).toMatchObject([{ occurrences: 1 }]);
    expect(new Set(asked.map(({ from }) => from <= first))).toEqual(new Set([true]));
    expect(monitor.sent.filter(({ attributes }) => attributes.kind === 'finding')).toHaveLength(2);
  });

  it('by name in each region, only what its rules bring', async () => {
    const { monitor, asked, sweep } = stage();
    await sweep();
    await monitor.pass(HOUR);
    await sweep();
    const names = (region: string) => asked.filter((each) => each.region === region).map(({ name }) => name);
    expect(names('eu-west-1')).toEqual(
      expect.arrayContaining(['ConsoleLogin', 'StopLogging', 'DisableRule']),
    );
    expect(names('us-east-1')).toEqual(expect.arrayContaining(['ConsoleLogin', 'DisableRule']));
    expect(names('us-east-1')).not.toContain('StopLogging');
    expect(new Set(asked.map(({ region, name }) => `${region} ${name}`)).size).toBe(asked.length);
    expect(asked.map(({ name }) => name)).not.toContain('UpdateService');
  });

  it('and never counts twice what an event brought, or what it saw before', async () => {
    const { monitor, sweep, happened, rows } = stage();
    await sweep();
    await monitor.pass(HOUR);
    const envelope = happened(stop('once'));
    await handle({ kind: 'event', envelope }, monitor);
    for (let each = 0; each < 3; each += 1) {
      await sweep();
      await monitor.pass(600_000);
    }
    expect(await rows('trail-tampering')).toMatchObject([{ occurrences: 1 }]);
    expect(monitor.sent.filter(({ attributes }) => attributes.kind === 'finding')).toHaveLength(1);
  });

  it('what is older than a day wakes nobody', async () => {
    const { monitor, sweep, happened, rows } = stage();
    await sweep();
    await monitor.pass(60 * HOUR);
    happened(stop('old'), { eventTime: after(monitor.clock.now(), -30 * HOUR) });
    await sweep();
    expect(await rows('trail-tampering')).toMatchObject([{ status: 'OPEN' }]);
    expect(monitor.sent.filter(({ attributes }) => attributes.kind === 'finding')).toEqual([]);
  });

  it('goes through all pages, and a record that is none is put aside', async () => {
    const { monitor, asked, sweep, rows } = stage(({ name, page, to }) =>
      name !== 'StopLogging'
        ? { value: { records: [] } }
        : page === undefined
          ? { value: { records: ['{ half a record'], next: 'two' } }
          : { value: { records: [{ ...stop('page-2'), eventTime: to }] } },
    );
    await sweep();
    await monitor.pass(HOUR);
    await sweep();
    expect(asked.filter(({ page }) => page === 'two')).toHaveLength(1);
    expect(monitor.queue.buried).toHaveLength(1);
    expect(await rows('trail-tampering')).toHaveLength(1);
  });

  it('throttled it comes again, denied it is a finding of the monitor, and the sweep ends either way', async () => {
    let answers = 0;
    const { monitor, asked, sweep, rows } = stage(({ region, name }) => {
      if (name === 'StopLogging' && (answers += 1) < 3)
        return { unavailable: 'throttled', what: 'cloudtrail:LookupEvents' };
      return region === 'us-east-1'
        ? { unavailable: 'denied', what: 'cloudtrail:LookupEvents' }
        : { value: { records: [] } };
    });
    await sweep();
    await monitor.pass(HOUR);
    await sweep();
    await monitor.pass(HOUR);
    expect(asked.filter(({ name }) => name === 'StopLogging')).toHaveLength(3);
    await tick(monitor);
    expect(await monitor.store.note('sweep')).toMatchObject({ endedAt: monitor.clock.now() });
    expect(await rows('monitor-cannot-read')).toMatchObject([
      { reasons: [{ subject: 'cloudtrail:LookupEvents' }] },
    ]);
  });

  it('leads to no look: the sweep looks at everything itself', async () => {
    const { monitor, sweep, happened } = stage();
    await sweep();
    await monitor.pass(HOUR);
    happened(ecsCall(keyUser(), 'DeleteCluster'));
    await sweep();
    expect(await monitor.store.state(`arn:aws:iam::${HOME}:user/ci-push`)).toBeUndefined();
  });
});
