import { readFileSync } from 'node:fs';
import { controls } from '#controls/index.ts';
import type { Settings } from '#domain/settings.ts';
import { parseSettings } from '#settings/parse.ts';

/** The settings of a file, for the construct; throws with each fault, its line and path. */
export function readSettingsFile(file: string): Settings {
  const ids = controls.map(({ id }) => id);
  const parsed = parseSettings(readFileSync(file, 'utf8'), file, ids);
  if ('settings' in parsed) return parsed.settings;
  throw new Error(parsed.errors.map(({ message }) => message).join('\n'));
}
