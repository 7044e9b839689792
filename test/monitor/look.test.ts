import { describe, expect, it } from 'vitest';
import { notApplicable, notAvailable, passed } from '#domain/evaluation.ts';
import { fault, faultControl, repo, testMonitor } from '../support/monitor.ts';

const HOUR = 3_600_000;
const high = faultControl('high', 'HIGH');
const low = faultControl('low', 'LOW');

describe('a look', () => {
  it('writes nothing but its own moment when nothing changed', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', { high: [fault()] });
    await m.change('app');
    await m.pass(HOUR);
    const before = await m.store.finding(repo('app'), 'high');
    const { seq } = (await m.store.state(repo('app'))) ?? {};
    await m.change('app');
    await m.pass(HOUR);
    expect(await m.store.finding(repo('app'), 'high')).toEqual(before);
    expect((await m.store.state(repo('app')))?.seq).toBe(seq);
  });

  it('reads each declared fact once', async () => {
    const m = testMonitor([high, low]);
    m.facts.set('app', { high: [fault()] });
    await m.change('app');
    expect(m.facts.reads).toBe(1);
  });

  it('is confirmed once, however many changes a window holds', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', {});
    await m.pass(5000);
    for (let n = 0; n < 5; n += 1) await m.change('app');
    const reads = m.facts.reads;
    await m.pass(10 * 60_000);
    expect(m.facts.reads - reads).toBe(1);
  });

  it('of a resource that nobody knows and that is not there leaves nothing', async () => {
    const m = testMonitor([high]);
    await m.change('ghost');
    await m.pass(HOUR);
    expect(await m.store.state(repo('ghost'))).toBeUndefined();
  });

  it('that was denied marks the verdict stale and closes nothing', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', { high: [fault()] });
    await m.change('app');
    m.facts.denied.add(repo('app'));
    await m.pass(HOUR);
    await m.change('app');
    const row = await m.store.finding(repo('app'), 'high');
    expect(row).toMatchObject({ status: 'OPEN', staleSince: expect.any(String) });
    expect((await m.store.state(repo('app')))?.denied).toEqual(['ecr:DescribeRepositories']);
    m.facts.denied.clear();
    await m.change('app');
    expect(await m.store.finding(repo('app'), 'high')).not.toHaveProperty('staleSince');
  });

  it('that was throttled comes back later and then judges', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', { high: [fault()] });
    m.facts.throttled.add(repo('app'));
    await m.change('app');
    expect((await m.store.state(repo('app')))?.verdicts['high']).toMatchObject({
      status: 'NOT_AVAILABLE',
      why: 'throttled: ecr:DescribeRepositories',
    });
    m.facts.throttled.clear();
    await m.pass(HOUR);
    expect(await m.store.finding(repo('app'), 'high')).toMatchObject({ status: 'OPEN' });
    expect(m.sent).toHaveLength(1);
  });

  it('closes a finding that no longer applies with that resolution', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', { high: [fault()] });
    await m.change('app');
    m.facts.set('app', { high: notApplicable('a cache now') });
    await m.change('app');
    expect(await m.store.finding(repo('app'), 'high')).toMatchObject({
      status: 'RESOLVED',
      resolution: 'NOT_APPLICABLE',
    });
  });

  it.each([
    ['passes with a note', passed('for this reason'), 'PASSED'],
    ['cannot be judged', notAvailable('not known'), 'NOT_AVAILABLE'],
  ])('keeps why it %s', async (_name, evaluation, status) => {
    const m = testMonitor([high]);
    m.facts.set('app', { high: evaluation });
    await m.change('app');
    expect((await m.store.state(repo('app')))?.verdicts['high']).toMatchObject({
      status,
      why: expect.any(String),
    });
  });
});

describe('a resource that is gone', () => {
  it('closes its findings after a second "not found" five minutes later, not before', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', { high: [fault()] });
    await m.change('app');
    await m.pass(HOUR);
    m.facts.set('app', undefined);
    await m.change('app');
    expect(await m.store.finding(repo('app'), 'high')).toMatchObject({ status: 'OPEN' });
    await m.pass(240_000);
    expect(await m.store.finding(repo('app'), 'high')).toMatchObject({ status: 'OPEN' });
    await m.pass(120_000);
    expect(await m.store.finding(repo('app'), 'high')).toMatchObject({
      status: 'RESOLVED',
      resolution: 'DELETED',
    });
  });

  it('closes them at once after a delete event', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', { high: [fault()] });
    await m.change('app');
    m.facts.set('app', undefined);
    await m.change('app', { deletes: true });
    expect(await m.store.finding(repo('app'), 'high')).toMatchObject({
      status: 'RESOLVED',
      resolution: 'DELETED',
    });
    expect(m.sent.at(-1)?.attributes.transition).toBe('resolved');
  });

  it('that comes back is judged anew and its finding reopened, without an expiry', async () => {
    const m = testMonitor([high]);
    m.facts.set('app', { high: [fault()] });
    await m.change('app');
    m.facts.set('app', undefined);
    await m.change('app', { deletes: true });
    expect(await m.store.finding(repo('app'), 'high')).toHaveProperty('expiresAt');
    m.facts.set('app', { high: [fault()] });
    await m.pass(HOUR);
    await m.change('app');
    const row = await m.store.finding(repo('app'), 'high');
    expect(row).toMatchObject({ status: 'OPEN' });
    for (const gone of ['expiresAt', 'resolvedAt', 'resolution', 'resolvedBy'])
      expect(row).not.toHaveProperty(gone);
    expect((await m.store.history(repo('app'))).map(({ transition }) => transition)).toEqual([
      'opened',
      'resolved',
      'reopened',
    ]);
  });
});

describe('a control that is no longer checked', () => {
  it('has its open finding closed as out of scope by the next look', async () => {
    const m = testMonitor([high, low]);
    m.facts.set('app', { high: [fault()], low: [fault()] });
    await m.change('app');
    const without = testMonitor([low], { from: m });
    await without.pass(HOUR);
    await without.change('app');
    expect(await m.store.finding(repo('app'), 'high')).toMatchObject({
      status: 'RESOLVED',
      resolution: 'OUT_OF_SCOPE',
    });
    expect(await m.store.finding(repo('app'), 'low')).toMatchObject({ status: 'OPEN' });
  });
});

describe('a resource that was deleted and cannot be read', () => {
  it.each(['denied', 'throttled'] as const)(
    'stays deleted while a look is %s, and asks for no look over and over',
    async (how) => {
      const m = testMonitor([high]);
      m.facts.set('app', { high: [fault()] });
      await m.change('app');
      m.facts.set('app', undefined);
      await m.change('app', { deletes: true });
      m.facts[how].add(repo('app'));
      await m.pass(HOUR);
      await m.change('app');
      expect((await m.store.state(repo('app')))?.deletedAt).toEqual(expect.any(String));
      expect(await m.store.finding(repo('app'), 'high')).toMatchObject({
        status: 'RESOLVED',
        resolution: 'DELETED',
      });
      const { reads } = m.facts;
      await m.pass(24 * HOUR);
      expect(m.facts.reads - reads).toBeLessThan(20);
    },
  );
});
