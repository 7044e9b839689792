import { describe, expect, it } from 'vitest';
import { after } from '#domain/instant.ts';
import { handle } from '#monitor/handle.ts';
import { keepHouse } from '#monitor/tick.ts';
import { roleSession } from '../support/acts.ts';
import { type RecordedMonitor, recordedMonitor } from '../support/recorded-monitor.ts';
import { call, type Json } from '../support/records.ts';

const HOME = '123456789012';
const TRAIL = `arn:aws:cloudtrail:eu-west-1:${HOME}:trail/audit`;
const RULE = `arn:aws:events:*:${HOME}:rule/ecs-warden-ecs-calls`;
const DENIED = { errorCode: 'AccessDenied' };
let events = 0;

/** Somebody calls, in the account of the example, a second ago. */
const happen = (
  monitor: RecordedMonitor,
  [service, name]: readonly [string, string],
  request: Json,
  { by = 'intern', ...more }: { readonly by?: string; readonly errorCode?: string } = {},
): Promise<unknown> => {
  events += 1;
  const record = call(service, name, request, null, {
    eventID: `tampering-${events}`,
    awsRegion: 'eu-west-1',
    userIdentity: roleSession(by),
    eventTime: after(monitor.clock.now(), -1000),
    ...more,
  });
  const envelope: unknown = JSON.parse(JSON.stringify(record).replaceAll('111122223333', HOME));
  return handle({ kind: 'event', envelope }, monitor);
};
const tampering = async (monitor: RecordedMonitor) =>
  (await monitor.rows()).filter(({ controlId }) => controlId === 'trail-tampering');

describe('tampering', () => {
  it('with a trail is told at once, and counted after that', async () => {
    const monitor = recordedMonitor();
    await happen(monitor, ['cloudtrail', 'StopLogging'], { name: 'audit' });
    expect(monitor.sent).toHaveLength(1);
    expect(monitor.sent[0]?.subject).toMatch(/^\[CRITICAL\] .*intern/);
    await happen(monitor, ['cloudtrail', 'StopLogging'], { name: 'audit' });
    expect(monitor.sent).toHaveLength(1);
    await happen(monitor, ['cloudtrail', 'DeleteTrail'], { name: 'audit' });
    expect(monitor.sent).toHaveLength(2);
    expect(await tampering(monitor)).toMatchObject([
      {
        resourceArn: `arn:aws:iam::${HOME}:role/intern`,
        severity: 'CRITICAL',
        occurrences: 3,
        reasons: [
          { code: 'stop-trail', subject: 'audit' },
          { code: 'delete-trail', subject: 'audit' },
        ],
      },
    ]);
  });

  it('with a bucket is that only once a look has seen a trail deliver there', async () => {
    const monitor = recordedMonitor();
    const open = (bucketName: string) => happen(monitor, ['s3', 'PutBucketPolicy'], { bucketName });
    await open('shop-audit-log');
    expect(await tampering(monitor)).toEqual([]);
    await monitor.change(TRAIL, 'seen');
    await open('website');
    expect(await tampering(monitor)).toEqual([]);
    await open('shop-audit-log');
    expect(await tampering(monitor)).toMatchObject([{ reasons: [{ code: 'change-log-policy' }] }]);
  });

  it('with a part of the monitor is that, with others’ parts not', async () => {
    const monitor = recordedMonitor(undefined, undefined, { own: [RULE] });
    await happen(monitor, ['events', 'DisableRule'], { name: 'nightly' });
    expect(monitor.sent).toEqual([]);
    await happen(monitor, ['events', 'DisableRule'], { name: 'ecs-warden-ecs-calls' });
    expect(await tampering(monitor)).toMatchObject([{ status: 'OPEN', severity: 'CRITICAL' }]);
    expect(monitor.sent).toHaveLength(1);
  });

  it('of a maintainer waits for nobody to ask', async () => {
    const monitor = recordedMonitor();
    const by = 'AWSControlTowerExecution';
    await happen(monitor, ['cloudtrail', 'UpdateTrail'], { name: 'audit' }, { by });
    expect(await tampering(monitor)).toMatchObject([{ severity: 'INFORMATIONAL' }]);
    expect(monitor.sent).toEqual([]);
  });

  it('that was denied is never held back by the cap', async () => {
    const monitor = recordedMonitor();
    for (let each = 0; each < 30; each += 1)
      await happen(monitor, ['cloudtrail', 'StopLogging'], { name: 'audit' }, { by: `r-${each}`, ...DENIED });
    expect(new Set(monitor.sent.map(({ subject }) => subject)).size).toBe(30);
    await keepHouse(monitor);
    expect(monitor.sent).toHaveLength(30);
  });

  it('by very many is told at once too: grouped, and everybody named', async () => {
    const monitor = recordedMonitor();
    const many = Array.from({ length: 70 }, (_, index) => `r-${index}`);
    for (const by of many)
      await happen(monitor, ['cloudtrail', 'StopLogging'], { name: 'audit' }, { by, ...DENIED });
    const all = JSON.stringify(monitor.sent);
    expect(many.filter((by) => !new RegExp(`\\b${by}\\b`).test(all))).toEqual([]);
    const states = await Promise.all(
      many.map((by) => monitor.store.state(`arn:aws:iam::${HOME}:role/${by}`)),
    );
    expect(states.filter((state) => state?.untoldRoute !== undefined)).toEqual([]);
  });

  it('of two days ago wakes nobody', async () => {
    const monitor = recordedMonitor();
    const eventTime = after(monitor.clock.now(), -48 * 3_600_000);
    await happen(monitor, ['cloudtrail', 'StopLogging'], { name: 'audit' }, { eventTime } as object);
    expect(await tampering(monitor)).toMatchObject([{ status: 'OPEN' }]);
    expect(monitor.sent).toEqual([]);
  });
});
