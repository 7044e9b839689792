import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ended, runProgram } from '../support/run-program.ts';

/** `npm start` runs this, in any folder. */
const PROGRAM = fileURLToPath(new URL('../../bin/local-run.ts', import.meta.url));
const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecs-warden-local-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const start = (...argv: readonly string[]): Promise<Ended> => runProgram([PROGRAM, ...argv], folder);

const file = async (name: string, content: unknown): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

const REPOSITORY = 'arn:aws:ecr:eu-west-1:111122223333:repository/mine';
const account = {
  version: 1,
  resources: { [REPOSITORY]: { repository: { imageTagMutability: 'MUTABLE' } } },
};
const event = {
  eventVersion: '1.11',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice', accountId: '111122223333' },
  eventTime: '2026-04-14T09:00:00Z',
  eventSource: 'ecr.amazonaws.com',
  eventName: 'PutImageTagMutability',
  awsRegion: 'eu-west-1',
  recipientAccountId: '111122223333',
  eventID: '0e4a4b46-9d54-4d42-b1d8-8e0f5d6a7c11',
  requestParameters: { registryId: '111122223333', repositoryName: 'mine', imageTagMutability: 'MUTABLE' },
  responseElements: null,
};

describe('npm start', () => {
  test('plays the story in the examples to its end', async () => {
    const { code, stdout, stderr } = await start();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [story = '', table = ''] = stdout.split('── the findings table ──');
    const ids = [
      'repository-tag-immutability',
      'service-public-ip',
      'task-definition-privileged',
      'task-definition-read-only-root',
      'task-definition-trusted-image',
    ];
    for (const id of ids) {
      expect(table, `${id} in the table`).toContain(id);
      expect(story, `${id} where it was found`).toMatch(new RegExp(`found +opened +\\w+ +${id}`));
    }
    expect(story).toMatch(/┌ Slack\n +│ \S/);
    expect(story).toMatch(/┌ e-mail\n +│ Subject: \[HIGH\] /);
    expect(story).toMatch(/Subject: \[RESOLVED\]|Subject: \[.*resolved/i);
    expect(story).toContain('Subject: [DIGEST]');
    expect(story).toContain('put aside as a dead letter');
    expect(table).toMatch(/^OPEN +HIGH +task-definition-privileged +task-definition\/import /m);
    expect(table).toMatch(/^RESOLVED +HIGH +service-public-ip +service\/shop\/checkout +resolved: DELETED/m);
    expect(table).toMatch(/^\d+ findings, \d+ open; \d+ messages sent; 1 dead letter$/m);
  });

  test('plays your own events in your own account', async () => {
    const { code, stdout, stderr } = await start(
      '--events',
      await file('events.jsonl', `${JSON.stringify(event)}\n`),
      '--account',
      await file('account.json', account),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/PutImageTagMutability ecr\.amazonaws\.com by alice: changed ECR Repository mine/);
    expect(stdout).toMatch(/^OPEN +MEDIUM +repository-tag-immutability +repository\/mine /m);
    expect(stdout).toMatch(/^\d+ findings?, \d+ open; 1 message sent; 0 dead letters$/m);
    expect(stdout).not.toContain('shop');
  });

  test('judges by your settings', async () => {
    const config = await file('off.yaml', 'controls:\n  repository-tag-immutability:\n    enabled: false\n');
    const { code, stdout } = await start(
      '--events',
      await file('events.jsonl', `${JSON.stringify(event)}\n`),
      '--account',
      await file('account.json', account),
      '--config',
      config,
    );
    expect(code).toBe(0);
    expect(stdout).toContain('changed ECR Repository mine');
    expect(stdout).not.toContain('repository-tag-immutability');
  });

  test('says what it takes', async () => {
    const { code, stdout } = await start('--help');
    expect(code).toBe(0);
    for (const option of ['--events', '--account', '--config']) expect(stdout).toContain(option);
  });
});

describe('misuse is told in one line and exits 64', () => {
  const story = join(EXAMPLES, 'story.jsonl');
  const example = join(EXAMPLES, 'account.json');

  test.each<[string, () => Promise<readonly string[]>, RegExp]>([
    ['events without an account', async () => ['--events', story], /--events and --account go together/],
    ['an account without events', async () => ['--account', example], /--events and --account go together/],
    ['an option nobody knows', async () => ['--evnts', story], /--evnts/],
    ['an option without its value', async () => ['--config'], /--config/],
    ['a word too many', async () => ['story.jsonl'], /story\.jsonl/],
    [
      'events that are not there',
      async () => ['--events', 'nowhere.jsonl', '--account', example],
      /cannot read nowhere\.jsonl: there is no such file/,
    ],
    [
      'an account that is not there',
      async () => ['--events', story, '--account', 'nowhere.json'],
      /cannot read nowhere\.json: there is no such file/,
    ],
    [
      'an account that is a directory',
      async () => ['--events', story, '--account', '.'],
      /cannot read \.: it is a directory/,
    ],
    [
      'an account that is no JSON',
      async () => [
        '--events',
        story,
        '--account',
        await file('cut.json', '{\n  "version": 1,\n  "resources": {'),
      ],
      /cut\.json: the account file is not JSON: line 3/,
    ],
    [
      'an account of another version',
      async () => ['--events', story, '--account', await file('v3.json', { version: 3, resources: {} })],
      /v3\.json: .*version/,
    ],
    [
      'an account with what is no ARN',
      async () => [
        '--events',
        story,
        '--account',
        await file('no-arn.json', { version: 1, resources: { 'web\u001b[31m': {} } }),
      ],
      /no-arn\.json: resources: "web\?\[31m" is not an ARN/,
    ],
    ['settings that are not there', async () => ['--config', 'nowhere.yaml'], /cannot read nowhere\.yaml/],
    [
      'settings with an unknown key',
      async () => [
        '--config',
        await file('unknown.yaml', 'accountName: shop\ndigests:\n  times: ["09:00"]\n'),
      ],
      /unknown\.yaml, line 2, digests: is no setting/,
    ],
    [
      'settings that are no YAML',
      async () => ['--config', await file('broken.yaml', 'accountName: shop\ncontrols: [\n')],
      /broken\.yaml, line [23]: /,
    ],
  ])('%s', async (_name, argv, says) => {
    const { code, stdout, stderr } = await start(...(await argv()));
    expect({ code, stdout }, stderr).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/^npm start: [^\n]+\n$/);
    expect(stderr).not.toMatch(/\n\s+at |node:|\.ts:/);
    expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  test('several faults of the settings are a line each', async () => {
    const config = await file('two.yaml', 'accountNme: shop\ndigest:\n  times: ["25:00"]\n');
    const { code, stderr } = await start('--config', config);
    expect(code).toBe(64);
    const lines = stderr.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(line).toMatch(/two\.yaml, line \d+, /);
  });
});
