import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What is kept between runs: the emulator's Python environment. Not committed. */
export const CACHE = join(ROOT, '.emulator');
/** What is kept of a run with failed checks, until the next run. */
export const EVIDENCE = join(CACHE, 'failed');
/** The emulator's launcher, and its patches beside it. */
export const LAUNCHER = fileURLToPath(new URL('./launcher.py', import.meta.url));

/** A scratch folder for one run: emulator, CDK and functions put their files there. */
export const scratch = (): Promise<string> => mkdtemp(join(tmpdir(), 'ecs-warden-emulator-'));

export const removeScratch = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
