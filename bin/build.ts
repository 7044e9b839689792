/**
 * `npm run build`: what is published. Node does not strip types below node_modules, so the command line and the exports
 * are bundled into `dist/`, with their declarations; the functions stay sources, which the CDK bundles when it deploys.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const types = join(dist, 'types');

rmSync(dist, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: { 'ecs-warden': 'bin/ecs-warden.ts', 'lib/index': 'bin/index.ts' },
  outdir: dist,
  bundle: true,
  splitting: true,
  chunkNames: 'lib/[name]-[hash]',
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // Dependencies come with the package; only what is ours is bundled.
  packages: 'external',
  minifySyntax: true,
  logLevel: 'warning',
});
declarations();

/** The declarations of what is exported, with names of files that a reader of the package has. */
function declarations(): void {
  const options = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--rootDir', root];
  const tsc = join(root, 'node_modules/.bin/tsc');
  const config = join(root, 'tsconfig.publish.json');
  execFileSync(tsc, ['-p', config, ...options, '--outDir', types], { stdio: 'inherit' });
  for (const file of readdirSync(types, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts')) continue;
    const path = join(types, file);
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(
        /(from |import\()(['"])([#.][^'"]+)\.ts\2/g,
        (_, before: string, quote: string, name: string) =>
          `${before}${quote}${published(name, path)}.js${quote}`,
      ),
    );
  }
}

/** `#domain/x` as seen from a file of declarations. */
function published(name: string, from: string): string {
  if (!name.startsWith('#')) return name;
  const path = relative(dirname(from), join(types, 'lib', name.slice(1)));
  return path.startsWith('.') ? path : `./${path}`;
}
