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

interface Venv {
  /** Of its folder below the cache; a new version needs a new name. */
  readonly name: string;
  /** What pip installs, pinned. */
  readonly requirement: string;
}

interface Where {
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** The `bin` folder of a Python environment of its own, made on first use; an unfinished one is made anew. */
export async function venv({ name, requirement }: Venv, { folder, signal, say }: Where): Promise<string> {
  const home = join(CACHE, name);
  const bin = join(home, 'bin');
  const finished = join(home, 'finished');
  if (await exists(finished)) return bin;
  say(`installing ${requirement} (once)`);
  await rm(home, { recursive: true, force: true });
  await mkdir(CACHE, { recursive: true });
  const common = { env: cleanEnvironment(folder), cwd: ROOT, timeoutMs: INSTALL_MS, signal };
  await run({ command: 'python3', args: ['-m', 'venv', home], ...common });
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-cache-dir'];
  await run({ command: join(bin, 'python'), args: [...install, requirement], ...common });
  await writeFile(finished, '');
  return bin;
}

/** The Python of the emulator's own environment. */
export const emulatorPython = async (
  folder: string,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<string> =>
  join(
    await venv({ name: `venv-${VERSION}`, requirement: `ministack==${VERSION}` }, { folder, signal, say }),
    'python',
  );
