import { createHash } from 'node:crypto';
import type { Settings, Timing } from '#domain/settings.ts';

/** The settings as they are laid beside a function's code. */
export interface SettingsBundle {
  readonly json: string;
  /** Of the operator's settings: what a deployment is compared with (`doctor`). Delays for tests do not count. */
  readonly hash: string;
  /** The name of their file; of other content it is another. */
  readonly file: string;
}

export function settingsBundle(settings: Settings, delays: Partial<Timing>): SettingsBundle {
  const json = `${JSON.stringify({ ...settings, timing: { ...settings.timing, ...delays } }, null, 1)}\n`;
  return { json, hash: settingsHash(settings), file: `ecs-warden-settings-${digest(json)}.json` };
}

/** Equal for equal settings, whatever order they are written in. */
export const settingsHash = (settings: Settings): string => digest(JSON.stringify(sorted(settings)));

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => [key, sorted(each)]);
}
