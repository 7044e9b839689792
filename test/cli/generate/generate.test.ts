import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controlIndex } from '#cli/generate/control-index.ts';
import { controlPage } from '#cli/generate/control-page.ts';
import { permissionsOf } from '#cli/generate/derived.ts';
import { generatedFiles, type Source, staleFiles } from '#cli/generate/files.ts';
import { prose, table } from '#cli/generate/markdown.ts';
import { withControlTable } from '#cli/generate/readme.ts';
import { controls } from '#controls/index.ts';
import { defineControl, factsNamedBy } from '#domain/control.ts';
import { notAvailable } from '#domain/evaluation.ts';
import { factSpec } from '#domain/facts.ts';
import { USES } from '#domain/uses.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const README = 'words\n<!-- controls:start -->\nold\n<!-- controls:end -->\nmore words\n';

const control = defineControl({
  id: 'repository-example',
  title: 'Repositories | are *good*',
  guidance: ['CMP-4'],
  severity: 'LOW',
  version: 3,
  resourceType: 'AWS::ECR::Repository',
  facts: ['repository'],
  parameters: ['trustedAccounts'],
  why: 'Because <b>.',
  blindSpots: ['Much.'],
  remediation: {
    text: 'Mend <it>.',
    cli: 'aws ecr mend `x` ```',
    cloudFormation: 'Type: AWS::ECR::Repository\n',
  },
  mappings: [{ framework: 'Security Hub', id: 'ECR.9' }],
  references: ['https://docs.aws.amazon.com/x'],
  evaluate: () => notAvailable('an example'),
});
const source: Source = { id: control.id, folder: 'compliance', control };
const files = generatedFiles([source], README);

