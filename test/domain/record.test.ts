import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type Evaluation,
  failedIf,
  notApplicable,
  notAvailable,
  passed,
  type Reason,
} from '#domain/evaluation.ts';
import type { Judgement, Look } from '#domain/look.ts';
import { record } from '#domain/record.ts';
import { SEVERITIES, type Severity } from '#domain/severity.ts';
import type { ResourceState, Route } from '#domain/state.ts';
import { afterLooks, continued, judgement, lookAt, minute, missingAt } from '../support/looks.ts';

const reason = (subject: string, says: Partial<Reason> = {}): Reason => ({
  code: 'fault',
  subject,
  message: `fault of ${subject}`,
  ...says,
});
const failing = (...subjects: readonly string[]): Evaluation =>
  failedIf(subjects.map((each) => reason(each)));
const many = (n: number): Evaluation => failing(...Array.from({ length: n }, (_, i) => `c${100 + i}`));
const verdictOf = (state: ResourceState) => state.verdicts['rule'];
const essence = (state: ResourceState) => {
  const { status, severity, fingerprint } = verdictOf(state) ?? {};
  return { status, severity, fingerprint };
};
const DENIED = notAvailable('access denied: ecr:DescribeRepositories');

describe('what is recorded', () => {
  it('is nothing when a look as new or newer was recorded', () => {
    const state = afterLooks(lookAt(2, failing('web')));
    expect(record(state, lookAt(2, passed()))).toBeUndefined();
    expect(record(state, lookAt(1, passed()))).toBeUndefined();
    expect(record(state, lookAt(3, passed()))).toBeDefined();
  });

  it('is nothing of a resource that nobody knew and that is not there', () => {
    expect(record(undefined, missingAt(1))).toBeUndefined();
  });

  it('begins its sequence at the clock, so that a rebuilt item outruns old rows', () => {
    expect(afterLooks(lookAt(1, failing('web'))).seq).toBe(Date.parse(minute(1)) + 1);
  });

  it('outruns rows that somebody else wrote', () => {
    const state = afterLooks(lookAt(1, failing('web')));
    const repair = { controlIds: ['rule'], seq: state.seq + 500 };
    expect(continued(state, lookAt(2, failing('web'), { repair }))).toMatchObject({
      seq: state.seq + 501,
      pending: { rows: ['rule'] },
    });
  });

  it('rises in version with every look, in sequence only with what is public', () => {
    const first = afterLooks(lookAt(1, failing('web')));
    const second = continued(first, lookAt(2, failing('web')));
    expect(second.version).toBe(first.version + 1);
    expect(second.seq).toBe(first.seq);
    expect(second).not.toHaveProperty('pending');
  });

  it('ends in the same verdict in whatever order looks come, given that the newest comes', () => {
    const anyEvaluation = fc.oneof(
      fc.constantFrom(passed(), notApplicable('x')),
      fc.subarray(['a', 'b', 'c'], { minLength: 1 }).map((each) => failing(...each)),
    );
    const schedules = fc
      .array(anyEvaluation, { minLength: 1, maxLength: 6 })
      .map((all) => all.map((each, n) => lookAt(n, each)))
      .chain((looks) =>
        fc.tuple(
          fc.constant(looks),
          fc.shuffledSubarray(looks, { minLength: looks.length, maxLength: looks.length }),
        ),
      );
    fc.assert(
      fc.property(schedules, ([looks, mixed]) => {
        const [ordered, other] = [afterLooks(...looks), afterLooks(...mixed)];
        expect(essence(other)).toEqual(essence(ordered));
        expect(other.observedAt).toBe(ordered.observedAt);
        const failed = verdictOf(ordered)?.status === 'FAILED';
        expect(verdictOf(other)?.finding?.status === 'OPEN').toBe(failed);
      }),
    );
  });
});

