import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Unreachable, UsageError } from '#cli/exit-code.ts';
import type { StackName } from '#cli/io.ts';
import type { FindingRow } from '#domain/finding.ts';
import type { Store } from '#domain/ports.ts';
import type { SuppressRequest } from '#domain/suppress-request.ts';
import type { SuppressOutcome } from '#monitor/suppress.ts';
import { memoryStore } from '#recorded/memory-store.ts';
import { ARN, OTHER, row } from '../../contracts/store/samples.ts';
import { type Ended, run, type World } from '../fake-io.ts';

const FINDING = row({ controlId: 'a', findingId: 'id-a', observedAt: '2026-04-14T08:00:00.000Z' });
const ROWS = [
  FINDING,
  row({ controlId: 'b', findingId: 'id-b' }),
  row({ resourceArn: OTHER, findingId: 'id-o' }),
];
const BY = 'arn:aws:sts::123456789012:assumed-role/admin/alice';
const WHY = ['--reason', 'vendor image, OPS-12', '--owner', 'team-a', '--until', '2027-01-31'];

const asked: {
  of: StackName | undefined;
  functionName: string;
  request: SuppressRequest;
  region: string | undefined;
}[] = [];
let stackAsked: StackName | undefined;
let stored: { -readonly [N in keyof Store]: Store[N] };

/** A monitor whose function answers so and whose row then says so. */
function world({
  answer = { done: 'suppress', findingId: 'id-a', by: BY },
  becomes = {
    status: 'SUPPRESSED',
    suppression: { reason: 'r', owner: 'o', until: '2027-01-31T23:59:59.999Z', by: BY },
  },
  outputs = { FindingsTableName: 't', SuppressFunctionName: 'f' },
}: {
  answer?: SuppressOutcome;
  becomes?: Partial<FindingRow> | null;
  outputs?: Readonly<Record<string, string>>;
} = {}): World {
  return {
    adapters: {
      stackOutputs: (of) => {
        stackAsked = of;
        return Promise.resolve(outputs);
      },
      findingsTable: () => Promise.resolve(stored),
      decide: async (functionName, request, region) => {
        asked.push({ of: stackAsked, functionName, request, region });
        if (becomes) await stored.putFinding({ ...FINDING, ...becomes, seq: FINDING.seq + 1 });
        return answer;
      },
    },
  };
}
const findings = (argv: readonly string[], of = world()): Promise<Ended> => run(['findings', ...argv], of);

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse('2026-04-14T09:00:00Z'), toFake: ['Date'] });
  asked.length = 0;
  stackAsked = undefined;
  stored = memoryStore();
  for (const each of ROWS) await stored.putFinding(each);
});
afterEach(() => void vi.useRealTimers());

