import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanEnvironment } from './environment.ts';
import { CACHE, ROOT } from './folders.ts';
import { run } from './process.ts';

/** The emulator, and the launcher's patches fit this version only. It brings its own versions of everything else. */
const VERSION = '1.5.33';
const INSTALL_MS = 300_000;

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** The Python of the emulator's own environment, made on first use; an unfinished one is made anew. */
export async function emulatorPython(
  folder: string,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<string> {
  const venv = join(CACHE, `venv-${VERSION}`);
  const python = join(venv, 'bin/python');
  const finished = join(venv, 'finished');
  if (await exists(finished)) return python;
  say(`installing ministack ${VERSION} (once)`);
  await rm(venv, { recursive: true, force: true });
  await mkdir(CACHE, { recursive: true });
  const common = { env: cleanEnvironment(folder), cwd: ROOT, timeoutMs: INSTALL_MS, signal };
  await run({ command: 'python3', args: ['-m', 'venv', venv], ...common });
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-cache-dir'];
  await run({ command: python, args: [...install, `ministack==${VERSION}`], ...common });
  await writeFile(finished, '');
  return python;
}
