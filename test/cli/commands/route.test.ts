import { describe, expect, test } from 'vitest';
import { call, elsewhere, REPOSITORY, run, SERVICE, updateService } from '../fake-io.ts';

const json = JSON.stringify;
const routed = async (
  text: string,
): Promise<{ code: number; lines: Record<string, unknown>[]; stderr: string }> => {
  const { code, stdout, stderr } = await run(['route', 'e', '--output', 'ndjson'], { files: { e: text } });
  return {
    code,
    stderr,
    lines: stdout
      .split('\n')
      .filter(Boolean)
      .map((line): Record<string, unknown> => JSON.parse(line)),
  };
};
const outcomes = async (text: string): Promise<unknown[]> =>
  (await routed(text)).lines.map(({ resources, ignored }) => ignored ?? resources);

const web = [{ type: 'AWS::ECS::Service', arn: SERVICE }];
/** A reason in the words of whoever routes. */
const malformed = expect.stringMatching(/^malformed: \S/);
const notOurs = 'no control watches sqs.amazonaws.com';
const envelope = {
  version: '0',
  id: 'e-1',
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.ecs',
  account: '123456789012',
  region: 'eu-west-1',
  time: '2026-04-14T09:00:00Z',
  resources: [],
  detail: updateService,
};

test('a line has exactly the keys of the contract, in its order', async () => {
  const { stdout } = await run(['route', 'e', '-o', 'ndjson'], { files: { e: json(updateService) } });
  expect(stdout).toBe(
    `${json({
      eventId: '11111111-2222-3333-4444-555555555555',
      source: 'ecs.amazonaws.com',
      name: 'UpdateService',
      region: 'eu-west-1',
      account: '123456789012',
      resources: web,
      behaviours: [],
      ignored: null,
    })}\n`,
  );
});

test('the name of a native event is its detail-type', async () => {
  const native = {
    ...envelope,
    'detail-type': 'ECS Service Action',
    resources: [SERVICE],
    detail: { clusterArn: SERVICE.replace('service/shop/web', 'cluster/shop') },
  };
  expect((await routed(json(native))).lines).toMatchObject([
    { source: 'aws.ecs', name: 'ECS Service Action', resources: web },
  ]);
});

describe('each shape of input', () => {
  test.each<[string, string, unknown[]]>([
    ['a CloudTrail record', json(updateService), [web]],
    ['an EventBridge envelope', json(envelope), [web]],
    ['a log file', json({ Records: [updateService, elsewhere] }), [web, notOurs]],
    ['a log file, pretty-printed', json({ Records: [updateService, elsewhere] }, null, 2), [web, notOurs]],
    ['a list of events', json([updateService, envelope]), [web, web]],
    ['a list, an event a line', `[\n${json(updateService)},\n${json(elsewhere)}\n]\n`, [web, notOurs]],
    ['JSON Lines', `${json(updateService)}\n${json(elsewhere)}\n`, [web, notOurs]],
    ['Windows line ends', `${json(updateService)}\r\n${json(elsewhere)}\r\n`, [web, notOurs]],
    ['blank lines are no records', `\n\n${json(updateService)}\n  \n`, [web]],
    [
      'pretty-printed events, one behind the other',
      `${json(updateService, null, 2)}\n${json(elsewhere, null, 2)}`,
      [web, notOurs],
    ],
    ['an event wrapped as a sample', json({ id: 'a-1', source: 'somewhere', event: updateService }), [web]],
    ['nothing at all', '', []],
    [
      'a story: its words and changes of the account are no events',
      `{"say":"hello"}\n{"account":{}}\n${json(updateService)}`,
      [web],
    ],
    ['an envelope has an account too', json([{ ...envelope, account: '123456789012' }]), [web]],
  ])('%s', async (_, text, expected) => {
    expect(await outcomes(text)).toEqual(expected);
    expect((await routed(text)).code).toBe(0);
  });

  test('standard input', async () => {
    const { code, stdout } = await run(['route', '-', '-o', 'ndjson'], {
      files: { '-': json(updateService) },
    });
    expect({ code, lines: stdout.split('\n').length }).toEqual({ code: 0, lines: 2 });
  });

  test('several files, one behind the other', async () => {
    const files = { a: json(updateService), b: json(elsewhere) };
    const { stdout } = await run(['route', 'a', 'b', '-o', 'ndjson'], { files });
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line).name),
    ).toEqual(['UpdateService', 'SetQueueAttributes']);
  });
});

