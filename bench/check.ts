/**
 * `npm run bench -- check`: `check` beside Checkov (PyPI) on 1, 100 and 1,000 templates, in turns. Needs Python 3; installs
 * Checkov once, unless CHECKOV names its program. Prints; judges nothing.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeTemplates } from './check/templates.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..');
const VERSION = '3.3.30';
const COUNTS = [1, 100, 1000];

/** Runs a command, its output thrown away, and says what it took of the machine; both tools end with 1 for findings. */
const MEASURE = `
import json, resource, subprocess, sys, time
begun = time.monotonic()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
took = time.monotonic() - begun
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"code": code, "wall": took, "cpu": used.ru_utime + used.ru_stime, "mib": used.ru_maxrss / 1024}))
`;

interface Took {
  readonly code: number;
  /** Seconds on the clock, and of processors: the second says something on a machine with other work too. */
  readonly wall: number;
  readonly cpu: number;
  /** The most memory that the largest process held. */
  readonly mib: number;
}

async function measured(command: readonly string[]): Promise<Took> {
  const { stdout } = await run('python3', ['-c', MEASURE, ...command]);
  const took = JSON.parse(stdout) as Took;
  if (took.code !== 1) throw new Error(`${command[0]} ended with ${took.code}, not with findings`);
  return took;
}

async function checkov(): Promise<string> {
  const named = process.env['CHECKOV'];
  if (named !== undefined) return named;
  const venv = join(ROOT, '.emulator', `checkov-${VERSION}`);
  const program = join(venv, 'bin/checkov');
  if (existsSync(program)) return program;
  console.error(`installing checkov ${VERSION} (once)`);
  await run('python3', ['-m', 'venv', venv]);
  await run(join(venv, 'bin/python'), ['-m', 'pip', 'install', '--quiet', `checkov==${VERSION}`]);
  return program;
}

const say = ({ wall, cpu, mib }: Took): string =>
  `${wall.toFixed(2)} s, ${cpu.toFixed(2)} s of processors, ${Math.round(mib)} MiB`;

export async function besideCheckov(): Promise<void> {
  const theirs = await checkov();
  await run(process.execPath, [join(ROOT, 'bin/build.ts')]);
  const folder = await mkdtemp(join(tmpdir(), 'ecs-warden-bench-'));
  try {
    for (const count of COUNTS) {
      const templates = join(folder, String(count));
      await writeTemplates(templates, count);
      const ours = await measured([
        process.execPath,
        join(ROOT, 'dist/ecs-warden.js'),
        'check',
        templates,
        '-o',
        'json',
      ]);
      const other = await measured([
        theirs,
        '-d',
        templates,
        '--framework',
        'cloudformation',
        '-o',
        'json',
        '--quiet',
      ]);
      console.log(`${count} templates\n  ecs-warden  ${say(ours)}\n  checkov     ${say(other)}`);
      const ratio = (of: keyof Took): string => (ours[of] / other[of]).toFixed(2);
      console.log(
        `  ours to theirs: time ${ratio('wall')}, processors ${ratio('cpu')}, memory ${ratio('mib')}`,
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}
