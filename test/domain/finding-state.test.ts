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
import type { ExactSuppression } from '#domain/ports.ts';
import type { SuppressionRule } from '#domain/settings.ts';
import type { ResourceState } from '#domain/state.ts';
import { afterLooks, continued, judgement, lookAt, minute, missingAt } from '../support/looks.ts';

const reason = (subject: string, says: Partial<Reason> = {}): Reason => ({
  code: 'fault',
  subject,
  message: `fault of ${subject}`,
  ...says,
});
const failing = (...subjects: readonly string[]): Evaluation =>
  failedIf(subjects.map((each) => reason(each)));

const rule = (says: Partial<SuppressionRule> = {}): SuppressionRule => ({
  controls: ['*'],
  resources: ['app'],
  reason: 'known',
  owner: 'team-a',
  until: minute(60),
  ...says,
});
const under = (...rules: readonly SuppressionRule[]): Partial<Look> => ({
  suppressions: { rules, exact: [] },
});
const byHand = (
  fingerprint: readonly string[],
  until = minute(60),
  more: Partial<ExactSuppression> = {},
): Partial<Look> => {
  const exact: ExactSuppression = {
    findingId: 'f',
    resourceArn: lookAt(0, []).resource.arn,
    controlId: 'rule',
    fingerprint,
    reason: 'known',
    owner: 'alice',
    until,
    by: 'arn:aws:iam::123456789012:user/alice',
    givenAt: minute(0),
    ...more,
  };
  return { suppressions: { rules: [], exact: [exact] } };
};
const kindsOf = ({ pending }: ResourceState): readonly string[] =>
  (pending?.transitions ?? []).map(({ kind }) => kind);
const findingOf = (state: ResourceState) => state.verdicts['rule']?.finding;

describe('every transition', () => {
  const worse = [judgement(failedIf([reason('web', { severity: 'CRITICAL' })]))];
  const many = (n: number, extra: readonly string[] = []): Evaluation =>
    failing(...Array.from({ length: n }, (_, i) => `c${i}`), ...extra);

  test.each<[string, readonly Look[], readonly string[]]>([
    ['opened: it fails for the first time', [lookAt(1, failing('web'))], ['opened']],
    ['opened: it passed before', [lookAt(1, passed()), lookAt(2, failing('web'))], ['opened']],
    ['none: it passes', [lookAt(1, passed())], []],
    ['none: it fails as before', [lookAt(1, failing('web')), lookAt(2, failing('web'))], []],
    [
      'none: other words and other evidence',
      [
        lookAt(1, failing('web')),
        lookAt(2, failedIf([reason('web', { message: 'new', path: 'p', evidence: { revision: 7 } })])),
      ],
      [],
    ],
    ['changed: a new subject', [lookAt(1, failing('web')), lookAt(2, failing('web', 'log'))], ['changed']],
    ['changed: a subject less', [lookAt(1, failing('web', 'log')), lookAt(2, failing('web'))], ['changed']],
    ['changed: severity up', [lookAt(1, failing('web')), lookAt(2, worse)], ['changed']],
    ['changed: severity down', [lookAt(1, worse), lookAt(2, failing('web'))], ['changed']],
    [
      'changed: a new subject behind the reasons that are kept',
      [lookAt(1, many(25)), lookAt(2, many(25, ['new']))],
      ['changed'],
    ],
    ['resolved: it passes', [lookAt(1, failing('web')), lookAt(2, passed())], ['resolved']],
    [
      'resolved: it no longer applies',
      [lookAt(1, failing('web')), lookAt(2, notApplicable('x'))],
      ['resolved'],
    ],
    [
      'resolved: the resource was deleted',
      [lookAt(1, failing('web')), missingAt(2, { deletes: true })],
      ['resolved'],
    ],
    ['resolved: the control is checked no more', [lookAt(1, failing('web')), lookAt(2, [])], ['resolved']],
    [
      'none: it passes on',
      [lookAt(1, failing('web')), lookAt(2, passed()), lookAt(3, passed(), { settled: true })],
      [],
    ],
    [
      'reopened: it fails again',
      [lookAt(1, failing('web')), lookAt(2, passed()), lookAt(3, failing('web'))],
      ['reopened'],
    ],
    ['suppressed from the first', [lookAt(1, failing('web'), under(rule()))], ['suppressed']],
    [
      'suppressed while open',
      [lookAt(1, failing('web')), lookAt(2, failing('web'), under(rule()))],
      ['suppressed'],
    ],
    [
      'none: suppressed as before',
      [lookAt(1, failing('web'), under(rule())), lookAt(2, failing('web'), under(rule()))],
      [],
    ],
    [
      'changed: a suppressed finding with a subject less',
      [lookAt(1, failing('web', 'log'), under(rule())), lookAt(2, failing('web'), under(rule()))],
      ['changed'],
    ],
    [
      'changed: a suppressed finding opens with a new subject',
      [lookAt(1, failing('web'), under(rule())), lookAt(2, failing('web', 'log'), under(rule()))],
      ['changed'],
    ],
    [
      'suppression ended',
      [lookAt(1, failing('web'), under(rule())), lookAt(61, failing('web'), under(rule()))],
      ['suppression ended'],
    ],
    [
      'suppression ended: the rule was taken away',
      [lookAt(1, failing('web'), under(rule())), lookAt(2, failing('web'))],
      ['suppression ended'],
    ],
    [
      'resolved while suppressed',
      [lookAt(1, failing('web'), under(rule())), lookAt(2, passed(), under(rule()))],
      ['resolved'],
    ],
  ])('%s', (_name, looks, kinds) => {
    const state = afterLooks(...looks);
    expect(kindsOf(state)).toEqual(kinds);
    // The public sequence rises with what is public, and with nothing else.
    const before = looks.length > 1 ? afterLooks(...looks.slice(0, -1)).seq : Date.parse(minute(1));
    expect(state.seq).toBe(before + (kinds.length > 0 ? 1 : 0));
  });
});

