import { describe, expect, test } from 'vitest';
import { Unreachable } from '#cli/exit-code.ts';
import type { FindingRow } from '#domain/finding.ts';
import { memoryStore } from '#recorded/memory-store.ts';
import { ARN, OTHER, resolvedRow, row } from '../../contracts/store/samples.ts';
import { type Ended, run, type World } from '../fake-io.ts';

const ROWS: readonly FindingRow[] = [
  row({ controlId: 'b', findingId: 'id-b', severity: 'LOW' }),
  row({ controlId: 'a', findingId: 'id-a', severity: 'HIGH', resourceArn: OTHER }),
  row({ controlId: 'c', findingId: 'id-c', severity: 'CRITICAL', status: 'SUPPRESSED' }),
  { ...resolvedRow({ controlId: 'd', findingId: 'id-d', severity: 'CRITICAL' }), expiresAt: 9e9 },
];

const asked: (readonly [string, string | undefined])[] = [];

/** A table of these rows, two to a page. */
const world = (rows: readonly FindingRow[] = ROWS, more: World = {}): World => ({
  ...more,
  adapters: {
    findingsTable: async (table, region) => {
      asked.push([table, region]);
      const store = memoryStore({ pageSize: 2 });
      for (const each of rows) await store.putFinding(each);
      return store;
    },
    ...more.adapters,
  },
});
const findings = (argv: readonly string[], of: World = world()): Promise<Ended> =>
  run(['findings', ...argv, '--table', 't'], of);
const ids = ({ stdout }: Ended): readonly string[] =>
  (JSON.parse(stdout) as readonly FindingRow[]).map(({ findingId }) => findingId);

describe('findings list', () => {
  test.each<[readonly string[], readonly string[]]>([
    [[], ['id-a', 'id-b']],
    [['--status', 'suppressed'], ['id-c']],
    [['--status', 'resolved'], ['id-d']],
    [
      ['--status', 'all'],
      ['id-a', 'id-b', 'id-c', 'id-d'],
    ],
  ])('with %j, open ones first, then the worst', async (argv, expected) => {
    expect(ids(await findings(['list', ...argv]))).toEqual(expected);
  });

  test('prints rows as they are in the table', async () => {
    const { stdout } = await findings(['list']);
    expect(JSON.parse(stdout)).toEqual([ROWS[1], ROWS[0]]);
  });

  test.each<[string, readonly string[], number]>([
    ['an open one at --fail-on', [], 1],
    ['open ones that are milder', ['--fail-on', 'critical'], 0],
    ['a worse one that is suppressed', ['--fail-on', 'critical', '--status', 'all'], 0],
    ['a status that shows none that is open', ['--status', 'resolved'], 0],
  ])('exits by %s', async (_title, argv, code) => {
    expect((await findings(['list', ...argv])).code).toBe(code);
  });

  test('an empty table', async () => {
    expect(await findings(['list'], world([]))).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
  });

  test('asks for the table in the region that is named', async () => {
    asked.length = 0;
    await findings(['list', '--region', 'eu-west-1']);
    await findings(['list']);
    expect(asked).toEqual([
      ['t', 'eu-west-1'],
      ['t', undefined],
    ]);
  });
});

describe('findings show', () => {
  test('one by its id, on whichever page it is', async () => {
    for (const { findingId } of ROWS) expect(ids(await findings(['show', findingId]))).toEqual([findingId]);
  });

  test('all of a resource, by its ARN', async () => {
    expect(ids(await findings(['show', ARN]))).toEqual(['id-b', 'id-c', 'id-d']);
  });

  test('on a terminal in full too', async () => {
    const { stdout } = await findings(['show', 'id-a', '-o', 'table']);
    expect(JSON.parse(stdout)).toEqual(ROWS[1]);
  });
});

test('findings export has every row, in every format that is a list', async () => {
  expect([...ids(await findings(['export']))].toSorted()).toEqual(['id-a', 'id-b', 'id-c', 'id-d']);
  const csv = await findings(['export', '-o', 'csv']);
  expect(csv.code).toBe(0);
  expect(csv.stdout.trimEnd().split('\r\n')).toHaveLength(1 + ROWS.length);
  const lines = await findings(['export', '-o', 'ndjson'], world(ROWS, { closesAfter: 1 }));
  expect(lines.stdout.trimEnd().split('\n')).toHaveLength(1);
});

describe('wrong usage exits 64', () => {
  test.each<[readonly string[], string]>([
    [['findings'], 'findings needs one of: list, show, suppress, unsuppress, export'],
    [
      ['findings', 'lst', '--table', 't'],
      'findings has no lst: list, show, suppress, unsuppress, export; did you mean list',
    ],
    [['findings', 'constructor', '--table', 't'], 'findings has no constructor'],
    [['findings', 'show', '--table', 't'], 'findings show needs the id'],
    [['findings', 'show', 'nowhere', '--table', 't'], 'there is no finding nowhere'],
    [['findings', 'show', `${ARN}-2`, '--table', 't'], 'there is no finding arn:'],
    [['findings', 'list', 'more', '--table', 't'], 'findings list takes no more'],
    [['findings', 'list', '--status', 'closed', '--table', 't'], '--status closed is no status: all, open'],
    [
      ['findings', 'list', '--table', 't', '--region', 'eu-west-1', '--region', 'us-east-1'],
      'a table lies in one --region',
    ],
  ])('%j', async (argv, says) => {
    const ended = await run(argv, world());
    expect(ended).toMatchObject({ code: 64, stdout: '' });
    expect(ended.stderr).toContain(says);
  });
});

test('a table out of reach exits 69', async () => {
  const away: World['adapters'] = { findingsTable: () => Promise.reject(new Unreachable('no answer')) };
  expect(await findings(['list'], world(ROWS, { adapters: away }))).toMatchObject({
    code: 69,
    stderr: 'ecs-warden: no answer\n',
  });
});