describe('findings suppress', () => {
  test('asks the function of the stack for what the row says, and prints the row as it became', async () => {
    const ended = await findings(['suppress', 'id-a', ...WHY, '--region', 'eu-west-1']);
    expect(ended).toMatchObject({ code: 0, stderr: `id-a suppressed by ${BY}\n` });
    expect(JSON.parse(ended.stdout)).toMatchObject([{ findingId: 'id-a', status: 'SUPPRESSED' }]);
    expect(asked).toEqual([
      {
        of: { stack: 'EcsWarden' },
        functionName: 'f',
        region: 'eu-west-1',
        request: {
          action: 'suppress',
          resourceArn: ARN,
          controlId: 'a',
          observedAt: FINDING.observedAt,
          reason: 'vendor image, OPS-12',
          owner: 'team-a',
          until: '2027-01-31T23:59:59.999Z',
        },
      },
    ]);
  });

  test.each<[string, readonly string[], StackName]>([
    ['another stack', ['--stack', 'Mine'], { stack: 'Mine' }],
    ['the stack of a table', ['--table', 't'], { table: 't' }],
    ['a stack beside a table', ['--table', 't', '--stack', 'Mine'], { stack: 'Mine' }],
  ])('finds the function by %s', async (_title, argv, of) => {
    expect((await findings(['suppress', 'id-a', ...WHY, ...argv])).code).toBe(0);
    expect(asked.map((each) => each.of)).toEqual([of]);
  });

  test('takes an ARN and a control', async () => {
    expect((await findings(['suppress', ARN, 'a', ...WHY])).code).toBe(0);
    expect(asked[0]?.request).toMatchObject({ resourceArn: ARN, controlId: 'a' });
  });

  test('says so when no look has shown it yet', async () => {
    const { findingsOf } = stored;
    stored.findingsOf = (arn) => {
      vi.advanceTimersByTime(15_000);
      return findingsOf(arn);
    };
    const ended = await findings(['suppress', 'id-a', ...WHY], world({ becomes: null }));
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain('with the next look');
    expect(JSON.parse(ended.stdout)).toMatchObject([{ findingId: 'id-a', status: 'OPEN' }]);
  });

  test.each<[string, readonly string[], string]>([
    ['no finding', [], 'findings suppress needs the id of a finding, or an ARN and a control'],
    ['no reason', ['id-a', ...WHY.slice(2)], 'a suppression needs a reason (--reason "why'],
    ['no owner', ['id-a', '--reason', 'r', '--until', '2027-01-31'], 'a suppression needs an owner'],
    ['no end', ['id-a', ...WHY.slice(0, 4)], 'a suppression needs an end date'],
    [
      'an end that is over',
      ['id-a', ...WHY.slice(0, 5), '2026-04-13'],
      'the end date 2026-04-13T23:59:59.999Z is over',
    ],
    [
      'a day that is none',
      ['id-a', ...WHY.slice(0, 5), '2027-02-30'],
      'the end date 2027-02-30 is no day of the calendar',
    ],
    [
      'an end in words',
      ['id-a', ...WHY.slice(0, 5), 'tomorrow'],
      'the end date tomorrow is no end of ours: write a day',
    ],
    ['an end too far away', ['id-a', ...WHY.slice(0, 5), '2099-01-01'], 'more than two years away'],
    ['an unknown finding', ['nowhere', ...WHY], 'there is no finding nowhere in this table'],
    ['an unknown control of a resource', [ARN, 'x', ...WHY], `there is no finding x on ${ARN} in this table`],
    ['a resource with several', [ARN, ...WHY], `${ARN} has 2 findings, name one: a, b`],
    ['a word too many', [ARN, 'a', 'more', ...WHY], 'findings suppress takes no more'],
  ])('%s exits 64 and asks nobody', async (_title, argv, says) => {
    const ended = await findings(['suppress', ...argv]);
    expect(ended).toMatchObject({ code: 64, stdout: '' });
    expect(ended.stderr).toContain(says);
    expect(asked).toEqual([]);
  });

  test('a refusal is told, harmless on a terminal', async () => {
    const refused = world({ answer: { refused: 'it is resolved \u001b[31msince' }, becomes: null });
    expect(await findings(['suppress', 'id-a', ...WHY], refused)).toEqual({
      code: 64,
      stdout: '',
      stderr: 'ecs-warden: id-a: it is resolved ␛[31msince\n',
    });
  });

  test('a stack of an older version has no such function', async () => {
    const older = world({ outputs: { FindingsTableName: 't' } });
    expect((await findings(['suppress', 'id-a', ...WHY], older)).stderr).toContain(
      'the stack EcsWarden has no output SuppressFunctionName: it is no monitor, or of an older version',
    );
  });
});

test('a list of suppressed findings says until when, by whom and why', async () => {
  await findings(['suppress', 'id-a', ...WHY]);
  const table = await findings(['list', '--status', 'suppressed', '-o', 'table']);
  expect(table.stdout).toContain('until 2027-01-31, o: r');
  const csv = await findings(['list', '--status', 'suppressed', '-o', 'csv']);
  expect(csv.stdout).toContain(`r,o,2027-01-31T23:59:59.999Z,${BY}`);
});

describe('findings unsuppress', () => {
  test('asks for it', async () => {
    const of = world({
      answer: { done: 'unsuppress', findingId: 'id-a', by: BY },
      becomes: { status: 'OPEN' },
    });
    expect(await findings(['unsuppress', 'id-a'], of)).toMatchObject({
      code: 0,
      stderr: `id-a no longer suppressed by ${BY}\n`,
    });
    expect(asked.map(({ request }) => request)).toEqual([
      { action: 'unsuppress', resourceArn: ARN, controlId: 'a' },
    ]);
  });

  test('takes no reason', async () => {
    expect((await findings(['unsuppress', 'id-a', '--reason', 'r'])).stderr).toContain('takes no --reason');
  });
});

describe('the stack of a deployed monitor', () => {
  test('lies in the region of the settings when none is named', async () => {
    const files = { 'ecs-warden.config.yaml': 'homeRegion: eu-west-3\n' };
    await findings(['suppress', 'id-a', ...WHY], { ...world(), files });
    expect(asked.map(({ region }) => region)).toEqual(['eu-west-3']);
  });

  test('is asked for the table that nobody names', async () => {
    expect((await findings(['list'])).code).toBe(1);
    expect(stackAsked).toEqual({ stack: 'EcsWarden' });
  });
  test('is not asked for one that somebody names', async () => {
    expect((await findings(['list', '--table', 't'])).code).toBe(1);
    expect(stackAsked).toBeUndefined();
  });
  test.each<[string, Error, number]>([
    ['is not there', new UsageError('there is no stack'), 64],
    ['is out of reach', new Unreachable('no answer'), 69],
  ])('%s', async (_title, error, code) => {
    const adapters = { ...world().adapters, stackOutputs: () => Promise.reject(error) };
    expect((await findings(['list'], { adapters })).code).toBe(code);
  });
  test('that is no monitor has no table', async () => {
    const ended = await findings(['list', '--stack', 'Other'], world({ outputs: {} }));
    expect(ended).toMatchObject({ code: 64 });
    expect(ended.stderr).toContain('the stack Other has no output FindingsTableName');
  });
});
