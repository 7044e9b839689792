import { describe, expect, test } from 'vitest';
import { Unreachable } from '#cli/exit-code.ts';
import type { LiveAccount } from '#cli/io.ts';
import { controls } from '#controls/index.ts';
import type { FactSource } from '#domain/ports.ts';
import { findingId } from '#monitor/identity.ts';
import { recordedAccount } from '#recorded/account.ts';
import { account, type Ended, run, type World } from '../fake-io.ts';

const CANARY = 'canary-91c2';
const in_ = (region: string) => `arn:aws:ecs:${region}:123456789012`;
const FAMILY = `${in_('eu-west-1')}:task-definition/web`;
const REPOSITORY = 'arn:aws:ecr:eu-west-1:123456789012:repository/shop/web';

const revision = (more: object = {}) => ({
  taskDefinition: {
    family: 'web',
    containerDefinitions: [
      {
        name: 'app',
        image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1',
        environment: [{ name: 'TOKEN', value: CANARY }],
        ...more,
      },
    ],
  },
});
const service = (region: string, assignPublicIp = 'DISABLED') => ({
  service: {
    clusterArn: `${in_(region)}:cluster/shop`,
    launchType: 'EC2',
    taskDefinition: `${in_(region)}:task-definition/web:1`,
    networkConfiguration: { awsvpcConfiguration: { subnets: ['s'], assignPublicIp } },
  },
});
const repository = (imageTagMutability: string) => ({
  repository: { repositoryName: 'shop/web', imageTagMutability },
});
const failing = {
  [`${FAMILY}:1`]: revision({ privileged: true }),
  [`${in_('eu-west-1')}:service/shop/web`]: service('eu-west-1'),
};
const denied = { $unavailable: 'denied', what: 'ecr:DescribeRepositories' };

/** Of these controls alone, whatever others there are. */
const only = (...ids: readonly string[]): Pick<World, 'controls'> => ({
  controls: controls.filter(({ id }) => ids.includes(id)),
});
const PRIVILEGED = only('task-definition-privileged');

const scan = (resources: object, argv: readonly string[] = [], world: World = {}): Promise<Ended> =>
  run(['scan', '--account', 'a', ...argv], {
    ...PRIVILEGED,
    ...world,
    files: { a: account(resources), ...world.files },
  });

interface Printed {
  readonly controlId: string;
  readonly status: string;
  readonly suppressed?: object;
  readonly resource: { readonly arn: string };
}
const printed = ({ stdout }: Ended): readonly Printed[] => JSON.parse(stdout) as readonly Printed[];

test('an evaluation as JSON has the published shape', async () => {
  const { stdout } = await scan(failing);
  expect(JSON.parse(stdout)).toEqual([
    {
      findingId: findingId('task-definition-privileged', { arn: FAMILY }),
      controlId: 'task-definition-privileged',
      status: 'FAILED',
      severity: 'HIGH',
      guidance: ['CMP-2'],
      title: 'No container is privileged',
      resource: {
        type: 'AWS::ECS::TaskDefinition',
        arn: FAMILY,
        name: 'web',
        account: '123456789012',
        region: 'eu-west-1',
      },
      reasons: [
        expect.objectContaining({
          code: expect.any(String) as unknown,
          subject: 'app',
          message: expect.any(String) as unknown,
          path: 'containerDefinitions[0].privileged',
        }) as unknown,
      ],
      remediation: expect.stringMatching(/./) as unknown,
    },
  ]);
});

describe('the exit code', () => {
  const passing = { [`${FAMILY}:1`]: revision() };
  const unreadable = { [REPOSITORY]: denied };
  const both = only('task-definition-privileged', 'repository-tag-immutability');
  test.each<[string, object, readonly string[], World, number]>([
    ['0: all passes', passing, [], {}, 0],
    ['0: an empty account', {}, [], {}, 0],
    ['0: what fails is milder', failing, ['--fail-on', 'critical'], {}, 0],
    ['1: a failure at --fail-on', failing, [], {}, 1],
    ['1: also when something else could not be judged', { ...failing, ...unreadable }, [], both, 1],
    ['2: nothing fails, but something could not be judged', { ...passing, ...unreadable }, [], both, 2],
    ['64: no account file', {}, ['--config', 'none.yaml'], {}, 64],
    ['64: a status that is none', {}, ['--status', 'fialed'], {}, 64],
    ['64: an operand', {}, ['everything'], {}, 64],
    ['64: a region that is none', {}, ['--region', 'Frankfurt'], {}, 64],
  ])('%s', async (_title, resources, argv, world, code) => {
    expect((await scan(resources, argv, world)).code).toBe(code);
  });

  test('64: an account file that is none', async () => {
    const ended = await run(['scan', '--account', 'a'], { files: { a: '{' } });
    expect(ended).toMatchObject({ code: 64, stdout: '' });
    expect(ended.stderr).toContain('a: the account file is not JSON');
  });

  test('69: nobody answers; the line says what was tried', async () => {
    const adapters = { liveAccount: () => Promise.reject(new Unreachable('nobody there (tried region x)')) };
    expect(await run(['scan'], { adapters })).toEqual({
      code: 69,
      stdout: '',
      stderr: 'ecs-warden: nobody there (tried region x)\n',
    });
  });
});

