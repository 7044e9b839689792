import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '#domain/change.ts';
import { failedIf } from '#domain/evaluation.ts';
import { after } from '#domain/instant.ts';
import { type Occurrence, recordOccurrences } from '#domain/occurrence.ts';
import { record } from '#domain/record.ts';
import type { Resource } from '#domain/resource.ts';
import type { ResourceState } from '#domain/state.ts';
import { judgement, lookAt, missingAt } from '../support/looks.ts';

const NOW = '2026-04-14T12:00:00.000Z';
const QUIET_MS = 7 * 86_400_000;
const USER: Resource = { type: 'AWS::IAM::User', arn: 'arn:aws:iam::123456789012:user/ada' };
const NONE = { rules: [], exact: [] };

const change = (id: number, eventTime = after(NOW, -id * 1000)): Change => ({
  eventId: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
  eventName: 'UpdateService',
  eventTime,
  actor: { principal: USER.arn },
});
const seen = (id: number, subject = '-', says: Partial<Change> = {}): Occurrence => ({
  judgement: judgement(
    failedIf([
      {
        code: 'no-mfa',
        subject,
        message: `did ${subject} without MFA`,
        evidence: { calls: [`ecs:${subject}`] },
      },
    ]),
    { controlId: 'b' },
  ),
  change: { ...change(id), ...says },
});

const at = (now: string, suppressions = NONE) => ({
  resource: USER,
  now,
  quietMs: QUIET_MS,
  suppressions,
  judgedUnder: 'u1',
});
const apply = (
  state: ResourceState | undefined,
  occurrences: readonly Occurrence[],
  now = NOW,
): ResourceState | undefined => {
  const next = recordOccurrences(state, occurrences, at(now)) ?? state;
  // As the monitor does: everything projected before the next one.
  if (!next) return next;
  const { pending: _done, ...rest } = next;
  return { ...rest, projectedSeq: next.seq };
};
const essence = (state: ResourceState | undefined) => {
  const { b } = state?.verdicts ?? {};
  return {
    status: b?.status,
    severity: b?.severity,
    fingerprint: b?.fingerprint,
    finding: b?.finding?.status,
    reasons: b?.reasons.map(({ subject, evidence }) => [subject, evidence]),
    count: b?.occurrences?.count,
    lastAt: b?.occurrences?.lastAt,
  };
};

