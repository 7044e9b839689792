import { DEFAULT_SETTINGS, type Settings } from '#domain/settings.ts';
import { UsageError } from './exit-code.ts';
import type { Io } from './io.ts';
import { DEFAULT_CONFIG } from './options.ts';
import { readWhole } from './reading.ts';

/** The operator's settings: of the file that is named, else of the one that lies here, else the defaults. */
export async function readSettings(named: string | undefined, io: Io): Promise<Settings> {
  const text = named === undefined ? await readIfThere(DEFAULT_CONFIG, io) : await readWhole(named, io);
  if (text === undefined) return DEFAULT_SETTINGS;
  const parsed = await io.adapters.parseSettings(text, named ?? DEFAULT_CONFIG);
  if ('settings' in parsed) return parsed.settings;
  throw new UsageError(parsed.errors.map(({ message }) => message).join('\n'));
}

/** A file that is there must be readable: settings that are silently left out would judge by other rules. */
async function readIfThere(file: string, io: Io): Promise<string | undefined> {
  try {
    let text = '';
    for await (const piece of io.read(file)) text += piece;
    return text;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    return readWhole(file, io);
  }
}