describe('a resolution', () => {
  test.each<[string, Look, string, boolean]>([
    ['FIXED, unconfirmed right after the change', lookAt(2, passed()), 'FIXED', false],
    ['FIXED, confirmed by a settled look', lookAt(2, passed(), { settled: true }), 'FIXED', true],
    ['NOT_APPLICABLE', lookAt(2, notApplicable('x'), { settled: true }), 'NOT_APPLICABLE', true],
    ['DELETED needs no confirmation', missingAt(2, { deletes: true }), 'DELETED', true],
    ['OUT_OF_SCOPE needs none', lookAt(2, []), 'OUT_OF_SCOPE', true],
  ])('%s', (_name, second, resolution, confirmed) => {
    const state = afterLooks(lookAt(1, failing('web')), second);
    expect(findingOf(state)).toMatchObject({
      status: 'RESOLVED',
      resolution,
      confirmed,
      resolvedAt: minute(2),
      statusChangedAt: minute(2),
      firstSeenAt: minute(1),
    });
  });

  it('is confirmed by a settled look that agrees', () => {
    const state = afterLooks(
      lookAt(1, failing('web')),
      lookAt(2, passed()),
      lookAt(3, passed(), { settled: true }),
    );
    expect(findingOf(state)).toMatchObject({ status: 'RESOLVED', confirmed: true, resolvedAt: minute(2) });
  });

  it('is not confirmed by a settled look that could not read', () => {
    const state = afterLooks(
      lookAt(1, failing('web')),
      lookAt(2, passed()),
      lookAt(3, notAvailable('access denied: ecr:DescribeRepositories'), { settled: true }),
    );
    expect(findingOf(state)).toMatchObject({ status: 'RESOLVED', confirmed: false });
  });

  it('keeps nothing of itself in a finding that reopens, but when it was first seen', () => {
    const state = afterLooks(
      lookAt(1, failing('web')),
      lookAt(2, passed(), { settled: true }),
      lookAt(3, failing('web')),
    );
    expect(findingOf(state)).toMatchObject({ status: 'OPEN', firstSeenAt: minute(1), openedAt: minute(3) });
    for (const gone of ['resolvedAt', 'resolution', 'confirmed'])
      expect(findingOf(state)).not.toHaveProperty(gone);
    expect(findingOf(state)?.openedSeq).toBe(state.seq);
  });
});

describe('a deletion', () => {
  it('is not believed at the first "not found", but at the second five minutes later', () => {
    const once = afterLooks(lookAt(1, failing('web')), missingAt(2));
    expect(findingOf(once)).toMatchObject({ status: 'OPEN' });
    expect(once).toMatchObject({ missingSince: minute(2) });
    expect(findingOf(continued(once, missingAt(6)))).toMatchObject({ status: 'OPEN' });
    expect(findingOf(continued(once, missingAt(7)))).toMatchObject({ resolution: 'DELETED' });
  });

  it('is unsaid by a look that finds the resource', () => {
    const back = afterLooks(lookAt(1, failing('web')), missingAt(2), lookAt(3, failing('web')));
    expect(back).not.toHaveProperty('missingSince');
    expect(findingOf(continued(back, missingAt(9)))).toMatchObject({ status: 'OPEN' });
  });
});

