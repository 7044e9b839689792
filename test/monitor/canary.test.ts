import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { controls } from '#controls/index.ts';
import type { Clock, Store } from '#domain/ports.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import type { TableNames } from '#domain/tables.ts';
import { playStory, type StoryEnd, type StoryLine } from '#monitor/story.ts';
import type * as storyTime from '#monitor/story-time.ts';
import { snsMessage } from '#monitor/telling/sns.ts';
import { recordedAccount } from '#recorded/account.ts';
import { memoryStore } from '#recorded/memory-store.ts';
import { useDynalite } from '../support/dynalite.ts';
import { exampleAccount } from '../support/recorded-monitor.ts';

/** Stands in environment values of the account, and in what events ask for and answer: it must never come out. */
const CANARY = 'canary-7f3a9c51e2b84d06';
const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const STORY = path('examples/story.jsonl');
const ACCOUNT = path('examples/account.json');

const queued = vi.hoisted((): { sent: unknown[] } => ({ sent: [] }));
// The story's own queue, everything that is sent and put aside being written down.
vi.mock('#monitor/story-time.ts', async (original) => {
  const real = await original<typeof storyTime>();
  return {
    ...real,
    storyQueue: (clock: Clock) => {
      const queue = real.storyQueue(clock);
      return {
        ...queue,
        send: (...args: Parameters<typeof queue.send>) => {
          queued.sent.push(args);
          return queue.send(...args);
        },
        bury: (...args: Parameters<typeof queue.bury>) => {
          queued.sent.push(['buried', ...args]);
          return queue.bury(...args);
        },
      };
    },
  };
});
beforeEach(() => queued.sent.splice(0));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The lines of the story as the command line reads them. */
const storyLines = (): readonly StoryLine[] =>
  readFileSync(STORY, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): StoryLine => {
      let value: unknown;
      try {
        value = JSON.parse(line);
      } catch {
        // What cannot be read is handed on as it came, so that it has every chance to be repeated.
        return { event: line };
      }
      if (!isObject(value)) return { event: value };
      const keys = Object.keys(value);
      if (keys.length === 1 && isObject(value['account'])) return { account: value['account'] };
      if (keys.length === 1 && typeof value['say'] === 'string') return { say: value['say'] };
      return value['sweep'] === true ? { sweep: true } : { event: value };
    });

/** A store that writes down every call with what it was given. */
function watched(store: Store): { readonly store: Store; readonly calls: string[] } {
  const calls: string[] = [];
  const proxy = new Proxy(store, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]): unknown => {
        calls.push(`${String(name)} ${JSON.stringify(args)}`);
        return Reflect.apply(method, target, args);
      };
    },
  });
  return { store: proxy, calls };
}

const play = async (store: Store): Promise<StoryEnd> => {
  const account = recordedAccount(exampleAccount());
  const apply = (changes: Readonly<Record<string, unknown>>): void => {
    const facts = Object.entries(changes).map(([arn, each]) => [arn, isObject(each) ? each : null] as const);
    account.apply(Object.fromEntries(facts));
  };
  return playStory({
    lines: storyLines(),
    account: { ...account, apply },
    settings: DEFAULT_SETTINGS,
    controls,
    store,
  });
};

/** Every item of every table, as it lies there. */
async function scanned(client: DynamoDBClient, tables: TableNames): Promise<readonly string[]> {
  const items: string[] = [];
  for (const TableName of Object.values(tables)) {
    let ExclusiveStartKey: Record<string, never> | undefined;
    do {
      const answer = await client.send(
        new ScanCommand({ TableName, ...(ExclusiveStartKey && { ExclusiveStartKey }) }),
      );
      for (const item of answer.Items ?? []) items.push(inClear(item));
      ExclusiveStartKey = answer.LastEvaluatedKey as Record<string, never> | undefined;
    } while (ExclusiveStartKey);
  }
  return items;
}

/** Bytes would hide what they spell. */
const inClear = (item: unknown): string =>
  JSON.stringify(item, function (this: Readonly<Record<string, unknown>>, key, value: unknown) {
    // The value as it was before a Buffer spelled itself as numbers.
    const raw = this[key];
    return raw instanceof Uint8Array ? Buffer.from(raw).toString('latin1') : value;
  });

/** The canary in any spelling that a reader could turn back. */
const SPELLINGS = [
  CANARY,
  encodeURIComponent(CANARY),
  ...[0, 1, 2].map((shift) =>
    Buffer.from(`${'x'.repeat(shift)}${CANARY}`)
      .toString('base64')
      .slice(4, 24),
  ),
  Buffer.from(CANARY).toString('hex'),
];
const leaksIn = (texts: readonly string[]): readonly string[] =>
  texts.filter((text) => SPELLINGS.some((each) => text.includes(each)));

