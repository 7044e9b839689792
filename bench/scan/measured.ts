import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How a command went: its output, how long it took, and the most memory that its largest process held. */
export interface Measured {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  readonly mebibytes: number;
}

/** Runs the command behind it and says on the last line of stderr how long it took and what it held. */
const WRAPPER = `
import json, resource, subprocess, sys, time
begun = time.monotonic()
code = subprocess.run(sys.argv[1:]).returncode
took = time.monotonic() - begun
held = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print("\\n" + json.dumps({"code": code, "seconds": took, "kib": held}), file=sys.stderr)
`;

export async function measured(
  command: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly cwd: string },
): Promise<Measured> {
  const child = spawn('python3', ['-c', WRAPPER, ...command], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => out.push(part));
  child.stderr.on('data', (part: Buffer) => err.push(part));
  await once(child, 'close');
  const lines = Buffer.concat(err).toString().trimEnd().split('\n');
  const { code, seconds, kib }: { code: number; seconds: number; kib: number } = JSON.parse(
    lines.pop() ?? '{}',
  );
  return {
    code,
    seconds,
    mebibytes: kib / 1024,
    stdout: Buffer.concat(out).toString(),
    stderr: lines.join('\n'),
  };
}
