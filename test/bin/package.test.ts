import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '../..');
/** It is bundled, packed and unpacked first. */
const LONG = 240_000;

/**
 * The package as somebody installs it: what `npm pack` puts in the archive, below `node_modules` of a folder of its own,
 * with its dependencies beside it. Nothing of the checkout can be reached from there.
 */
let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ecs-warden-package-'));
  const copy = join(home, 'checkout');
  const skipped = new Set(['node_modules', 'dist', '.git', 'cdk.out']);
  await mkdir(copy);
  for (const name of await readdir(ROOT))
    if (!skipped.has(name)) await cp(join(ROOT, name), join(copy, name), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', home], { cwd: copy });
  const archive = join(home, stdout.trim().split('\n').at(-1) ?? '');
  await run('tar', ['-xzf', archive, '-C', home]);
  await rm(copy, { recursive: true });
  const modules = join(home, 'node_modules');
  await mkdir(modules);
  for (const name of await readdir(join(ROOT, 'node_modules')))
    if (name !== '.bin' && name !== 'ecs-warden')
      await symlink(join(ROOT, 'node_modules', name), join(modules, name));
  await cp(join(home, 'package'), join(modules, 'ecs-warden'), { recursive: true });
}, LONG);
afterAll(() => rm(home, { recursive: true, force: true }));

const FAULTY = {
  family: 'web',
  containerDefinitions: [{ name: 'app', image: 'nginx', privileged: true }],
};
const APP = `import { App, Stack, Validations } from 'aws-cdk-lib';
import { ContainerImage, Ec2TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { EcsWarden, EcsWardenChecks, type EcsWardenProps, readSettingsFile } from 'ecs-warden';

const app = new App({ outdir: 'out', context: { 'aws:cdk:bundling-stacks': [] } });
Validations.of(app).addPlugins(new EcsWardenChecks({ failOn: 'CRITICAL' }));
const props: EcsWardenProps = { settings: readSettingsFile('settings.yaml') };
new EcsWarden(new Stack(app, 'Monitor'), 'Warden', props);
const task = new Ec2TaskDefinition(new Stack(app, 'Shop'), 'Web');
task.addContainer('app', { image: ContainerImage.fromRegistry('nginx'), memoryLimitMiB: 128 });
app.synth();
`;

describe('the published package', () => {
  it('has a command line that checks', async () => {
    await writeFile(join(home, 'task.json'), JSON.stringify(FAULTY));
    const program = join(home, 'node_modules/ecs-warden/dist/ecs-warden.js');
    const failed = await run(process.execPath, [program, 'check', 'task.json', '-o', 'ndjson'], {
      cwd: home,
    }).catch((error: { code: number; stdout: string }) => error);
    expect(failed).toMatchObject({ code: 1, stdout: expect.stringContaining('task-definition-privileged') });
  });

  it('has no tests, examples or settings of ours in it', async () => {
    const entries = await readdir(join(home, 'package'));
    expect(entries.toSorted()).toEqual([
      'LICENSE',
      'README.md',
      'dist',
      'docs',
      'functions',
      'lib',
      'package.json',
      'third_party',
    ]);
  });

  it(
    'exports the construct and the plugin, with types that an app compiles with',
    async () => {
      await writeFile(
        join(home, 'settings.yaml'),
        'ownerTag: team\ndockerBench:\n  targets: {bench: "on"}\n',
      );
      await writeFile(join(home, 'app.ts'), APP);
      await writeFile(join(home, 'package.json'), '{"type": "module"}');
      const options = [
        '--noEmit',
        '--strict',
        '--module',
        'nodenext',
        '--target',
        'es2024',
        '--types',
        'node',
      ];
      await run(join(ROOT, 'node_modules/.bin/tsc'), [...options, '--skipLibCheck', 'app.ts'], { cwd: home });
      const { stderr } = await run(process.execPath, ['app.ts'], { cwd: home });
      expect(stderr).toContain('task-definition-trusted-image');
      expect(await readdir(join(home, 'out'))).toContain('Monitor.template.json');
    },
    LONG,
  );
});
