import { isUnreadable, type Readable } from '#domain/readable.ts';
import { type Fields, readText } from './fields.ts';

/**
 * What the API knows (ECS API reference: NetworkMode, PidMode, IpcMode, DaemonPidMode, DaemonIpcMode), and
 * `<default>`, which the console writes for Windows. A word that is none of them may be a new name of the host's.
 */
const KNOWN: Readonly<Record<'networkMode' | 'pidMode' | 'ipcMode', readonly string[]>> = {
  networkMode: ['none', 'bridge', 'awsvpc', 'host', 'nat', '<default>'],
  pidMode: ['host', 'task', 'none'],
  ipcMode: ['host', 'task', 'none'],
};

/** A namespace mode in lower case; a daemon's `shared` is the host's namespace (API_DaemonTaskDefinition). */
export function namespaceOf(fields: Fields, name: keyof typeof KNOWN): Readable<string> {
  const raw = readText(fields, name);
  if (raw === undefined || raw === '' || isUnreadable(raw)) return raw === '' ? undefined : raw;
  const mode = raw.toLowerCase() === 'shared' ? 'host' : raw.toLowerCase();
  return KNOWN[name].includes(mode) ? mode : { unreadable: `${name} is not a mode that is known` };
}