describe('what a principal was seen to do', () => {
  it('opens a finding, told at once', () => {
    const state = apply(undefined, [seen(1)]);
    expect(state).toMatchObject({ untoldRoute: 'immediate', verdicts: { b: { route: 'immediate' } } });
    expect(state?.verdicts['b']?.finding).toMatchObject({ status: 'OPEN', firstSeenAt: change(1).eventTime });
    expect(state?.verdicts['b']?.finding?.changes).toEqual([change(1)]);
  });

  it('the same event again is nothing to write, also among others', () => {
    const state = apply(undefined, [seen(1), seen(1), seen(2)]);
    expect(state?.verdicts['b']?.occurrences?.count).toBe(2);
    expect(recordOccurrences(state, [seen(2), seen(1)], at(NOW))).toBeUndefined();
  });

  it('more of the same is counted and not news; another way of failing is', () => {
    const told = { ...apply(undefined, [seen(9)]) } as ResourceState;
    const known: ResourceState = {
      ...told,
      told: { b: { status: 'OPEN', severity: 'HIGH', fingerprint: ['no-mfa -'], route: 'immediate' } },
    };
    const same = recordOccurrences(known, [seen(8)], at(NOW));
    expect(same?.untoldRoute).toBeUndefined();
    expect(same?.pending).toMatchObject({ transitions: [], rows: ['b'] });
    const worse = recordOccurrences(known, [seen(7, 'delete')], at(NOW));
    expect(worse?.untoldRoute).toBe('immediate');
    expect(worse?.pending?.transitions).toEqual([{ controlId: 'b', kind: 'changed' }]);
    expect(worse?.verdicts['b']?.fingerprint).toEqual(['no-mfa -', 'no-mfa delete']);
  });

  it('a busy principal costs a write of its item, and of its row now and then only', () => {
    let state: ResourceState | undefined;
    let rows = 0;
    for (let id = 1000; id > 0; id -= 1) {
      const next = recordOccurrences(state, [seen(id)], at(NOW));
      expect(next).toBeDefined();
      if (next?.pending) rows += 1;
      state = apply(state, [seen(id)]);
    }
    expect(state?.verdicts['b']?.occurrences?.count).toBe(1000);
    expect(rows).toBeLessThan(80);
    expect(JSON.stringify(state).length).toBeLessThan(6000);
  });

  it('never counts an event twice, however many came between', () => {
    const many = Array.from({ length: 500 }, (_, index) => seen(500 - index));
    const state = apply(undefined, many);
    expect(recordOccurrences(state, many, at(NOW))).toBeUndefined();
    expect(recordOccurrences(state, many.toReversed(), at(NOW))).toBeUndefined();
  });

  it('an event older than a day alarms nobody; one older than the quiet time is nothing at all', () => {
    const old = seen(1, '-', { eventTime: after(NOW, -25 * 3_600_000) });
    expect(apply(undefined, [old])).toMatchObject({ untoldRoute: 'digest' });
    expect(
      recordOccurrences(undefined, [seen(1, '-', { eventTime: after(NOW, -QUIET_MS) })], at(NOW)),
    ).toBeUndefined();
    // What waits to be told at once is not put off by it.
    expect(
      apply(undefined, [seen(2), seen(1, 'delete', { eventTime: after(NOW, -25 * 3_600_000) })]),
    ).toMatchObject({
      untoldRoute: 'immediate',
    });
  });

  it('the same finding and count come of any order, any batches and any repeats', () => {
    const events = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom('run', 'delete', '-')),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.integer({ min: 1, max: 5 })), (raw, sizes) => {
        // An event is one thing, whatever its number of deliveries.
        const kinds = new Map(raw);
        const all = [...kinds].map(([id, subject]) => seen(id, subject));
        const expected = essence(apply(undefined, all));
        const deliveries = raw.map(([id]) => seen(id, kinds.get(id)));
        let state: ResourceState | undefined;
        for (let index = 0; index < deliveries.length; ) {
          const size = sizes.next().value ?? 1;
          state = apply(state, deliveries.slice(index, index + size));
          index += size;
        }
        expect(essence(state)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});

describe('looks at a principal and what it was seen to do', () => {
  const opened = apply(undefined, [seen(1)]) as ResourceState;
  const look = (now: string, says = {}) => ({
    ...lookAt(0, [], { resource: USER, behaviours: ['b'], now, observedAt: now, settled: true }),
    ...says,
  });
  const soon = after(NOW, 60_000);

  it('live in one item and leave each other alone', () => {
    const state = record(
      opened,
      look(soon, {
        judgements: [judgement(failedIf([{ code: 'key', subject: 'k', message: 'has a key' }]))],
      }),
    );
    expect(essence(state)).toEqual(essence(opened));
    expect(state?.verdicts['rule']?.status).toBe('FAILED');
    expect(state?.verdicts['b']?.finding?.status).toBe('OPEN');
    const later = apply(state, [seen(3, 'run')]);
    expect(later?.verdicts['rule']).toEqual(state?.verdicts['rule']);
    expect(later?.observedAt).toBe(soon);
    const fixed = record(later, look(after(soon, 60_000), { judgements: [judgement({ status: 'PASSED' })] }));
    expect(fixed?.verdicts['rule']?.finding?.status).toBe('RESOLVED');
    expect(fixed?.verdicts['b']?.finding?.status).toBe('OPEN');
  });

  it('a principal that is deleted was still seen', () => {
    const gone = record(
      { ...opened, observedAt: NOW },
      { ...missingAt(0, { resource: USER, behaviours: ['b'], deletes: true }), observedAt: soon, now: soon },
    );
    expect(gone?.deletedAt).toBe(soon);
    expect(gone?.verdicts['b']?.finding?.status).toBe('OPEN');
  });

  it('is resolved as quiet when the time is over, not before, and tells so', () => {
    const told: ResourceState = {
      ...opened,
      told: { b: { status: 'OPEN', severity: 'HIGH', fingerprint: ['no-mfa -'], route: 'immediate' } },
    };
    expect(opened.dueAt).toBe('2026-04-21T12:00:00.000Z');
    expect(record(told, look(after(NOW, QUIET_MS - 60_000)))?.verdicts['b']?.finding?.status).toBe('OPEN');
    const quiet = record(told, look(after(NOW, QUIET_MS)));
    expect(quiet?.verdicts['b']?.finding).toMatchObject({
      status: 'RESOLVED',
      resolution: 'QUIET',
      confirmed: true,
    });
    expect(quiet).toMatchObject({ untoldRoute: 'immediate' });
    expect(quiet?.dueAt).toBeUndefined();
    // Seen again it opens again, and the count begins anew.
    const again = apply(
      quiet,
      [seen(1, '-', { eventId: 'x', eventTime: after(NOW, QUIET_MS + 5000) })],
      after(NOW, QUIET_MS + 9000),
    );
    expect(again?.verdicts['b']).toMatchObject({
      status: 'FAILED',
      occurrences: { count: 1 },
      finding: { status: 'OPEN' },
    });
  });

  it('ends with its control', () => {
    const ended = record(opened, look(soon, { behaviours: [] }));
    expect(ended?.verdicts['b']?.finding).toMatchObject({ status: 'RESOLVED', resolution: 'OUT_OF_SCOPE' });
  });

  it('is covered by a suppression, and shows again when that ends', () => {
    const rule = {
      controls: ['b'],
      resources: ['ada'],
      reason: 'on call',
      owner: 'sec',
      until: after(NOW, 3_600_000),
    };
    const covered = record(opened, look(soon, { suppressions: { rules: [rule], exact: [] } }));
    expect(covered?.verdicts['b']?.finding?.status).toBe('SUPPRESSED');
    expect(covered?.dueAt).toBe(rule.until);
    const over = record(covered, look(after(NOW, 3_600_000), { suppressions: { rules: [rule], exact: [] } }));
    expect(over?.verdicts['b']?.finding?.status).toBe('OPEN');
  });
});