describe('what is shown', () => {
  const resources = { ...failing, [REPOSITORY]: denied };
  const world = only('task-definition-privileged', 'task-definition-host-pid', 'repository-tag-immutability');
  const statuses = async (argv: readonly string[]): Promise<readonly string[]> =>
    printed(await scan(resources, argv, world)).map(({ status }) => status);

  test.each<[readonly string[], readonly string[]]>([
    [[], ['FAILED', 'NOT_AVAILABLE']],
    [
      ['--status', 'all'],
      ['PASSED', 'FAILED', 'NOT_AVAILABLE'],
    ],
    [['--status', 'passed'], ['PASSED']],
    [
      ['--status', 'not-available,PASSED'],
      ['PASSED', 'NOT_AVAILABLE'],
    ],
  ])('with %j', async (argv, expected) => {
    expect(await statuses(argv)).toEqual(expected);
  });

  test('why something could not be judged', async () => {
    expect(printed(await scan(resources, [], world))[1]).toMatchObject({
      controlId: 'repository-tag-immutability',
      why: 'access denied: ecr:DescribeRepositories',
      reasons: [],
    });
  });

  test.each([['json'], ['ndjson'], ['csv'], ['table']])(
    '%s names control and resource and no secret',
    async (format) => {
      const { stdout, stderr } = await scan(resources, ['--status', 'all', '-o', format], world);
      for (const word of ['task-definition-privileged', 'FAILED', 'task-definition/web'])
        expect(stdout).toContain(word);
      expect(stdout + stderr).not.toContain(CANARY);
    },
  );

  test('ndjson is the array of json, a line each; csv has a row each', async () => {
    const json = JSON.parse((await scan(resources, [], world)).stdout) as readonly unknown[];
    const lines = (await scan(resources, ['-o', 'ndjson'], world)).stdout.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(json);
    expect((await scan(resources, ['-o', 'csv'], world)).stdout.trimEnd().split('\r\n')).toHaveLength(
      json.length + 1,
    );
  });

  test('a table begins with the worst', async () => {
    const milder = only('repository-tag-immutability', 'task-definition-privileged', 'service-public-ip');
    const { stdout } = await scan(
      { ...failing, [REPOSITORY]: repository('MUTABLE') },
      ['-o', 'table'],
      milder,
    );
    const severities = stdout.split('\n').flatMap((line) => /^FAILED +(\w+)/.exec(line)?.[1] ?? []);
    expect(severities).toEqual(['HIGH', 'MEDIUM']);
  });

  test('two scans of an account agree to the byte', async () => {
    expect(await scan(resources, ['--status', 'all'])).toEqual(await scan(resources, ['--status', 'all']));
  });
});

describe('suppressed failures', () => {
  const config = `suppressions:
  - controls: [task-definition-privileged]
    resources: [web]
    reason: the agent needs it
    owner: team-a
    until: 9999-01-01
`;
  const world = { files: { 'ecs-warden.config.yaml': config } };

  test('are left out, do not count for the exit code, and are counted on stderr', async () => {
    const ended = await scan(failing, [], world);
    expect(ended).toMatchObject({ code: 0, stdout: '[]\n' });
    expect(ended.stderr).toContain('0 failed, 1 suppressed');
  });

  test('are shown with who suppressed them until when, on request', async () => {
    const [evaluation] = printed(await scan(failing, ['--status', 'failed'], world));
    expect(evaluation).toMatchObject({ status: 'FAILED', suppressed: { owner: 'team-a' } });
    expect(evaluation?.suppressed).not.toHaveProperty('fingerprint');
  });
});

describe('stderr', () => {
  test('names each refused action once, then why and how often, then sums', async () => {
    const { stderr } = await scan(
      { [REPOSITORY]: denied, [`${REPOSITORY}2`]: denied },
      [],
      only('repository-tag-immutability'),
    );
    expect(stderr).toBe(
      [
        'access denied: ecr:DescribeRepositories',
        'not judged (2 times): access denied: ecr:DescribeRepositories',
        '2 resources, 2 evaluations: 0 failed, 0 suppressed, 2 not available',
        '',
      ].join('\n'),
    );
  });

  test('shows progress on a terminal and nowhere else', async () => {
    expect((await scan(failing, [], { showsProgress: true })).stderr).toContain('\r');
    expect((await scan(failing)).stderr).not.toContain('\r');
  });

  test('names an action once, whether listing or looking needs it', async () => {
    const facts = recordedAccount(
      JSON.parse(account({ [REPOSITORY]: denied })) as Parameters<typeof recordedAccount>[0],
    );
    const adapters = {
      liveAccount: (): Promise<LiveAccount> =>
        Promise.resolve({
          regions: [
            {
              place: { partition: 'aws', account: '123456789012', region: 'eu-west-1' },
              facts: {
                read: (fact, resource, context) => facts.read(fact, resource, context),
                list: async (type, page) => ({
                  ...(await facts.list(type, page)),
                  unavailable: { unavailable: 'denied', what: 'ecr:DescribeRepositories' },
                }),
              },
            },
          ],
        }),
    };
    const { code, stderr } = await run(['scan'], { ...only('repository-tag-immutability'), adapters });
    expect(code).toBe(2);
    expect(stderr.match(/^access denied: ecr:DescribeRepositories/gm)).toHaveLength(1);
  });

  test('a hostile name of an action cannot move the cursor', async () => {
    const what = 'x\u001b[2J\nforged: line';
    const { stderr } = await scan(
      { [REPOSITORY]: { ...denied, what } },
      [],
      only('repository-tag-immutability'),
    );
    expect(stderr).not.toContain('\u001b');
    expect(stderr.split('\n').filter((line) => line.startsWith('forged'))).toEqual([]);
  });
});

