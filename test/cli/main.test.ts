import { describe, expect, test } from 'vitest';
import { COMMANDS } from '#cli/commands/index.ts';
import { OPTION_NAMES } from '#cli/options.ts';
import { run, updateService, type World } from './fake-io.ts';

const files = {
  'e.jsonl': JSON.stringify(updateService),
  'a.json': '{"version":1,"resources":{}}',
  'bad.yaml': 'recipent: {}',
};

describe('wrong usage exits 64, says what is wrong on stderr and prints no data', () => {
  test.each<[string, string[], string, World?]>([
    ['no command', [], 'no command is given'],
    ['an unknown command, near to one', ['rout'], 'there is no command rout; did you mean route'],
    [
      'an unknown command, near to none',
      ['frobnicate'],
      'there is no command frobnicate; ecs-warden --help lists them',
    ],
    ['an unknown option', ['controls', '--outptu', 'json'], '--outptu is no option; did you mean --output'],
    ['an unknown short option', ['controls', '-x'], '-x is no option'],
    [
      'an option of another command',
      ['route', 'e.jsonl', '--account', 'a.json'],
      '--account is no option of route, only of replay',
    ],
    ['an option without its value', ['controls', '--output'], '--output needs a value: --output FORMAT'],
    [
      'another option in the place of a value',
      ['controls', '--output', '--no-color'],
      '--output needs a value',
    ],
    ['an empty value', ['controls', '--output='], '--output needs a value'],
    ['a value where none is taken', ['controls', '--no-color=yes'], '--no-color takes no value'],
    ['an option given twice', ['controls', '-o', 'json', '--output', 'csv'], 'given twice'],
    [
      'an unknown format',
      ['controls', '-o', 'jsn'],
      '--output jsn is no format: table, json, ndjson, csv, sarif; did you mean json',
    ],
    ['an unknown severity', ['controls', '--fail-on', 'hihg'], '--fail-on hihg is no severity'],
    [
      'an unknown control',
      ['controls', 'show', 'task-definition-privilegd'],
      'did you mean task-definition-privileged',
    ],
    ['show without an id', ['controls', 'show'], 'controls show needs the id of a control'],
    ['route without events', ['route'], 'route needs events'],
    ['replay without events', ['replay', '--account', 'a.json'], 'replay needs events'],
    ['replay without an account', ['replay', 'e.jsonl'], 'replay needs --account FILE'],
    ['two inputs from one standard input', ['replay', '-', '--account', '-'], 'cannot be both'],
    ['a missing file', ['route', 'nowhere.jsonl'], 'cannot read nowhere.jsonl: there is no such file'],
    ['a directory', ['route', 'a-directory'], 'cannot read a-directory: it is a directory'],
    ['a missing account', ['replay', 'e.jsonl', '--account', 'no.json'], 'cannot read no.json'],
    ['an account that is none', ['replay', 'e.jsonl', '--account', 'e.jsonl'], 'e.jsonl: the account file'],
    ['settings that are not there', ['controls', '--config', 'no.yaml'], 'cannot read no.yaml'],
    [
      'settings with a mistake',
      ['controls', '--config', 'bad.yaml'],
      'bad.yaml, line 1, recipent: is no setting',
    ],
    ['help of an unknown command', ['help', 'rotue'], 'did you mean route'],
    ['a hostile name', ['controls', 'show', 'a\u001b[2J\nb'], 'there is no control a␛[2J␊b;'],
  ])('%s', async (_, argv, says, world) => {
    const ended = await run(argv, { files, ...world });
    expect(ended).toMatchObject({ code: 64, stdout: '' });
    expect(ended.stderr).toContain(says);
  });

  test('a mistake in the settings that lie here stops a replay', async () => {
    const here = { ...files, 'ecs-warden.config.yaml': files['bad.yaml'] };
    const ended = await run(['replay', 'e.jsonl', '--account', 'a.json'], { files: here });
    expect(ended).toMatchObject({ code: 64, stdout: '' });
    expect(ended.stderr).toContain('ecs-warden.config.yaml, line 1');
  });
});

