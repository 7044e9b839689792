import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { awsEnvironment } from './environment.ts';
import { LAUNCHER } from './folders.ts';
import { stopGroup } from './process.ts';

export interface Emulator {
  readonly endpoint: string;
  /** Where it logs. */
  readonly log: string;
  /** Every message that a function got from a queue, a JSON text a line. */
  readonly queueLog: string;
  stop(): Promise<void>;
}

interface Options {
  readonly python: string;
  /** For its files. */
  readonly folder: string;
  /** A free one by default. */
  readonly port?: number;
  /** Whether policies decide what each caller may do. */
  readonly enforceIam?: boolean;
}

const READY_MS = 30_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address === 'string' || !address) throw new Error('no free port');
  return address.port;
}

/** Starts the emulator on loopback and waits until it answers. */
export async function startEmulator({
  python,
  folder,
  port,
  enforceIam = false,
}: Options): Promise<Emulator> {
  const chosen = port ?? (await freePort());
  const endpoint = `http://127.0.0.1:${chosen}`;
  const log = join(folder, `emulator-${chosen}.txt`);
  const queueLog = join(folder, `queues-${chosen}.txt`);
  const file = await open(log, 'w');
  const child = spawn(python, [LAUNCHER, '--with-starter'], {
    cwd: dirname(LAUNCHER),
    env: {
      ...awsEnvironment(endpoint, folder),
      GATEWAY_PORT: String(chosen),
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      E2E_QUEUE_LOG: queueLog,
      ...(enforceIam && { AUTH: 'true' }),
    },
    // Our end of its standard input closes with this process, however that ends.
    stdio: ['pipe', file.fd, file.fd],
    detached: true,
  });
  await file.close();
  try {
    await untilHealthy(endpoint, () => child.exitCode === null && child.signalCode === null);
  } catch (error) {
    await stopGroup(child);
    throw new Error(`the emulator did not start:\n${(await readFile(log, 'utf8')).slice(-2_000)}`, {
      cause: error,
    });
  }
  return { endpoint, log, queueLog, stop: () => stopGroup(child) };
}

async function untilHealthy(endpoint: string, isRunning: () => boolean): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline) {
    if (!isRunning()) throw new Error('it ended');
    const answer = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await pause(50);
  }
  throw new Error(`no answer within ${READY_MS / 1000} s`);
}
