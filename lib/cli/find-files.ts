import { glob, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundFile } from './io.ts';

const KINDS = /\.(?:ya?ml|json|template)$/i;
/** What others wrote and nobody here deploys. */
const PASSED_OVER: ReadonlySet<string> = new Set(['node_modules']);
const isPassedOver = (name: string): boolean => PASSED_OVER.has(name) || name.startsWith('.');

/** The files that a word on the command line means (`Io.find`); links to directories are not followed. */
export async function findFiles(word: string): Promise<readonly FoundFile[]> {
  if (word === '-') return [{ path: word, named: true }];
  const kind = await stat(word).catch(() => undefined);
  if (kind?.isDirectory()) return (await inside(word)).map((path) => ({ path, named: false }));
  if (kind || !/[*?[{]/.test(word)) return [{ path: word, named: true }];
  const matches: string[] = [];
  for await (const path of glob(word, { exclude: (name) => isPassedOver(name) })) matches.push(path);
  const files = await Promise.all(
    matches.map(async (path) => ((await stat(path).catch(() => undefined))?.isFile() ? [path] : [])),
  );
  return files
    .flat()
    .toSorted()
    .map((path) => ({ path, named: false }));
}

async function inside(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(({ name }) => !isPassedOver(name))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(async (entry) => {
        const path = join(directory, entry.name);
        if (entry.isDirectory()) return inside(path);
        return entry.isFile() && KINDS.test(entry.name) ? [path] : [];
      }),
  );
  return found.flat();
}