describe('what could not be judged', () => {
  test.each<[string, Evaluation]>([
    ['a failure', failing('web', 'log')],
    ['a pass', passed('for a reason')],
    ['what does not apply', notApplicable('Windows')],
  ])('marks %s stale and changes nothing of it', (_name, evaluation) => {
    const known = afterLooks(lookAt(1, evaluation));
    const stale = continued(known, lookAt(2, DENIED), lookAt(3, DENIED));
    expect(verdictOf(stale)).toEqual({
      ...verdictOf(known),
      staleSince: minute(2),
      staleWhy: DENIED.status === 'NOT_AVAILABLE' ? DENIED.why : '',
    });
  });

  it('never changes status, severity or fingerprint, nor what is told, whatever came before', () => {
    const anyEvaluation = fc.oneof(
      fc.constantFrom(passed(), notApplicable('x'), DENIED),
      fc
        .tuple(fc.subarray(['a', 'b', 'c'], { minLength: 1 }), fc.constantFrom<Severity>(...SEVERITIES))
        .map(([subjects, severity]) => failedIf(subjects.map((each) => reason(each, { severity })))),
    );
    const says = fc.record({ settled: fc.boolean(), firstSight: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyEvaluation, says), { minLength: 1, maxLength: 5 }),
        says,
        (looks, last) => {
          const known = afterLooks(...looks.map(([each, more], n) => lookAt(n, each, more)));
          const stale = continued(known, lookAt(10, DENIED, last));
          expect(essence(stale)).toEqual(essence(known));
          expect(verdictOf(stale)?.finding).toEqual(verdictOf(known)?.finding);
          expect(stale.told).toEqual(known.told);
        },
      ),
    );
  });

  it('is public once: the row says since when, and says so no longer after a look that could read', () => {
    const known = afterLooks(lookAt(1, failing('web')));
    const stale = continued(known, lookAt(2, DENIED));
    expect(stale).toMatchObject({ seq: known.seq + 1, pending: { rows: ['rule'], transitions: [] } });
    expect(continued(stale, lookAt(3, DENIED)).seq).toBe(stale.seq);
    const fresh = continued(stale, lookAt(3, failing('web')));
    expect(fresh).toMatchObject({ seq: stale.seq + 1, pending: { rows: ['rule'] } });
    expect(verdictOf(fresh)).not.toHaveProperty('staleSince');
    expect(verdictOf(fresh)).not.toHaveProperty('staleWhy');
  });

  it('is a verdict of its own where nothing was known', () => {
    expect(verdictOf(afterLooks(lookAt(1, DENIED)))).toMatchObject({
      status: 'NOT_AVAILABLE',
      fingerprint: [],
    });
  });
});

describe('the words of a verdict', () => {
  it('are of the last look, though nothing changed', () => {
    const state = afterLooks(
      lookAt(1, failing('web')),
      lookAt(2, failedIf([reason('web', { message: 'new words' })])),
    );
    expect(verdictOf(state)).toMatchObject({ since: minute(1), reasons: [{ message: 'new words' }] });
  });

  it('do not keep a note that is no longer said', () => {
    const state = afterLooks(lookAt(1, passed('only because of this')), lookAt(2, passed()));
    expect(verdictOf(state)).not.toHaveProperty('why');
  });
});

describe('many and long reasons', () => {
  test.each([19, 20, 21, 500])('of %d at most 20 are kept; the fingerprint names all', (n) => {
    const { reasons = [], fingerprint } = verdictOf(afterLooks(lookAt(1, many(n)))) ?? {};
    expect(reasons).toHaveLength(Math.min(n, 20));
    expect(fingerprint).toHaveLength(n);
    expect(reasons.at(-1)?.evidence).toEqual(n > 20 ? { more: n - 20 } : undefined);
  });

  test.each([299, 300, 301, 10_000])('a message of %d characters keeps at most 300', (n) => {
    const message = 'x'.repeat(n);
    const [kept] = verdictOf(afterLooks(lookAt(1, failedIf([reason('web', { message })]))))?.reasons ?? [];
    expect(kept?.message).toBe(n > 300 ? `${'x'.repeat(299)}…` : message);
  });

  it('keep the worst', () => {
    const reasons = Array.from({ length: 30 }, (_, n) => reason(`c${n}`, { severity: 'LOW' }));
    const state = afterLooks(lookAt(1, failedIf([...reasons, reason('last', { severity: 'CRITICAL' })])));
    expect(verdictOf(state)).toMatchObject({
      severity: 'CRITICAL',
      reasons: [{ subject: 'last' }, ...Array.from({ length: 19 }, () => ({}))],
    });
  });
});

describe('the severity of a verdict', () => {
  test.each<[string, Partial<Judgement>, Partial<Look>, Severity]>([
    ["is the control's", {}, {}, 'HIGH'],
    ["is the operator's", { severityOverride: 'CRITICAL' }, {}, 'CRITICAL'],
    ['is at most the ceiling of use', {}, { ceiling: 'LOW' }, 'LOW'],
    [
      "is at most the ceiling, the operator's too",
      { severityOverride: 'CRITICAL' },
      { ceiling: 'LOW' },
      'LOW',
    ],
    ['is not raised by a ceiling', { severity: 'INFORMATIONAL' }, { ceiling: 'LOW' }, 'INFORMATIONAL'],
  ])('%s', (_name, judged, says, severity) => {
    const state = afterLooks(lookAt(1, [judgement(failing('web'), judged)], says));
    expect(verdictOf(state)).toMatchObject({ severity, reasons: [{ severity }] });
  });

  it("of the operator replaces a reason's own", () => {
    const evaluation = failedIf([reason('web', { severity: 'LOW' })]);
    const state = afterLooks(lookAt(1, [judgement(evaluation, { severityOverride: 'HIGH' })]));
    expect(verdictOf(state)?.severity).toBe('HIGH');
  });
});

