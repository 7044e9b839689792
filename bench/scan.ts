/** `scan` beside Prowler, on one account in a local moto server. Needs Python 3; installs moto and Prowler once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { awsEnvironment } from '../test/e2e/environment.ts';
import { ROOT, removeScratch, scratch } from '../test/e2e/folders.ts';
import { stopGroup } from '../test/e2e/process.ts';
import { venv } from '../test/e2e/venv.ts';
import { median } from './median.ts';
import { fill } from './scan/account.ts';
import { compare, mistakes } from './scan/compare.ts';
import { type Measured, measured } from './scan/measured.ts';
import { type CountingProxy, countingProxy } from './scan/proxy.ts';
import { ourVerdicts, prowlerVerdicts } from './scan/verdicts.ts';

const MOTO = { name: 'bench-moto-5.2.5', requirement: 'moto[server]==5.2.5' };
const PROWLER = { name: 'bench-prowler-5.46.0', requirement: 'prowler==5.46.0' };
const ROUNDS = Number(process.env['ROUNDS'] ?? 3);

export async function scan(): Promise<void> {
  const folder = await scratch();
  const where = {
    folder,
    signal: AbortSignal.timeout(1_800_000),
    say: (line: string) => console.error(line),
  };
  const moto = await startMoto(await venv(MOTO, where));
  const proxy = await countingProxy(moto.port);
  try {
    await fill(proxy.endpoint);
    proxy.take();
    await rounds(folder, join(await venv(PROWLER, where), 'prowler'), proxy);
  } finally {
    await proxy.stop();
    await moto.stop();
    await removeScratch(folder);
  }
}

async function rounds(folder: string, prowler: string, proxy: CountingProxy): Promise<void> {
  const options = {
    env: { ...awsEnvironment(proxy.endpoint, folder), HOME: folder },
    cwd: ROOT,
  };
  const ours: Measured[] = [];
  const theirs: Measured[] = [];
  let ourCalls: Calls = new Map();
  let theirCalls: Calls = new Map();
  const output = join(folder, 'prowler');
  for (let round = 0; round < ROUNDS; round += 1) {
    const command = [
      process.execPath,
      join(ROOT, 'bin/ecs-warden.ts'),
      'scan',
      '--status=all',
      '--output=ndjson',
    ];
    ours.push(await measured(command, options));
    ourCalls = proxy.take();
    await mkdir(output, { recursive: true });
    theirs.push(
      await measured(
        [prowler, 'aws', '-s', 'ecs', 'ecr', '-f', 'us-east-1', '-M', 'csv', '-o', output, '-F', 'it', '-b'],
        options,
      ),
    );
    theirCalls = proxy.take();
  }
  say('ecs-warden scan', ours, ourCalls);
  say('prowler', theirs, theirCalls);
  const ratio = (of: (each: Measured) => number): string =>
    (median(ours.map(of)) / median(theirs.map(of))).toFixed(3);
  console.log(
    `ecs-warden / prowler: time ${ratio(({ seconds }) => seconds)}, memory ${ratio(({ mebibytes }) => mebibytes)}, calls ${(total(ourCalls) / total(theirCalls)).toFixed(3)}`,
  );
  const verdicts = ourVerdicts(ours[0]?.stdout ?? '');
  const wrong = mistakes(verdicts);
  console.log(`verdicts on families that differ from how they were built: ${wrong.length}`);
  for (const line of wrong.slice(0, 20)) console.log(`  ${line}`);
  for (const line of compare(verdicts, await prowlerVerdicts(output))) console.log(line);
}

type Calls = ReadonlyMap<string, number>;

const total = (calls: Calls): number => [...calls.values()].reduce((a, b) => a + b, 0);

function say(name: string, runs: readonly Measured[], calls: Calls): void {
  const seconds = median(runs.map((each) => each.seconds)).toFixed(1);
  const held = Math.round(median(runs.map(({ mebibytes }) => mebibytes)));
  console.log(
    `${name}: ${seconds} s, ${held} MiB, ${total(calls)} calls, exit ${runs.map(({ code }) => code).join(', ')}`,
  );
  const most = [...calls].toSorted(([, a], [, b]) => b - a);
  console.log(
    `  ${most
      .slice(0, 12)
      .map(([action, times]) => `${action} ${times}`)
      .join(', ')}`,
  );
}

async function startMoto(bin: string): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address === 'string' || !address) throw new Error('no free port');
  const { port } = address;
  const child = spawn(join(bin, 'moto_server'), ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
    detached: true,
  });
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/moto-api/`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) break;
    if (child.exitCode !== null || Date.now() > deadline) throw new Error('moto_server did not start');
    await pause(100);
  }
  return { port, stop: () => stopGroup(child) };
}
