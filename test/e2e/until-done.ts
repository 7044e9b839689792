import { removeScratch, scratch } from './folders.ts';

/**
 * Runs a command with a scratch folder that is gone afterwards, and sets the exit code. Ctrl-C and TERM abort the
 * signal; what the command started is its to stop before it returns.
 */
export async function untilDone(
  name: string,
  command: (folder: string, signal: AbortSignal) => Promise<number>,
): Promise<void> {
  const aborting = new AbortController();
  const abort = (): void => aborting.abort(new Error('interrupted'));
  process.on('SIGINT', abort);
  process.on('SIGTERM', abort);
  const folder = await scratch();
  try {
    process.exitCode = await command(folder, aborting.signal);
  } catch (error) {
    process.exitCode = aborting.signal.aborted ? 130 : 1;
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await removeScratch(folder);
    process.off('SIGINT', abort);
    process.off('SIGTERM', abort);
  }
}
