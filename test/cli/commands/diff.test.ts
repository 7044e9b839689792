import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compare } from '#cli/diff/compare.ts';
import { type Judged, judgedIn } from '#cli/diff/evaluation.ts';
import { account, type Ended, run } from '../fake-io.ts';

const ARN = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web';
const evaluation = (more: object = {}) => ({
  controlId: 'task-definition-privileged',
  status: 'FAILED',
  severity: 'HIGH',
  resource: { type: 'AWS::ECS::TaskDefinition', arn: ARN },
  reasons: [{ code: 'privileged', subject: 'app', message: 'container app is privileged' }],
  ...more,
});
const failing = evaluation();
const passing = evaluation({ status: 'PASSED', reasons: [] });
const unknown = evaluation({ status: 'NOT_AVAILABLE', reasons: [], why: 'access denied: ecs:X' });
const suppressed = evaluation({ suppressed: { reason: 'r', owner: 'o', until: 'u' } });
const other = evaluation({ reasons: [{ code: 'privileged', subject: 'agent', message: 'agent' }] });
const both = evaluation({ reasons: [...failing.reasons, ...other.reasons] });
const critical = evaluation({ severity: 'CRITICAL' });

const diff = (before: unknown, after: unknown, argv: readonly string[] = []): Promise<Ended> =>
  run(['diff', 'old', 'new', ...argv], {
    files: { old: JSON.stringify(before), new: JSON.stringify(after) },
  });

describe('what became of a control on a resource', () => {
  test.each<[string, object[], object[], string | undefined, number]>([
    ['nothing', [failing], [failing], undefined, 0],
    ['it fails now', [passing], [failing], 'opened', 1],
    ['it fails now and was not shown', [], [failing], 'opened', 1],
    ['it fails where it could not be judged', [unknown], [failing], 'opened', 1],
    ['it passes now', [failing], [passing], 'resolved', 0],
    ['it is not shown any more', [failing], [], 'resolved', 0],
    ['a pass that is not shown any more', [passing], [], undefined, 0],
    ['another container', [failing], [other], 'changed', 1],
    ['one container more', [failing], [both], 'changed', 1],
    ['one container less', [both], [failing], 'changed', 0],
    ['worse', [failing], [critical], 'changed', 1],
    ['milder', [critical], [failing], 'changed', 0],
    ['it cannot be judged any more', [failing], [unknown], 'not available', 2],
    ['it can be judged again', [unknown], [passing], 'available again', 0],
    ['it is suppressed now', [failing], [suppressed], 'suppressed', 0],
    ['its suppression ended', [suppressed], [failing], 'suppression ended', 1],
    ['suppressed and fixed', [suppressed], [passing], 'resolved', 0],
  ])('%s', async (_name, before, after, transition, code) => {
    const ended = await diff(before, after);
    const rows = JSON.parse(ended.stdout) as { transition: string }[];
    expect(rows.map((row) => row.transition)).toEqual(transition === undefined ? [] : [transition]);
    expect(ended.code).toBe(code);
  });

  it('is milder than what --fail-on asks for', async () => {
    expect((await diff([], [failing], ['--fail-on', 'critical'])).code).toBe(0);
  });
});

it('prints both sides as JSON', async () => {
  const [row] = JSON.parse((await diff([passing], [failing])).stdout) as unknown[];
  expect(row).toEqual({
    transition: 'opened',
    controlId: 'task-definition-privileged',
    resource: { type: 'AWS::ECS::TaskDefinition', arn: ARN },
    before: { status: 'PASSED', severity: 'HIGH', suppressed: false, fingerprint: [], why: '' },
    after: {
      status: 'FAILED',
      severity: 'HIGH',
      suppressed: false,
      fingerprint: ['privileged app'],
      why: 'container app is privileged',
    },
  });
});

it('takes JSON Lines, and account files, which it judges itself', async () => {
  const revision = (privileged: boolean) =>
    account({
      [`${ARN}:1`]: {
        taskDefinition: { family: 'web', containerDefinitions: [{ name: 'app', image: 'x', privileged }] },
      },
    });
  const files = { good: revision(false), bad: revision(true), lines: `${JSON.stringify(passing)}\n` };
  const ended = await run(['diff', 'good', 'bad'], { files });
  const rows = JSON.parse(ended.stdout) as { transition: string; controlId: string }[];
  expect(rows.map(({ controlId, transition }) => `${controlId} ${transition}`)).toContain(
    'task-definition-privileged opened',
  );
  expect((await run(['diff', 'lines', 'lines'], { files })).code).toBe(0);
});

test.each<[string, readonly string[], RegExp]>([
  ['one file', ['old'], /diff compares two files/],
  ['three files', ['old', 'old', 'old'], /diff compares two files/],
  ['standard input twice', ['-', '-'], /cannot be both files/],
  ['no such file', ['old', 'none'], /cannot read none: there is no such file/],
  ['not JSON', ['old', 'text'], /text: line 1 is not JSON/],
  ['not evaluations', ['old', 'number'], /number: line 1 begins what is neither an evaluation/],
])('%s is wrong usage', async (_name, operands, stderr) => {
  const files = { old: '[]', text: 'hello', number: '[\n 1\n]' };
  const ended = await run(['diff', ...operands], { files });
  expect(ended).toMatchObject({ code: 64, stdout: '' });
  expect(ended.stderr).toMatch(stderr);
});

const byText = (a: string, b: string): number => a.localeCompare(b);

describe('whatever is compared', () => {
  const judged = fc
    .record({
      controlId: fc.constantFrom('a', 'b'),
      status: fc.constantFrom('PASSED', 'FAILED', 'NOT_APPLICABLE', 'NOT_AVAILABLE'),
      severity: fc.constantFrom('CRITICAL', 'LOW'),
      resource: fc.record({ type: fc.constant('t'), arn: fc.constantFrom('x', 'y') }),
      reasons: fc.array(fc.record({ code: fc.constantFrom('c', 'd'), subject: fc.constantFrom('s', 't') })),
    })
    .map((raw): Judged | undefined => judgedIn(raw));
  const side = fc.array(judged).map((all) => all.filter((each) => each !== undefined));

  test('nothing differs from itself, and what appears one way disappears the other', () => {
    fc.assert(
      fc.property(side, side, (a, b) => {
        expect(compare(a, a)).toEqual([]);
        const [there, back] = [compare(a, b), compare(b, a)].map((all) =>
          all.map(({ before, after }) => (after ?? before)?.controlId ?? '').toSorted(byText),
        );
        expect(there).toEqual(back);
      }),
    );
  });

  test('anything at all is an evaluation or none', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(() => judgedIn(value)).not.toThrow();
      }),
    );
  });
});
