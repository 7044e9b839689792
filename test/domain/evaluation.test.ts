import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type Evaluation,
  failedIf,
  fingerprint,
  notApplicable,
  notAvailable,
  passed,
  type Reason,
  severityOf,
  together,
} from '#domain/evaluation.ts';
import { SEVERITIES, type Severity } from '#domain/severity.ts';

const reason = (subject: string, says: Partial<Reason> = {}): Reason => ({
  code: 'fault',
  subject,
  message: `fault of ${subject}`,
  ...says,
});
const none = notApplicable('no part at all');
const failed = failedIf([reason('web')]);

const anyReason = fc.record(
  {
    code: fc.constantFrom('fault', 'other'),
    subject: fc.constantFrom('a', 'b', 'c'),
    message: fc.string({ maxLength: 5 }),
    severity: fc.constantFrom<Severity>(...SEVERITIES),
    evidence: fc.record({ revisions: fc.array(fc.constantFrom('1', '2', '3'), { maxLength: 3 }) }),
  },
  { requiredKeys: ['code', 'subject', 'message'] },
);
const anyEvaluation: fc.Arbitrary<Evaluation> = fc.oneof(
  fc.constant(passed()),
  fc.constantFrom(notApplicable('Windows'), notAvailable('denied')),
  fc.array(anyReason, { minLength: 1, maxLength: 4 }).map(failedIf),
);

describe('failedIf', () => {
  it('passes without a reason and fails with one', () => {
    expect(failedIf([])).toEqual({ status: 'PASSED' });
    expect(failedIf([reason('web')])).toEqual({ status: 'FAILED', reasons: [reason('web')] });
  });
});

describe('the verdict over several parts', () => {
  test.each<[string, readonly Evaluation[], Evaluation['status']]>([
    ['no part at all is what `none` says', [], 'NOT_APPLICABLE'],
    ['one failing part fails the whole', [passed(), failed, passed()], 'FAILED'],
    [
      'a part that could not be judged does not hide a failing one',
      [notAvailable('denied'), failed],
      'FAILED',
    ],
    [
      'a part that could not be judged leaves the whole unjudged',
      [passed(), notAvailable('denied')],
      'NOT_AVAILABLE',
    ],
    ['a part that does not apply does not make the whole unjudged', [none, passed()], 'PASSED'],
    ['does not apply to any part', [none, notApplicable('Windows')], 'NOT_APPLICABLE'],
    [
      'a part that does not apply is not a pass of an unjudged one',
      [none, notAvailable('denied')],
      'NOT_AVAILABLE',
    ],
  ])('%s', (_name, parts, status) => {
    expect(together(parts, none).status).toBe(status);
  });

  it('holds whatever the order of the parts: status, fingerprint and severity', () => {
    const essence = (each: Evaluation) =>
      each.status === 'FAILED'
        ? [each.status, fingerprint(each.reasons), severityOf(each.reasons, 'MEDIUM')]
        : [each.status];
    const shuffled = fc
      .array(anyEvaluation, { maxLength: 6 })
      .chain((parts) =>
        fc.tuple(
          fc.constant(parts),
          fc.shuffledSubarray(parts, { minLength: parts.length, maxLength: parts.length }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([parts, other]) => {
        expect(essence(together(other, none))).toEqual(essence(together(parts, none)));
      }),
    );
  });

  it('fails with every code and subject of its parts, each once', () => {
    fc.assert(
      fc.property(fc.array(anyReason, { minLength: 1, maxLength: 10 }), (reasons) => {
        const whole = together(
          reasons.map((each) => failedIf([each])),
          none,
        );
        if (whole.status !== 'FAILED') throw new Error('it does not fail');
        expect(fingerprint(whole.reasons)).toEqual(fingerprint(reasons));
        expect(whole.reasons).toHaveLength(fingerprint(reasons).length);
      }),
    );
  });
});

describe('two reasons with one code and subject', () => {
  const merged = (a: Reason, b: Reason): readonly Reason[] => {
    const whole = together([failedIf([a]), failedIf([b])], none);
    return whole.status === 'FAILED' ? whole.reasons : [];
  };

  it('are one: worst severity, lists of evidence united, first wording', () => {
    expect(
      merged(
        reason('web', { severity: 'MEDIUM', path: 'a', evidence: { revisions: ['4', '3'], image: 'x' } }),
        reason('web', {
          severity: 'HIGH',
          message: 'later words',
          path: 'b',
          evidence: { revisions: ['3', '2'], image: 'y', user: 'root' },
        }),
      ),
    ).toEqual([
      {
        ...reason('web'),
        severity: 'HIGH',
        path: 'a',
        evidence: { revisions: ['4', '3', '2'], image: 'x', user: 'root' },
      },
    ]);
  });

  it('keep the severity that one of them has', () => {
    expect(merged(reason('web'), reason('web', { severity: 'LOW' }))[0]?.severity).toBe('LOW');
    expect(merged(reason('web', { severity: 'LOW' }), reason('web'))[0]?.severity).toBe('LOW');
  });

  it('have no evidence when neither has', () => {
    expect(merged(reason('web'), reason('web'))).toEqual([reason('web')]);
  });

  it('stay two when the code or the subject differs', () => {
    expect(merged(reason('web'), reason('log'))).toHaveLength(2);
    expect(merged(reason('web'), reason('web', { code: 'other' }))).toHaveLength(2);
  });
});

describe('the fingerprint', () => {
  it('is sorted, and each code and subject stands once', () => {
    expect(fingerprint([reason('web'), reason('log'), reason('web', { message: 'again' })])).toEqual([
      'fault log',
      'fault web',
    ]);
  });

  it('ignores wording, evidence, path and severity', () => {
    fc.assert(
      fc.property(anyReason, fc.string(), fc.string(), (each, message, path) => {
        const { evidence: _evidence, severity: _severity, ...bare } = each;
        expect(fingerprint([{ ...bare, message, path }])).toEqual(fingerprint([each]));
      }),
    );
  });

  it('tells codes and subjects apart', () => {
    expect(fingerprint([reason('web')])).not.toEqual(fingerprint([reason('web', { code: 'other' })]));
    expect(fingerprint([reason('web')])).not.toEqual(fingerprint([reason('log')]));
  });
});

describe('the severity of a failure', () => {
  test.each<[string, readonly (Severity | undefined)[], Severity]>([
    ["the control's own when no reason says another", [undefined], 'MEDIUM'],
    ['a milder one when every reason says it', ['LOW', 'INFORMATIONAL'], 'LOW'],
    ["the control's own as long as one reason says nothing", ['LOW', undefined], 'MEDIUM'],
    ['the worst', ['LOW', 'CRITICAL', 'HIGH'], 'CRITICAL'],
  ])('is %s', (_name, severities, expected) => {
    const reasons = severities.map((severity) => reason('web', severity ? { severity } : {}));
    expect(severityOf(reasons, 'MEDIUM')).toBe(expected);
  });
});
