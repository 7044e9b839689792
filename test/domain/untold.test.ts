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
import type { SuppressionRule } from '#domain/settings.ts';
import type { Severity } from '#domain/severity.ts';
import type { ResourceState } from '#domain/state.ts';
import { untold } from '#domain/untold.ts';
import {
  afterLooks,
  afterTelling,
  continued,
  judgement,
  lookAt,
  minute,
  missingAt,
  untoldGist,
} from '../support/looks.ts';

const reason = (subject: string, says: Partial<Reason> = {}): Reason => ({
  code: 'fault',
  subject,
  message: `fault of ${subject}`,
  ...says,
});
const failing = (...subjects: readonly string[]): Evaluation =>
  failedIf(subjects.map((each) => reason(each)));
const at = (severity: Severity): Evaluation => failedIf([reason('web', { severity })]);
const rule: SuppressionRule = {
  controls: ['*'],
  resources: ['app'],
  reason: 'known',
  owner: 'team-a',
  until: minute(60),
};
const suppressed: Partial<Look> = { suppressions: { rules: [rule], exact: [] } };
const settled = { settled: true };

/** Looks and tellings in turn: what is untold after them. */
type Step = Look | 'told';
const play = (steps: readonly Step[]): ResourceState => {
  let state: ResourceState | undefined;
  for (const step of steps) {
    if (step === 'told') state = state && afterTelling(state);
    else state = continued(state, step);
  }
  if (!state) throw new Error('no step is a look');
  return state;
};

test.each<[string, readonly Step[], readonly string[]]>([
  ['opened', [lookAt(1, failing('web'))], ['opened rule immediate']],
  ['nothing once that is told', [lookAt(1, failing('web')), 'told'], []],
  [
    'nothing when the same fault is seen again',
    [lookAt(1, failing('web')), 'told', lookAt(2, failing('web'))],
    [],
  ],
  [
    'worse: a new subject',
    [lookAt(1, failing('web')), 'told', lookAt(2, failing('web', 'log'))],
    ['worse rule immediate'],
  ],
  [
    'worse: another subject instead',
    [lookAt(1, failing('web')), 'told', lookAt(2, failing('log'))],
    ['worse rule immediate'],
  ],
  [
    'worse: severity up',
    [lookAt(1, at('HIGH')), 'told', lookAt(2, at('CRITICAL'))],
    ['worse rule immediate'],
  ],
  ['nothing when it gets milder', [lookAt(1, at('CRITICAL')), 'told', lookAt(2, at('HIGH'))], []],
  [
    'nothing when a part is mended',
    [lookAt(1, failing('web', 'log')), 'told', lookAt(2, failing('web'))],
    [],
  ],
  [
    'nothing when a part flickers between a change and its confirming look',
    [lookAt(1, failing('web', 'log')), 'told', lookAt(2, failing('web')), lookAt(3, failing('web', 'log'))],
    [],
  ],
  [
    'worse: a part that was mended for good comes back',
    [
      lookAt(1, failing('web', 'log')),
      'told',
      lookAt(2, failing('web'), settled),
      lookAt(3, failing('web', 'log')),
    ],
    ['worse rule immediate'],
  ],
  [
    'nothing when a part flickers and the settled look could not read',
    [
      lookAt(1, failing('web', 'log')),
      'told',
      lookAt(2, failing('web')),
      lookAt(3, notAvailable('denied'), settled),
      lookAt(4, failing('web', 'log')),
    ],
    [],
  ],
  [
    'nothing of a resolution that is not confirmed',
    [lookAt(1, failing('web')), 'told', lookAt(2, passed())],
    [],
  ],
  [
    'resolved once a settled look agrees',
    [lookAt(1, failing('web')), 'told', lookAt(2, passed()), lookAt(3, passed(), settled)],
    ['resolved rule immediate'],
  ],
  [
    'nothing of a resolution whose confirming look could not read',
    [lookAt(1, failing('web')), 'told', lookAt(2, passed()), lookAt(3, notAvailable('denied'), settled)],
    [],
  ],
  [
    'resolved: does not apply any more',
    [lookAt(1, failing('web')), 'told', lookAt(2, notApplicable('x'), settled)],
    ['resolved rule immediate'],
  ],
  [
    'resolved: deleted',
    [lookAt(1, failing('web')), 'told', missingAt(2, { deletes: true })],
    ['resolved rule immediate'],
  ],
  [
    'resolved: out of scope goes to the digest, for settings did it',
    [lookAt(1, failing('web')), 'told', lookAt(2, [])],
    ['resolved rule digest'],
  ],
  [
    'nothing of what came and went before anybody was told',
    [lookAt(1, failing('web')), lookAt(2, passed(), settled)],
    [],
  ],
  [
    'reopened',
    [lookAt(1, failing('web')), 'told', lookAt(2, passed(), settled), 'told', lookAt(3, failing('web'))],
    ['reopened rule immediate'],
  ],
  [
    'nothing when it fails again before the resolution was told',
    [lookAt(1, failing('web')), 'told', lookAt(2, passed()), lookAt(3, failing('web'))],
    [],
  ],
  ['nothing of a suppressed finding', [lookAt(1, failing('web'), suppressed)], []],
  [
    'suppression ended: in the digest, never at once',
    [lookAt(1, failing('web'), suppressed), lookAt(61, failing('web'), suppressed)],
    ['suppression ended rule digest'],
  ],
  [
    'worse: a suppressed finding with a new subject',
    [lookAt(1, failing('web'), suppressed), lookAt(2, failing('web', 'log'), suppressed)],
    ['worse rule immediate'],
  ],
  [
    'nothing of a suppressed finding that is resolved',
    [lookAt(1, failing('web'), suppressed), lookAt(2, passed(), { ...suppressed, ...settled })],
    [],
  ],
  ['nothing of what is LOW', [lookAt(1, at('LOW'))], []],
  [
    'opened: what was LOW is more now',
    [lookAt(1, at('LOW')), lookAt(2, at('HIGH'))],
    ['opened rule immediate'],
  ],
  ['nothing of what was LOW and is resolved', [lookAt(1, at('LOW')), lookAt(2, passed(), settled)], []],
  ['what is MEDIUM waits for the digest', [lookAt(1, at('MEDIUM'))], ['opened rule digest']],
  [
    'its resolution too',
    [lookAt(1, at('MEDIUM')), 'told', lookAt(2, passed(), settled)],
    ['resolved rule digest'],
  ],
  ['nothing that could not be judged', [lookAt(1, notAvailable('denied'))], []],
])('%s', (_name, steps, expected) => {
  expect(untoldGist(play(steps))).toEqual(expected);
});