test('a reader that goes away ends it', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 500 }, (_, n) => [`${FAMILY}-${n}:1`, revision({ privileged: true })]),
  );
  const ended = await scan(many, ['-o', 'ndjson'], { closesAfter: 1 });
  expect(ended.stdout.trimEnd().split('\n')).toHaveLength(1);
  expect(ended.stderr).not.toContain('500 resources');
});

test('--region narrows a recorded account', async () => {
  const two = {
    [`${FAMILY}:1`]: revision({ privileged: true }),
    [`${in_('us-east-1')}:task-definition/web:1`]: revision({ privileged: true }),
  };
  const arns = async (...argv: readonly string[]): Promise<readonly string[]> =>
    printed(await scan(two, argv)).map(({ resource }) => resource.arn);
  expect(await arns()).toHaveLength(2);
  expect(await arns('--region', 'us-east-1')).toEqual([`${in_('us-east-1')}:task-definition/web`]);
});

test('what is global stays, whichever region is asked for', async () => {
  const ROLE = 'arn:aws:iam::123456789012:role/deploy';
  const Statement = [{ Effect: 'Allow', Action: 'ecs:*', Resource: '*' }];
  const policies = [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement } }];
  const a = account({ [ROLE]: { role: { AssumeRolePolicyDocument: {}, RolePolicyList: policies } } });
  const argv = ['scan', '--account', 'a', '--region', 'us-east-1', '-o', 'json'];
  const found = printed(await run(argv, { files: { a } }));
  expect(found.filter(({ controlId }) => controlId === 'iam-ecs-full-access')).toMatchObject([
    { status: 'FAILED', resource: { arn: ROLE } },
  ]);
});

describe('a live account', () => {
  const live = (resources: object, read?: FactSource['read']): World => {
    const asked: string[][] = [];
    const parsed = JSON.parse(account(resources)) as Parameters<typeof recordedAccount>[0];
    const facts = recordedAccount(parsed);
    return {
      ...PRIVILEGED,
      adapters: {
        liveAccount: (regions): Promise<LiveAccount> => {
          asked.push([...regions]);
          const places = regions.length > 0 ? regions : ['eu-west-1'];
          return Promise.resolve({
            regions: places.map((region) => ({
              place: { partition: 'aws', account: '123456789012', region },
              facts: {
                read: read ?? ((fact, resource, context) => facts.read(fact, resource, context)),
                list: async (type, page) => {
                  const { items } = await facts.list(type, page);
                  return { items: items.filter((arn) => arn.includes(`:${region}:`)) };
                },
              },
            })),
          });
        },
      },
      files: { 'two.yaml': 'regions: [us-east-1, eu-west-1]\n' },
    };
  };
  const two = {
    [`${FAMILY}:1`]: revision({ privileged: true }),
    [`${in_('us-east-1')}:task-definition/web:1`]: revision({ privileged: true }),
  };
  const regions = async (...argv: readonly string[]): Promise<readonly string[]> =>
    printed(await run(['scan', '--fail-on', 'critical', ...argv], live(two))).map(
      ({ resource }) => resource.arn.split(':')[3] ?? '',
    );

  test('is looked at in the regions of the command line, else of the settings, else of the environment', async () => {
    expect(await regions('--region', 'us-east-1')).toEqual(['us-east-1']);
    expect(await regions('--region', 'us-east-1', '--region', 'eu-west-1')).toEqual([
      'us-east-1',
      'eu-west-1',
    ]);
    expect(await regions('--config', 'two.yaml')).toEqual(['us-east-1', 'eu-west-1']);
    expect(await regions()).toEqual(['eu-west-1']);
  });

  test('that is lost half-way exits 69 with what was judged, a whole document', async () => {
    let reads = 0;
    const facts = recordedAccount(JSON.parse(account(two)) as Parameters<typeof recordedAccount>[0]);
    const read: FactSource['read'] = (fact, resource, context) => {
      reads += 1;
      if (reads > 1) return Promise.reject(new Unreachable('the credentials are over (tried region x)'));
      return facts.read(fact, resource, context);
    };
    const argv = ['scan', '--region', 'us-east-1', '--region', 'eu-west-1'];
    const ended = await run(argv, live(two, read));
    expect(ended.code).toBe(69);
    expect(printed(ended)).toHaveLength(1);
    expect(ended.stderr).toContain('ecs-warden: the credentials are over (tried region x)\n');
  });
});
