import { describe, expect, it } from 'vitest';
import { after } from '#domain/instant.ts';
import type { LookMessage } from '#domain/work.ts';
import { fault, faultControl, repo, type TestMonitor, testMonitor } from '../support/monitor.ts';

const high = faultControl('high', 'HIGH');
const MINUTE = 60_000;

/** What the last message says of who did it. */
const who = ({ sent }: TestMonitor): string =>
  /^Who: +(.*(?:\n {11}.*)*)/m.exec(sent.at(-1)?.text ?? '')?.[1] ?? '';

/** An account whose repository `app` was judged long ago and passed. */
async function passedBefore(): Promise<TestMonitor> {
  const m = testMonitor([high]);
  m.facts.set('app', {});
  await m.change('app');
  await m.pass(60 * MINUTE);
  return m;
}
/** A change that somebody of this name made. */
const by = (m: TestMonitor, name: string, more: Partial<LookMessage> = {}): Promise<void> =>
  m.change('app', {
    change: {
      eventId: `event of ${name}`,
      eventName: 'PutImageTagMutability',
      eventTime: m.clock.now(),
      actor: { principal: `arn:aws:iam::123456789012:role/${name}` },
    },
    ...more,
  });

describe('who did it', () => {
  it('is the one whose change the look followed', async () => {
    const m = await passedBefore();
    m.facts.set('app', { high: [fault()] });
    await by(m, 'alice');
    expect(who(m)).toContain('alice');
    expect(await m.store.finding(repo('app'), 'high')).toMatchObject({
      changes: [{ eventId: 'event of alice' }],
    });
  });

  it('is not known when a confirming look sees what nobody announced: the trail may be slow', async () => {
    const m = await passedBefore();
    await by(m, 'alice');
    await m.pass(20_000);
    // Bob's change; its event comes minutes later.
    m.facts.set('app', { high: [fault()] });
    await m.pass(10 * MINUTE);
    expect(m.sent).toHaveLength(1);
    expect(who(m)).toMatch(/^not known/);
    expect(m.sent[0]?.text).not.toContain('CloudTrail event');
  });

  it('is not known for a resolution that a confirming look sees', async () => {
    const m = await passedBefore();
    m.facts.set('app', { high: [fault()] });
    await by(m, 'carol');
    await m.pass(60 * MINUTE);
    await by(m, 'alice');
    await m.pass(20_000);
    m.facts.set('app', {});
    await m.pass(10 * MINUTE);
    const row = await m.store.finding(repo('app'), 'high');
    expect(row).toMatchObject({ status: 'RESOLVED' });
    expect(row).not.toHaveProperty('resolvedBy');
  });

  it('is not whoever came along later: an event that is late finds what others did meanwhile', async () => {
    const m = await passedBefore();
    const eventTime = m.clock.now();
    await m.pass(2 * MINUTE);
    await by(m, 'carol');
    await m.pass(3 * MINUTE);
    m.facts.set('app', { high: [fault()] });
    await m.change('app', {
      eventTime,
      change: { eventId: 'e', eventName: 'PutLifecyclePolicy', eventTime, actor: { principal: 'alice' } },
    });
    expect(who(m)).toMatch(/^not known/);
  });

  it('is not whoever changed something that the control does not read', async () => {
    const m = await passedBefore();
    m.facts.set('app', { high: [fault()] });
    await by(m, 'bob', { alters: [] });
    expect(who(m)).toMatch(/^not known/);
  });

  it('is the one whose change an earlier look could not judge', async () => {
    const m = await passedBefore();
    m.facts.set('app', { high: [fault()] });
    m.facts.throttled.add(repo('app'));
    await by(m, 'alice');
    m.facts.throttled.clear();
    await m.pass(10 * MINUTE);
    expect(who(m)).toContain('alice');
  });

  it('is the one who made a use that only now was written down', async () => {
    const m = await passedBefore();
    m.facts.set('app', { high: [fault()] });
    await by(m, 'alice', { cause: 'follow-up', hop: 1, eventTime: after(m.clock.now(), -MINUTE) });
    expect(who(m)).toContain('alice');
  });

  it('is neither of two who changed it within one look', async () => {
    const m = await passedBefore();
    await by(m, 'alice');
    m.facts.set('app', { high: [fault()] });
    await by(m, 'bob');
    expect(who(m)).toMatch(/^one of 2 recent changes/);
  });
});
