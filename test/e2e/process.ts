import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** From asking a process to end to ending it: the emulator sometimes ignores the first. */
const GRACE_MS = 5_000;

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody is left in it.
  }
}

/** Ends a process that leads a group of its own, and then whatever it started: TERM, five seconds, KILL. */
export async function stopGroup(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  if (!hasEnded(child)) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const waiting = new AbortController();
    await Promise.race([ended, pause(GRACE_MS, undefined, { signal: waiting.signal })]);
    waiting.abort();
    if (!hasEnded(child)) child.kill('SIGKILL');
    await ended;
  }
  killGroup(pid);
}

interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly timeoutMs: number;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

/** Runs a command to its end and gives what it printed; rejects, with the end of that, when it failed or took too long. */
export async function run({ command, args, env, cwd, timeoutMs, signal }: Command): Promise<string> {
  signal.throwIfAborted();
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const printed: string[] = [];
  child.stdout.on('data', (part: Buffer) => printed.push(part.toString()));
  child.stderr.on('data', (part: Buffer) => printed.push(part.toString()));
  const stopping = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const stop = (): void => void stopGroup(child);
  stopping.addEventListener('abort', stop, { once: true });
  try {
    await once(child, 'close');
  } finally {
    stopping.removeEventListener('abort', stop);
  }
  if (child.exitCode === 0) return printed.join('');
  const why = stopping.aborted && !signal.aborted ? `took over ${timeoutMs / 1000} s` : 'failed';
  throw new Error(`${command} ${args.slice(0, 3).join(' ')} ${why}:\n${printed.join('').slice(-60_000)}`);
}