describe('a broken record has its line, loses no other, and the command exits 64', () => {
  const whole = json(updateService);
  test.each<[string, string, unknown[]]>([
    [
      'a line cut off in a text',
      `${whole}\n${whole.slice(0, 60)}\n${whole}`,
      [web, 'malformed: line 2 is not JSON', web],
    ],
    [
      'a line cut off between two fields',
      `${whole}\n{"eventVersion":"1.11",\n${whole}`,
      [web, 'malformed: line 2 is not JSON', web],
    ],
    [
      'a line cut off behind a colon',
      `{"eventSource":\n${whole}\n${whole}`,
      ['malformed: line 1 is not JSON', web, web],
    ],
    ['the last line cut off', `${whole}\n${whole.slice(0, -1)}`, [web, 'malformed: line 2 is not JSON']],
    [
      'words',
      `hello\n${whole}\nworld`,
      ['malformed: line 1 is not JSON', web, 'malformed: line 3 is not JSON'],
    ],
    ['a bracket too many', `${whole}}\n${whole}`, ['malformed: line 1 is not JSON', web]],
    [
      'a pretty-printed record cut off is one record',
      `${json(updateService, null, 2).slice(0, -40)}\n${whole}`,
      ['malformed: line 1 is not JSON', web],
    ],
    ['a number', `7\n${whole}`, [malformed, web]],
    ['null', 'null', [malformed]],
    ['an empty object', '{}', [malformed]],
    [
      'a record of ours that names no account',
      json(call('ecs', 'UpdateService', {}, { recipientAccountId: 7, userIdentity: null })),
      [malformed],
    ],
    [
      'a change of the account that is none',
      `{"account":{"web":{}}}\n${whole}`,
      ['malformed: line 1 changes the account: "web" is not an ARN', web],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await outcomes(text)).toEqual(expected);
    expect((await routed(text)).code).toBe(64);
  });

  test('a thousand lines of open brackets are a thousand broken records', async () => {
    const { code, lines } = await routed('{"a":[\n'.repeat(1000));
    expect({ code, lines: lines.length }).toEqual({ code: 64, lines: 1000 });
  });

  test('what it holds is not repeated: it may be a secret', async () => {
    const { stdout, stderr } = await run(['route', 'e'], { files: { e: '{"password":"hunter2-canary' } });
    expect(stdout + stderr).not.toContain('hunter2');
  });
});

describe('names that somebody else chose', () => {
  const hostile = 'x\u001b[2J\u202eevil\nForged row =1+1 \u009b31m';
  const event = call('ecs', hostile, {}, { awsRegion: hostile, eventID: hostile });
  test.each([
    ['table', 3],
    ['json', 27],
    ['ndjson', 2],
    ['csv', 3],
  ])('%s has no control, bidi or forged line', async (format, lines) => {
    const files = { e: `${json(event)}\n${json(updateService)}` };
    const world = { files, isTTY: true, columns: 250, env: { NO_COLOR: '1' } };
    const { stdout, stderr } = await run(['route', 'e', '-o', format], world);
    expect((stdout + stderr).replace(/\r?\n/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(stdout.trimEnd().split('\n')).toHaveLength(lines);
  });
});

test('csv: a cell for each field, resources by ARN', async () => {
  const push = call('ecr', 'PutImageTagMutability', {
    repositoryName: 'shop/web',
    registryId: '123456789012',
  });
  const { stdout } = await run(['route', 'e', '-o', 'csv'], { files: { e: json([push, elsewhere]) } });
  expect(stdout.split('\r\n')).toEqual([
    'eventId,source,name,region,account,resources,behaviours,ignored',
    expect.stringContaining(`,PutImageTagMutability,eu-west-1,123456789012,${REPOSITORY},,`),
    expect.stringContaining(`,SetQueueAttributes,eu-west-1,123456789012,,,${notOurs}`),
    '',
  ]);
});

test('a reader that goes away ends it quietly, before the rest is read', async () => {
  let read = 0;
  const adapters = {
    faultInChanges: () => {
      read += 1;
      return undefined;
    },
  };
  const text = `${json(updateService)}\n{"account":{}}\n`.repeat(1000);
  const ended = await run(['route', 'e', '-o', 'ndjson'], { files: { e: text }, closesAfter: 3, adapters });
  expect(ended.code).toBe(0);
  expect(ended.stdout.split('\n')).toHaveLength(4);
  expect(read).toBeLessThan(10);
});

test('the sums are on stderr', async () => {
  const { stderr } = await routed(`${json(updateService)}\n${json(elsewhere)}\nx`);
  expect(stderr).toBe('3 records: 1 changed or showed something, 1 ignored, 1 malformed\n');
});