describe('a suppression', () => {
  it('holds for the fingerprint that a rule first met', () => {
    const state = afterLooks(
      lookAt(1, failing('web'), under(rule())),
      lookAt(2, failing('web', 'log'), under(rule())),
      lookAt(3, failing('web', 'log'), under(rule())),
    );
    expect(findingOf(state)).toMatchObject({ status: 'OPEN', suppression: { fingerprint: ['fault web'] } });
    expect(findingOf(continued(state, lookAt(4, failing('web'), under(rule()))))).toMatchObject({
      status: 'SUPPRESSED',
    });
  });

  it('given or ended, leaves named who changed the resource', () => {
    const change = { eventId: 'e', eventName: 'Put', eventTime: minute(1) };
    const opened = afterLooks(lookAt(1, failing('web'), { change }));
    const suppressed = continued(opened, lookAt(20, failing('web'), under(rule())));
    const ended = continued(suppressed, lookAt(40, failing('web')));
    expect(findingOf(suppressed)).toMatchObject({ status: 'SUPPRESSED', changes: [change] });
    expect(findingOf(ended)).toMatchObject({ status: 'OPEN', changes: [change] });
    expect(findingOf(continued(ended, lookAt(60, failing('web', 'log'))))?.changes).toEqual([]);
  });

  it('begins anew where somebody else gives it', () => {
    const other = rule({ owner: 'team-b' });
    const state = afterLooks(
      lookAt(1, failing('web'), under(rule())),
      lookAt(2, failing('web', 'log'), under(other)),
    );
    expect(findingOf(state)).toMatchObject({ status: 'SUPPRESSED', suppression: { owner: 'team-b' } });
  });

  test.each<[string, Partial<Look>, string]>([
    ['given by hand, of all that fails', byHand(['fault log', 'fault web']), 'SUPPRESSED'],
    ['given by hand, of more than fails', byHand(['fault log', 'fault old', 'fault web']), 'SUPPRESSED'],
    ['given by hand, of a part', byHand(['fault web']), 'OPEN'],
    ['given by hand, ended', byHand(['fault log', 'fault web'], minute(1)), 'OPEN'],
    ['of a rule that ended', under(rule({ until: minute(1) })), 'OPEN'],
    ['of a rule for another resource', under(rule({ resources: ['other'] })), 'OPEN'],
    ['of a rule for another control', under(rule({ controls: ['else-*'] })), 'OPEN'],
    ['of a rule for a tag it has not', under(rule({ tags: { team: '*' } })), 'OPEN'],
  ])('%s', (_name, suppressed, status) => {
    const state = afterLooks(lookAt(2, failing('web', 'log'), suppressed));
    expect(findingOf(state)?.status).toBe(status);
  });

  it('says when the earliest of them ends, and no longer once it does not hold', () => {
    const two = (n: number, suppressed: Partial<Look>): Look =>
      lookAt(
        n,
        [judgement(failing('web')), judgement(failing('web'), { controlId: 'other' })] satisfies Judgement[],
        suppressed,
      );
    const rules = under(rule({ controls: ['rule'] }), rule({ controls: ['other'], until: minute(30) }));
    const state = afterLooks(two(1, rules));
    expect(state.dueAt).toBe(minute(30));
    expect(continued(state, two(31, rules)).dueAt).toBe(minute(60));
    expect(continued(state, two(61, rules))).not.toHaveProperty('dueAt');
  });
});

describe('what was known before it opened', () => {
  test.each<[string, readonly Look[], object]>([
    ['nothing', [lookAt(2, failing('web'))], { firstSight: true }],
    ['nothing, but the change created it', [lookAt(2, failing('web'), { creates: true })], {}],
    [
      'that it could not be read',
      [lookAt(1, notAvailable('denied')), lookAt(2, failing('web'))],
      { firstSight: true },
    ],
    ['that it passed', [lookAt(1, passed()), lookAt(2, failing('web'))], { passedSince: minute(1) }],
    ['that it did not apply', [lookAt(1, notApplicable('x')), lookAt(2, failing('web'))], {}],
  ])('%s', (_name, looks, expected) => {
    const state = afterLooks(...looks, lookAt(3, failing('web', 'log')));
    const { firstSight, passedSince } = findingOf(state) ?? {};
    expect({ ...(firstSight && { firstSight }), ...(passedSince && { passedSince }) }).toEqual(expected);
  });
});