describe('what is new', () => {
  it('are the fingerprints that were not told before', () => {
    const state = play([lookAt(1, failing('web')), 'told', lookAt(2, failing('web', 'log', 'app'))]);
    expect(untold(state)).toMatchObject([{ newReasons: ['fault app', 'fault log'] }]);
  });

  it('is all of a finding that opens', () => {
    expect(untold(play([lookAt(1, failing('web', 'log'))]))).toMatchObject([
      { newReasons: ['fault log', 'fault web'] },
    ]);
  });
});

describe('the marks that a teller finds an item by', () => {
  const two = (n: number, a: Evaluation, b: Evaluation): Look =>
    lookAt(n, [judgement(a), judgement(b, { controlId: 'other' })] satisfies Judgement[]);

  test.each<[string, Look, object]>([
    [
      'immediate before digest, with its severity',
      two(1, at('HIGH'), at('MEDIUM')),
      { untoldRoute: 'immediate', untoldSeverity: 'HIGH' },
    ],
    [
      'the worst of several',
      two(1, at('HIGH'), at('CRITICAL')),
      { untoldRoute: 'immediate', untoldSeverity: 'CRITICAL' },
    ],
    ['digest alone', two(1, at('MEDIUM'), at('LOW')), { untoldRoute: 'digest', untoldSeverity: 'MEDIUM' }],
  ])('%s', (_name, look, marks) => {
    expect(afterLooks(look)).toMatchObject({ ...marks, untoldSince: minute(1) });
  });

  it('are absent when there is nothing to tell', () => {
    const state = play([two(1, at('HIGH'), at('LOW')), 'told']);
    for (const mark of ['untoldRoute', 'untoldSeverity', 'untoldSince'])
      expect(state).not.toHaveProperty(mark);
  });

  it('say since when, though more came', () => {
    expect(play([lookAt(1, failing('web')), lookAt(2, failing('web', 'log'))]).untoldSince).toBe(minute(1));
  });
});

describe('a teller that died between sending and noting it', () => {
  const unsure = (state: ResourceState): ResourceState => ({ ...state, unsure: ['rule'] });

  it('leaves a fault that went meanwhile to be told as resolved', () => {
    const died = unsure(play([lookAt(1, failing('web'))]));
    expect(untoldGist(continued(died, lookAt(2, passed())))).toEqual([]);
    expect(untoldGist(continued(died, lookAt(2, passed(), settled)))).toEqual(['resolved rule immediate']);
  });

  it('leaves a resolution that was undone meanwhile to be told as reopened', () => {
    const died = unsure(play([lookAt(1, failing('web')), 'told', lookAt(2, passed(), settled)]));
    expect(untoldGist(continued(died, lookAt(3, failing('web'))))).toEqual(['reopened rule immediate']);
  });

  it('leaves nothing of what is suppressed now', () => {
    const died = unsure(play([lookAt(1, failing('web'))]));
    expect(untoldGist(continued(died, lookAt(2, failing('web'), suppressed)))).toEqual([]);
  });
});

test('after any looks all that is untold is told once: telling leaves nothing', () => {
  const evaluation = fc.oneof(
    fc.constantFrom(passed(), notApplicable('x'), notAvailable('denied')),
    fc
      .tuple(
        fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
        fc.constantFrom<Severity>('CRITICAL', 'HIGH', 'MEDIUM', 'LOW'),
      )
      .map(([subjects, severity]) => failedIf(subjects.map((each) => reason(each, { severity })))),
  );
  const step = fc.oneof(
    { weight: 1, arbitrary: fc.constant('told' as const) },
    { weight: 3, arbitrary: fc.tuple(evaluation, fc.boolean(), fc.boolean(), fc.boolean()) },
  );
  fc.assert(
    fc.property(evaluation, fc.array(step, { maxLength: 8 }), (first, steps) => {
      const state = play([
        lookAt(0, first),
        ...steps.map(
          (each, n): Step =>
            each === 'told'
              ? 'told'
              : lookAt(n + 1, each[0], {
                  settled: each[1],
                  firstSight: each[2],
                  ...(each[3] ? suppressed : {}),
                }),
        ),
      ]);
      const told = afterTelling(state);
      expect(untold(told)).toEqual([]);
      expect(told).not.toHaveProperty('untoldRoute');
    }),
  );
});
