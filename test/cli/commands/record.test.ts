import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { account, type Ended, run, type World } from '../fake-io.ts';

const EXAMPLE = readFileSync(new URL('../../../examples/account.json', import.meta.url), 'utf8');
const DENIED = account({
  'arn:aws:ecr:eu-west-1:123456789012:repository/shop/web': {
    repository: { $unavailable: 'denied', what: 'ecr:DescribeRepositories' },
  },
});

const record = (argv: readonly string[] = [], world: World = {}): Promise<Ended> =>
  run(['record', '--account', 'a', ...argv], { ...world, files: { a: EXAMPLE, ...world.files } });

it('writes a file that scan takes for the account', async () => {
  const { stdout, code } = await record();
  expect(code).toBe(0);
  const files = { a: EXAMPLE, b: stdout };
  const [live, recorded] = await Promise.all(
    ['a', 'b'].map((file) => run(['scan', '--account', file, '--status', 'all'], { files })),
  );
  expect(recorded).toEqual(live);
});

it('keeps the resources that are named, wildcards too', async () => {
  const { stdout } = await record(['checkout', 'arn:*:repository/*']);
  const { facts, partial } = JSON.parse(stdout) as { facts: object; partial: boolean };
  expect(partial).toBe(true);
  const arns = Object.keys(facts);
  expect(arns.length).toBeGreaterThan(1);
  expect(arns.every((arn) => /\/checkout$|:repository\//.test(arn))).toBe(true);
});

test.each<[string, readonly string[], World, number, RegExp]>([
  [
    'what is refused is said, and ends with 2',
    [],
    { files: { a: DENIED } },
    2,
    /access denied: ecr:DescribeRepositories/,
  ],
  ['another format', ['-o', 'csv'], {}, 64, /record writes an account file, which is JSON/],
  ['a file that is none', [], { files: { a: '[' } }, 64, /a: the account file is not JSON/],
])('%s', async (_name, argv, world, code, stderr) => {
  const ended = await record(argv, world);
  expect(ended.code).toBe(code);
  expect(ended.stderr).toMatch(stderr);
});

it('cannot be changed by a line of a story', async () => {
  const { stdout } = await record();
  const files = { a: stdout, story: '{"account":{}}' };
  const ended = await run(['replay', 'story', '--account', 'a'], { files });
  expect(ended).toMatchObject({ code: 64, stdout: '' });
  expect(ended.stderr).toContain('a was made by record');
});

it('is where events are played', async () => {
  const { stdout } = await record();
  const story = readFileSync(new URL('../../../examples/story.jsonl', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.includes('"eventName"') && !line.startsWith('{"account"'))
    .join('\n');
  const ended = await run(['replay', 'story', '--account', 'a'], { files: { a: stdout, story } });
  expect(JSON.parse(ended.stdout)).toMatchObject({ findings: expect.any(Array) as unknown });
  expect((JSON.parse(ended.stdout) as { findings: unknown[] }).findings.length).toBeGreaterThan(0);
});