describe('the route of a changed verdict', () => {
  const quiet = { due: false };
  const fail = (judged: Partial<Judgement> = {}, says: Partial<Look> = {}): Look =>
    lookAt(2, [judgement(failing('web'), judged)], says);
  const pass = lookAt(1, passed());

  test.each<[string, readonly Look[], Route]>([
    ['first judged by a sweep', [fail(quiet)], 'digest'],
    ['first judged because of a change that can alter its facts', [fail()], 'immediate'],
    ['the change created the resource', [fail(quiet, { creates: true })], 'immediate'],
    ['judged before under the same version and parameters', [pass, fail(quiet)], 'immediate'],
    ['judged before under another version', [pass, fail({ ...quiet, controlVersion: 2 })], 'digest'],
    ['judged before under other parameters', [pass, fail({ ...quiet, parametersHash: 'p2' })], 'digest'],
    ['could not be judged before', [lookAt(1, DENIED), fail(quiet)], 'digest'],
    [
      'judged before, but it follows from our first sight of a user',
      [pass, fail(quiet, { firstSight: true })],
      'digest',
    ],
    ['CRITICAL', [fail({ severity: 'CRITICAL' })], 'immediate'],
    ['MEDIUM', [fail({ severity: 'MEDIUM' })], 'digest'],
    ['LOW', [fail({ severity: 'LOW' })], 'silent'],
    ['INFORMATIONAL', [fail({ severity: 'INFORMATIONAL' })], 'silent'],
    ['HIGH of what nobody uses', [fail({}, { ceiling: 'LOW' })], 'silent'],
  ])('%s', (_name, looks, route) => {
    expect(verdictOf(afterLooks(...looks))?.route).toBe(route);
  });

  it('stays while nothing changes', () => {
    const state = afterLooks(fail(quiet), lookAt(3, failing('web')));
    expect(verdictOf(state)?.route).toBe('digest');
  });
});

describe('changes since the previous look', () => {
  const change = (id: string, n: number) => ({ eventId: id, eventName: 'Put', eventTime: minute(n) });
  const changed = (n: number, id: string, at = n): Look =>
    lookAt(n, failing('web'), { change: change(id, at) });
  const idsOf = ({ changes }: ResourceState) => changes.map(({ eventId }) => eventId);

  test.each<[string, readonly Look[], readonly string[]]>([
    ['the one that led here', [changed(1, 'a')], ['a']],
    ['none that an earlier settled read has seen', [changed(2, 'a', 1), changed(5, 'b')], ['b']],
    ['one that the earlier look may not have seen yet', [changed(1, 'a', 3), changed(4, 'b', 2)], ['b', 'a']],
    ['the same event once', [changed(1, 'a', 3), changed(2, 'a', 3)], ['a']],
    [
      'the last five',
      [0, 1, 2, 3, 4, 5, 6].map((n) => changed(n, `e${n}`, 9 + n)),
      ['e2', 'e3', 'e4', 'e5', 'e6'],
    ],
  ])('%s', (_name, looks, ids) => {
    expect(idsOf(afterLooks(...looks))).toEqual(ids);
  });
});

describe('uses', () => {
  const use = (used: string, ...features: readonly string[]) => ({ used, features });
  const using = (n: number, uses: Look['uses'], says: Partial<Look> = {}): Look =>
    lookAt(n, passed(), { ...(uses && { uses }), ...says });
  const HOUR = 60;

  test.each<[string, readonly Look[], object]>([
    [
      'a new one is written',
      [using(1, [use('a')])],
      { edges: [use('a')], endedEdges: [], usesChanged: ['a'] },
    ],
    [
      'one that is used otherwise now',
      [using(1, [use('a', 'x'), use('b')]), using(2, [use('a', 'y'), use('b')])],
      { edges: [use('a', 'y'), use('b')], endedEdges: [], usesChanged: ['a'] },
    ],
    [
      'one that ended',
      [using(1, [use('a')]), using(2, [])],
      { edges: [], endedEdges: ['a'], usesChanged: ['a'] },
    ],
    [
      'one of a deleted resource',
      [using(1, [use('a')]), missingAt(2, { deletes: true })],
      { edges: [], endedEdges: ['a'], usesChanged: ['a'] },
    ],
    [
      'unchanged for half a day: confirmed, nobody looks',
      [using(1, [use('a')]), using(1 + 12 * HOUR, [use('a')])],
      { edges: [use('a')], endedEdges: [], usesChanged: [] },
    ],
  ])('%s', (_name, looks, pending) => {
    expect(afterLooks(...looks).pending).toMatchObject(pending);
  });

  test.each<[string, Look]>([
    ['unchanged', using(2, [use('a')])],
    ['that could not be told', using(2, undefined)],
    ['of a resource that was not found once', missingAt(2)],
  ])('%s stay as they are', (_name, look) => {
    const state = afterLooks(using(1, [use('a')]), look);
    expect(state.uses).toEqual([use('a')]);
    expect(state).not.toHaveProperty('pending');
  });
});