describe('help', () => {
  test.each([['--help'], ['-h'], ['help']])('%s names each command and exit code on stdout', async (word) => {
    const { code, stdout, stderr } = await run([word]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { name } of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    for (const exit of [0, 1, 2, 64, 69, 70, 130]) expect(stdout).toMatch(new RegExp(`^  ${exit} `, 'm'));
  });

  test.each(COMMANDS.map(({ name }) => name))('%s --help shows usage, options and examples', async (name) => {
    const { code, stdout } = await run([name, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: ecs-warden ${name}`);
    expect(stdout).toMatch(/Examples:\n {2}ecs-warden /);
    expect(await run(['help', name])).toMatchObject({ stdout });
  });

  test('every option is in some help, and no line but an example is wider than a terminal', async () => {
    const texts = await Promise.all(
      [['--help'], ...COMMANDS.map(({ name }) => [name, '--help'])].map((argv) => run(argv)),
    );
    const all = texts.map(({ stdout }) => stdout).join('');
    expect(OPTION_NAMES.filter((name) => !all.includes(`--${name}`))).toEqual([]);
    expect(
      all.split('\n').filter((line) => line.length > 81 && !/^ {2}(aws |ecs-warden )/.test(line)),
    ).toEqual([]);
  });
});

test('--version', async () => {
  expect(await run(['--version'])).toEqual({ code: 0, stdout: 'ecs-warden 1.2.3\n', stderr: '' });
});

test('options may stand before the command', async () => {
  expect(await run(['--output', 'ndjson', 'controls'])).toEqual(
    await run(['controls', '--output', 'ndjson']),
  );
});

describe('a fault of ours exits 70', () => {
  const broken = {
    controls: [],
    adapters: {
      parseSettings: () => {
        throw new TypeError('it broke\u001b[31m');
      },
    },
    files: { ...files, 'c.yaml': '' },
  };

  test('with one line and no stack', async () => {
    const { code, stdout, stderr } = await run(['controls', '--config', 'c.yaml'], broken);
    expect({ code, stdout }).toEqual({ code: 70, stdout: '' });
    expect(stderr).toBe(
      'ecs-warden: a fault of ours: TypeError: it broke␛[31m (ECS_WARDEN_DEBUG=1 shows where)\n',
    );
  });

  test('with the stack for those who ask', async () => {
    const { stderr } = await run(['controls', '--config', 'c.yaml'], {
      ...broken,
      env: { ECS_WARDEN_DEBUG: '1' },
    });
    expect(stderr).toMatch(/\n +at .*main\.test\.ts/);
  });
});

describe('the format', () => {
  test.each([
    ['a terminal gets a table', true, /^CONTROL +SEVERITY/],
    ['a pipe gets JSON', false, /^\[\n {2}\{/],
  ])('%s', async (_, isTTY, begins) => {
    expect((await run(['controls', '--no-color'], { isTTY })).stdout).toMatch(begins);
  });

  // A terminal's colours begin with an escape.
  const colours = async (argv: string[], world: World): Promise<boolean> =>
    (await run(['controls', ...argv], world)).stdout.includes('\u001b[');
  test.each<[string, boolean, string[], World]>([
    ['a terminal has colours', true, [], { isTTY: true }],
    ['a pipe has none', false, ['-o', 'table'], {}],
    ['NO_COLOR', false, [], { isTTY: true, env: { NO_COLOR: '1' } }],
    ['an empty NO_COLOR says nothing', true, [], { isTTY: true, env: { NO_COLOR: '' } }],
    ['--no-color', false, ['--no-color'], { isTTY: true }],
    ['a dumb terminal', false, [], { isTTY: true, env: { TERM: 'dumb' } }],
    ['JSON on a terminal', false, ['-o', 'json'], { isTTY: true }],
  ])('%s', async (_, expected, argv, world) => {
    expect(await colours(argv, world)).toBe(expected);
  });
});