describe('the page of a control', () => {
  const page = controlPage(control, {
    passes: ['all is well'],
    fails: [{ name: 'a | in its name', severity: 'LOW' }],
    notApplicable: [],
    notAvailable: ['nobody may read it'],
  });
  test.each([
    ['the title, no markup in it', '# Repositories | are \\*good\\*'],
    ['severity, resource and version', '`repository-example` · **LOW** · `AWS::ECR::Repository` · version 3'],
    ['the practice in words', '[CMP-4](../coverage.md): Scan images'],
    ['why, without HTML', 'Because \\<b\\>.'],
    ['the events of its type', '`PutImageTagMutability`'],
    ['the permissions of its facts', '`ecr:DescribeRepositories`'],
    ['its parameters', '`parameters.trustedAccounts`'],
    ['what it does not see', '- Much.'],
    ['what was not verified', 'not verified against a live account'],
    ['a command whose backticks do not end the block', '````sh\naws ecr mend `x` ```\n````'],
    ['CloudFormation', '```yaml\nType: AWS::ECR::Repository\n```'],
    [
      'situations, failing first',
      '| a \\| in its name | FAILED, LOW |\n| all is well | PASSED |\n| nobody may read it | NOT\\_AVAILABLE |',
    ],
    ['mappings', 'Security Hub: ECR.9'],
    ['references', '<https://docs.aws.amazon.com/x>'],
  ])('has %s', (_, says) => {
    expect(page).toContain(says);
  });

  test('every control that there is has one with all its parts', () => {
    for (const each of controls) {
      const text = controlPage(each);
      for (const blindSpot of each.blindSpots) expect(text).toContain(prose(blindSpot));
      expect(text).not.toMatch(/undefined|\[object/);
    }
  });
});

test('the index imports by path and lists by id', () => {
  const text = controlIndex([
    { id: 'b-last', folder: 'audit' },
    { id: 'a-first', folder: 'network' },
  ]);
  expect(text).toContain(
    "import bLast from './audit/b-last.ts';\nimport aFirst from './network/a-first.ts';\n",
  );
  expect(text).toContain('[\n  aFirst,\n  bLast,\n];');
});

describe('permissions', () => {
  const permissions = permissionsOf(controls);

  test('are exactly what facts of controls and of uses cost', () => {
    const facts = new Set([
      ...controls.flatMap(factsNamedBy),
      ...Object.values(USES).flatMap(({ facts }) => facts),
    ]);
    const expected = new Set(
      [...facts].flatMap((fact) => [...factSpec(fact).actions, ...factSpec(fact).bulk]),
    );
    expect(permissions.map(({ action }) => action)).toEqual([...expected].sort());
  });

  test('name who asks: a control alone, a use alone', () => {
    const asking = (action: string) =>
      permissions
        .find((each) => each.action === action)
        ?.demands.flatMap(({ controls, usesOf }) => [...controls.map(({ id }) => id), ...usesOf]);
    expect(asking('ecr:DescribeRepositories')).toEqual([
      'repository-encryption-cmk',
      'repository-encryption-kms',
      'repository-tag-immutability',
      'AWS::ECR::Repository',
      'task-definition-pinned-image',
    ]);
    expect(asking('ecr:DescribePullThroughCacheRules')).not.toContain('AWS::ECR::Repository');
    expect(asking('elasticloadbalancing:DescribeLoadBalancers')).toContain('AWS::ECS::Service');
  });

  test('say which only a sweep uses', () => {
    const sweepOnly = permissions.filter((each) => each.sweepOnly).map(({ action }) => action);
    expect(sweepOnly).toContain('ecs:ListServices');
    expect(sweepOnly).not.toContain('ecs:DescribeServices');
  });

  test('without controls are those that uses alone need', () => {
    expect(permissionsOf([]).map(({ action }) => action)).not.toContain('ecr:DescribePullThroughCacheRules');
  });
});

describe('coverage', () => {
  const coverage = files.get('docs/coverage.md') ?? '';
  test('counts, links what covers and says what is not covered yet', () => {
    expect(coverage).toContain('1 of 22 best practices');
    expect(coverage).toMatch(
      /\| CMP-4 \| [^|]+ \| \[repository-example\]\(controls\/repository-example\.md\) \|/,
    );
    expect(coverage).toMatch(/\| IAM-1 \| [^|]+ \| not yet \| [^|]+\. \|/);
  });
});

test('events.md names each event and each rule with its size', () => {
  const events = files.get('docs/events.md') ?? '';
  expect(events).toMatch(
    /\| `RegisterTaskDefinition` \| `ecs\.amazonaws\.com` \| `AWS::ECS::TaskDefinition` \|/,
  );
  expect(events).toMatch(/\| `ecs-calls` \| [1-9]\d* \| [1-9]\d+ \| whole \|/);
});

describe('the README', () => {
  test('gets its table, its words stay', () => {
    const text = withControlTable(README, [control]);
    expect(text).toMatch(/^words\n<!-- controls:start -->\n\| control \|/);
    expect(text).toContain('| [repository-example](docs/controls/repository-example.md) | LOW |');
    expect(text).toMatch(/<!-- controls:end -->\nmore words\n$/);
    expect(text).not.toContain('old');
    expect(withControlTable(text ?? '', [control])).toBe(text);
  });
  test.each(['no place', '<!-- controls:start -->', '<!-- controls:end --><!-- controls:start -->'])(
    'without a place is left alone: %s',
    (text) => {
      expect(withControlTable(text, [control])).toBeUndefined();
      expect(generatedFiles([source], text).has('README.md')).toBe(false);
    },
  );
});

test('a table cell keeps to its cell', () => {
  expect(table(['a'], [['x|y\nz'], ['x\\|y']])).toBe('| a |\n| --- |\n| x\\|y z |\n| x\\|y |');
});

describe('stale', () => {
  const page = 'docs/controls/repository-example.md';
  test('nothing, when all is as it should be', () => {
    expect(staleFiles(files, files)).toEqual({ differing: [], leftOver: [] });
  });
  test('a page that was edited, one that is missing, one of a control that is gone', () => {
    const existing = new Map([...files, [page, 'edited'], ['docs/controls/gone.md', 'x']] as const);
    existing.delete('docs/coverage.md');
    expect(staleFiles(files, existing)).toEqual({
      differing: [page, 'docs/coverage.md'],
      leftOver: ['docs/controls/gone.md'],
    });
  });
  test('generating twice gives the same, in whatever order the files are found', () => {
    const second: Source = { id: 'a-second', folder: 'audit', control: { ...control, id: 'a-second' } };
    expect([...generatedFiles([source, second], README)]).toEqual([
      ...generatedFiles([second, source], README),
    ]);
  });
});

describe('the program, over a copy of the project', () => {
  let copy = '';
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'ecs-warden-generate-'));
    for (const each of ['lib', 'docs', 'test/controls', 'test/support', 'package.json', 'README.md']) {
      await cp(join(ROOT, each), join(copy, each), { recursive: true });
    }
    await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    await generate();
  });
  afterAll(() => rm(copy, { recursive: true, force: true }));

  const generate = (...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
    new Promise((resolve) => {
      execFile(process.execPath, [join(ROOT, 'bin/generate.ts'), copy, ...words], (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      });
    });

  test('--check finds nothing right after', async () => {
    expect(await generate('--check')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('--check names each stale file, writes nothing and exits 1; without it they are mended', async () => {
    const stale = join(copy, 'docs/permissions.md');
    await writeFile(stale, 'edited');
    await writeFile(join(copy, 'docs/controls/of-yesterday.md'), 'old');
    const checked = await generate('--check');
    expect(checked.code).toBe(1);
    expect(checked.stderr).toBe(
      'docs/permissions.md is not up to date: npm run generate\n' +
        'docs/controls/of-yesterday.md is of a control that no longer exists: npm run generate\n',
    );
    expect(await readFile(stale, 'utf8')).toBe('edited');
    expect(await generate()).toMatchObject({
      code: 0,
      stdout: 'wrote docs/permissions.md\nremoved docs/controls/of-yesterday.md\n',
    });
    expect((await generate('--check')).code).toBe(0);
  });

  test('a new control needs its file and its cases, nothing else', async () => {
    const file = await readFile(join(copy, 'lib/controls/network/service-public-ip.ts'), 'utf8');
    await writeFile(
      join(copy, 'lib/controls/network/service-new.ts'),
      file.replace("id: 'service-public-ip'", "id: 'service-new'"),
    );
    const { stdout } = await generate();
    expect(stdout.split('\n')).toEqual(
      expect.arrayContaining([
        'wrote lib/controls/index.ts',
        'wrote docs/controls/service-new.md',
        'wrote README.md',
      ]),
    );
    expect(await readFile(join(copy, 'lib/controls/index.ts'), 'utf8')).toContain(
      "import serviceNew from './network/service-new.ts';",
    );
  });

  test('a file whose control has another id is refused', async () => {
    const broken = join(copy, 'lib/controls/network/misnamed.ts');
    await cp(join(copy, 'lib/controls/network/service-public-ip.ts'), broken);
    const { code, stderr } = await generate('--check');
    await rm(broken);
    expect(code).not.toBe(0);
    expect(stderr).toContain('lib/controls/network/misnamed.ts does not export the control misnamed');
  });
});
