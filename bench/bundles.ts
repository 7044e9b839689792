/** The functions as `cdk synth` bundles them: how big, and how long a new process takes to import them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { build } from 'esbuild';
import { MonitorStack } from '#constructs/monitor-stack.ts';
import { BUNDLING } from '#constructs/warden-function.ts';
import { median } from './median.ts';

const ROUNDS = 21;
const BARE_CLIENT = `
  import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
  export const client = new DynamoDBClient({});
`;
/** Prints how long it took; the process ends at once. */
const IMPORT = `
  const begun = performance.now();
  await import(process.argv[1]);
  process.stdout.write(String(performance.now() - begun));
  process.exit();
`;

export async function bundles(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ecs-warden-bench-'));
  try {
    const files = { 'bare client': await bareClient(folder), ...synthesised(folder) };
    const times = Object.fromEntries(Object.keys(files).map((name) => [name, [] as number[]]));
    // One after the other, so that whatever else the machine does meets all of them.
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [name, file] of Object.entries(files)) times[name]?.push(importMs(file));
    const bare = median(times['bare client'] ?? []);
    for (const [name, file] of Object.entries(files)) {
      const ms = median(times[name] ?? []);
      const zipped = gzipSync(readFileSync(file)).length;
      console.log(
        `${name.padEnd(12)} ${kib(statSync(file).size)} KiB (${kib(zipped)} zipped)  ${ms.toFixed(0).padStart(4)} ms  ${(ms / bare).toFixed(2)} × bare client`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const kib = (bytes: number): string => Math.round(bytes / 1024).toString();

async function bareClient(folder: string): Promise<string> {
  const outfile = join(folder, 'bare.mjs');
  const { minify, sourceMap, sourcesContent, mainFields } = BUNDLING;
  await build({
    stdin: { contents: BARE_CLIENT, resolveDir: process.cwd() },
    outfile,
    minify,
    sourcesContent,
    mainFields: [...mainFields],
    sourcemap: sourceMap,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
  });
  return outfile;
}

/** Each function's bundle, by the function's name, as the stack deploys it. */
function synthesised(folder: string): Readonly<Record<string, string>> {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };
  const outdir = join(folder, 'cdk.out');
  const app = new App({ context, outdir });
  const stack = new MonitorStack(app, 'EcsWarden', { warden: {} });
  app.synth();
  const functions = Object.entries(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  return Object.fromEntries(
    functions.map(([id, { Properties }]) => {
      const hash = String(Properties.Code.S3Key).replace('.zip', '');
      const name = id.replace(/^WardenFunctions/, '').replace(/[0-9A-F]{8}$/, '');
      return [name, join(outdir, `asset.${hash}`, 'index.mjs')];
    }),
  );
}

function importMs(file: string): number {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', IMPORT, file],
    {
      encoding: 'utf8',
      env: { AWS_REGION: 'us-east-1' },
    },
  );
  if (status !== 0) throw new Error(`${file} cannot be imported: ${stderr}`);
  return Number(stdout);
}
