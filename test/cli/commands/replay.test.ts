import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { account, call, type Ended, REPOSITORY, run, updateService, type World } from '../fake-io.ts';

const json = JSON.stringify;
const CANARY = 'canary-5f1d';

const repository = (imageTagMutability: string) => ({
  repository: {
    repositoryArn: REPOSITORY,
    registryId: '123456789012',
    repositoryName: 'shop/web',
    imageTagMutability,
  },
  pullThroughCacheRules: [],
});
const REGISTRY = 'arn:aws:ecr:eu-west-1:123456789012:registry';
const family = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web';
const revision = (privileged: boolean) => ({
  taskDefinition: {
    taskDefinitionArn: `${family}:1`,
    family: 'web',
    revision: 1,
    status: 'ACTIVE',
    containerDefinitions: [
      {
        name: 'app',
        image: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web@sha256:${'a'.repeat(64)}`,
        memory: 512,
        readonlyRootFilesystem: true,
        dockerSecurityOptions: ['no-new-privileges'],
        privileged,
        user: '1000',
        logConfiguration: { logDriver: 'awslogs' },
        environment: [{ name: 'GREETING', value: CANARY }],
      },
    ],
  },
});
const service = {
  service: {
    serviceArn: 'arn:aws:ecs:eu-west-1:123456789012:service/shop/web',
    clusterArn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/shop',
    status: 'ACTIVE',
    launchType: 'EC2',
    taskDefinition: `${family}:1`,
    deployments: [],
    loadBalancers: [],
  },
};
const cluster = {
  cluster: { clusterArn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/shop', status: 'ACTIVE' },
  tasks: [],
};
const resources = {
  [REGISTRY]: { pullThroughCacheRules: [] },
  'arn:aws:ecs:eu-west-1:123456789012:cluster/shop': cluster,
  'arn:aws:ecs:eu-west-1:123456789012:service/shop/web': service,
};
const registered = call(
  'ecs',
  'RegisterTaskDefinition',
  {
    family: 'web',
    containerDefinitions: [{ name: 'app', environment: [{ name: 'GREETING', value: CANARY }] }],
  },
  { responseElements: { taskDefinition: { taskDefinitionArn: `${family}:1` } } },
);

const replay = (
  events: string,
  facts: object,
  argv: readonly string[] = [],
  world: World = {},
): Promise<Ended> =>
  run(['replay', 'e', '--account', 'a', ...argv], {
    ...world,
    files: { e: events, a: account({ ...resources, ...facts }), ...world.files },
  });

const privileged = { [`${family}:1`]: revision(true) };
const harmless = { [`${family}:1`]: revision(false) };

describe('what an event makes run is judged too', () => {
  const created = call('ecs', 'CreateService', {
    cluster: 'shop',
    serviceName: 'web',
    taskDefinition: 'web:1',
  });
  const inactive = (facts: ReturnType<typeof revision>) => ({
    taskDefinition: { ...facts.taskDefinition, status: 'INACTIVE' },
  });
  const cases: readonly (readonly [string, object, object])[] = [
    ['the family of a service that was created', created, privileged],
    ['a family of which no revision is ACTIVE', created, { [`${family}:1`]: inactive(revision(true)) }],
    [
      'in a sweep, a family that no list shows',
      { sweep: true },
      { [`${family}:1`]: inactive(revision(true)) },
    ],
  ];
  test.each(cases)('%s', async (_title, event, facts) => {
    const { code, stdout } = await replay(json(event), facts);
    const printed: unknown = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(printed).toMatchObject({
      findings: expect.arrayContaining([
        expect.objectContaining({
          resourceArn: family,
          controlId: 'task-definition-privileged',
          severity: 'HIGH',
        }),
      ]),
    });
  });

  test('a tag on a service that is seen for the first time is not blamed for its family: digest, not at once', async () => {
    const resourceArn = 'arn:aws:ecs:eu-west-1:123456789012:service/shop/web';
    const { stdout } = await replay(json(call('ecs', 'TagResource', { resourceArn })), privileged);
    const { messages } = JSON.parse(stdout) as { messages: { attributes: { kind: string } }[] };
    expect(messages.map(({ attributes }) => attributes.kind)).toEqual(['digest']);
  });

  test('a story of a sweep alone knows its account', async () => {
    const { stdout } = await replay(json({ sweep: true }), privileged);
    expect(JSON.parse(stdout)).toMatchObject({
      messages: [{ attributes: { kind: 'digest', account: '123456789012', region: 'eu-west-1' } }],
    });
  });
});

describe('the exit code', () => {
  test('0: nothing is wrong', async () => {
    const { code, stdout } = await replay(json(registered), harmless);
    expect({ code, printed: JSON.parse(stdout) as unknown }).toEqual({
      code: 0,
      printed: { findings: [], messages: [] },
    });
  });

  test('1: a finding at or above --fail-on', async () => {
    const { code, stdout } = await replay(json(registered), privileged);
    const printed: unknown = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(printed).toMatchObject({
      findings: [
        { controlId: 'task-definition-privileged', status: 'OPEN', severity: 'HIGH', resourceArn: family },
      ],
      messages: [{ attributes: { kind: 'finding', severity: 'HIGH' } }],
    });
  });

  test.each([
    ['critical', 0],
    ['HIGH', 1],
    ['low', 1],
  ])('--fail-on %s of a HIGH finding: %i', async (severity, expected) => {
    expect((await replay(json(registered), privileged, ['--fail-on', severity])).code).toBe(expected);
  });

  test('0: a finding that was mended on the way', async () => {
    const later = { ...registered, eventTime: '2026-04-14T10:00:00Z', eventID: 'e-2' };
    const story = [registered, { account: harmless }, later].map((line) => json(line)).join('\n');
    const { code, stdout } = await replay(story, privileged);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ status: 'RESOLVED', resolution: 'FIXED' }] });
    expect(code).toBe(0);
  });

  test('2: something could not be judged, and why is on stderr', async () => {
    const { code, stderr } = await replay(json(registered), {
      [`${family}:1`]: {
        taskDefinition: { $unavailable: 'unsupported', what: 'ecs:DescribeTaskDefinition' },
      },
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/not judged \(\d+ times\): .*ecs:DescribeTaskDefinition/);
  });

  test('1: what the monitor may not read is a finding of its own', async () => {
    const { code, stdout } = await replay(json(registered), {
      [`${family}:1`]: { taskDefinition: { $unavailable: 'denied', what: 'ecs:DescribeTaskDefinition' } },
    });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [
        {
          controlId: 'monitor-cannot-read',
          resourceArn: 'arn:aws:iam::123456789012:root/eu-west-1',
          reasons: [{ subject: 'ecs:DescribeTaskDefinition' }],
        },
      ],
    });
  });

  test('64: a record that cannot be understood; the others go their way', async () => {
    const { code, stdout, stderr } = await replay(`{"eventVersion":"1\n${json(registered)}`, harmless);
    expect({ code, stdout: JSON.parse(stdout) as unknown }).toEqual({
      code: 64,
      stdout: { findings: [], messages: [] },
    });
    expect(stderr).toContain('put aside: line 1 is not JSON');
  });

  test('1 rather than 64: a finding is not hidden behind a broken record', async () => {
    expect((await replay(`x\n${json(registered)}`, privileged)).code).toBe(1);
  });
});

describe('the formats', () => {
  test('ndjson: a line for each finding and each message', async () => {
    const { stdout } = await replay(json(registered), privileged, ['-o', 'ndjson']);
    const keys = stdout
      .trimEnd()
      .split('\n')
      .map((line) => Object.keys(JSON.parse(line) as object));
    expect(keys).toEqual([['finding'], ['message']]);
  });

  test('csv: the findings', async () => {
    const rows = (await replay(json(registered), privileged, ['-o', 'csv'])).stdout.trimEnd().split('\r\n');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/^findingId,controlId,status,severity,/);
    expect(rows[1]).toContain(`,task-definition-privileged,OPEN,HIGH,CMP-2,`);
  });

  test('table: findings and messages, with their control ids, within the terminal', async () => {
    const { stdout } = await replay(json(registered), privileged, [], {
      isTTY: true,
      columns: 90,
      env: { NO_COLOR: '1' },
    });
    expect(stdout).toMatch(/^1 finding\nSTATUS/);
    expect(stdout).toMatch(/\n\n1 message\nKIND/);
    expect(stdout.match(/task-definition-privileged/g)?.length).toBeGreaterThanOrEqual(1);
    expect(stdout.split('\n').filter((line) => line.length > 90)).toEqual([]);
  });

  test.each(['table', 'json', 'ndjson', 'csv'])('%s shows no environment value', async (format) => {
    const { stdout, stderr } = await replay(`${json(registered)}\n{"${CANARY}`, privileged, ['-o', format]);
    expect(stdout + stderr).not.toContain(CANARY);
  });
});

describe('settings', () => {
  const off = 'controls:\n  task-definition-privileged:\n    enabled: false\n';
  test('named', async () => {
    expect((await replay(json(registered), privileged, ['--config', 's'], { files: { s: off } })).code).toBe(
      0,
    );
  });
  test('found where the command runs', async () => {
    expect(
      (await replay(json(registered), privileged, [], { files: { 'ecs-warden.config.yaml': off } })).code,
    ).toBe(0);
  });
});

test('an event about nothing in the account leads nowhere', async () => {
  expect(await replay(json(updateService), { [REPOSITORY]: repository('IMMUTABLE') })).toMatchObject({
    code: 0,
  });
});

test('the story of the examples is played to its end', async () => {
  const read = (name: string): string =>
    readFileSync(new URL(`../../../examples/${name}`, import.meta.url), 'utf8');
  const files = { e: read('story.jsonl'), a: read('account.json') };
  const { code, stdout } = await run(['replay', 'e', '--account', 'a'], { files });
  const { findings, messages } = JSON.parse(stdout) as Record<'findings' | 'messages', unknown[]>;
  expect(code).toBe(1);
  expect(findings.length).toBeGreaterThan(5);
  expect(messages.length).toBeGreaterThan(5);
});