const outputsOf = ({ findings, messages, deadLetters }: StoryEnd): readonly string[] => [
  JSON.stringify(findings),
  JSON.stringify(deadLetters),
  ...messages.flatMap((message) => [
    JSON.stringify(message),
    message.text,
    JSON.stringify(snsMessage(message)),
  ]),
];

/** What must be in there, so that silence is no proof. */
function expectFull(texts: readonly string[], end: StoryEnd): void {
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.some((text) => text.includes('task-definition-privileged'))).toBe(true);
  expect(end.messages.length).toBeGreaterThan(5);
  expect(end.findings.length).toBeGreaterThan(5);
  expect(end.deadLetters).toHaveLength(1);
  expect(queued.sent.length).toBeGreaterThan(20);
  expect(queued.sent.filter((each) => Array.isArray(each) && each[0] === 'buried')).toHaveLength(1);
}

test('the canary is in the account, in what events ask for, and in what they answer', () => {
  expect(readFileSync(ACCOUNT, 'utf8')).toContain(CANARY);
  const events = storyLines().flatMap((line) => ('event' in line ? [JSON.stringify(line.event)] : []));
  expect(events.filter((each) => each.includes(CANARY)).length).toBeGreaterThan(2);
  const changes = storyLines().flatMap((line) => ('account' in line ? [JSON.stringify(line.account)] : []));
  expect(changes.filter((each) => each.includes(CANARY)).length).toBeGreaterThan(2);
});

test('would be found in any spelling', () => {
  for (const text of [
    CANARY,
    `{"a":"${CANARY}"}`,
    inClear({ B: Buffer.from(`x${CANARY}`) }),
    Buffer.from(`password=${CANARY}!`).toString('base64'),
    Buffer.from(`{"password":"${CANARY}"}`).toString('base64'),
    Buffer.from(`12${CANARY}`).toString('base64'),
  ])
    expect(leaksIn([text]), text).toEqual([text]);
});

test('nothing of it is stored in memory, queued, put aside or told', async () => {
  const { store, calls } = watched(memoryStore({ clock: { now: () => '1970-01-01T00:00:00.000Z' } }));
  const end = await play(store);
  const texts = [...calls, ...queued.sent.map((each) => JSON.stringify(each)), ...outputsOf(end)];
  expectFull(texts, end);
  expect(leaksIn(texts)).toEqual([]);
});

describe('in DynamoDB', () => {
  const create = useDynalite();

  test('nothing of it is in any item of any table', async () => {
    const { store, client, tables, stop } = await create({
      clock: { now: () => '1970-01-01T00:00:00.000Z' },
    });
    const { store: proxy, calls } = watched(store);
    const end = await play(proxy);
    const items = await scanned(client, tables);
    await stop();
    expect(items.length).toBeGreaterThan(30);
    const texts = [...items, ...calls, ...queued.sent.map((each) => JSON.stringify(each)), ...outputsOf(end)];
    expectFull(texts, end);
    expect(leaksIn(texts)).toEqual([]);
  });
});

describe('on the command line', () => {
  const run = (program: string, ...argv: readonly string[]): Promise<{ code: number; out: string }> =>
    new Promise((resolve) => {
      const options = { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ECS_WARDEN_DEBUG: '1' } };
      execFile(process.execPath, [path(program), ...argv], options, (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: `${stdout}\n${stderr}` }),
      );
    });

  test.each<[string, number, readonly string[]]>([
    ['bin/local-run.ts', 0, []],
    ...(['json', 'ndjson', 'csv', 'table'] as const).map((format): [string, number, readonly string[]] => [
      'bin/ecs-warden.ts',
      1,
      ['replay', STORY, '--account', ACCOUNT, '-o', format],
    ]),
    ...(['json', 'ndjson', 'csv', 'table'] as const).map((format): [string, number, readonly string[]] => [
      'bin/ecs-warden.ts',
      64,
      ['route', STORY, '-o', format],
    ]),
    // Files in each other's place: what cannot be understood is not repeated.
    ['bin/ecs-warden.ts', 64, ['replay', STORY, '--account', STORY]],
    ['bin/ecs-warden.ts', 64, ['route', ACCOUNT, '-o', 'ndjson']],
    ['bin/ecs-warden.ts', 64, ['controls', '--config', ACCOUNT]],
    ['bin/local-run.ts', 64, ['--config', STORY]],
  ])('%s exits %d and prints nothing of it: %j', async (program, code, argv) => {
    const ended = await run(program, ...argv);
    expect(leaksIn([ended.out])).toEqual([]);
    expect(ended.code, ended.out.slice(-500)).toBe(code);
    expect(ended.out.length).toBeGreaterThan(40);
  });
});
