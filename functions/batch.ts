import { logError } from './telemetry.ts';
import type { Work } from './work.ts';

export interface BatchOptions<R> {
  /** How many records are worked on at once. */
  readonly width: number;
  /** No record is begun with less time than this left: it comes back instead of being cut off half-way. */
  readonly reserveMs: number;
  readonly remainingMs: () => number;
  /** What a record is called where its failure is reported. */
  readonly idOf: (record: R) => string;
  readonly where: string;
}

/**
 * Works through a batch so that one bad record never fails the others; the ids of those that must come again. A
 * failure is logged and counted, never thrown: a batch that fails as a whole slows its event source down.
 */
export async function eachRecord<R>(
  records: readonly R[],
  { width, reserveMs, remainingMs, idOf, where }: BatchOptions<R>,
  work: Work,
  handle: (record: R) => Promise<void>,
): Promise<readonly string[]> {
  const waiting = [...records];
  const failed: string[] = [];
  const worker = async (): Promise<void> => {
    for (let record = waiting.shift(); record !== undefined; record = waiting.shift()) {
      if (remainingMs() < reserveMs) failed.push(idOf(record));
      else await attempt(record);
    }
  };
  const attempt = async (record: R): Promise<void> => {
    try {
      await handle(record);
    } catch (error) {
      logError(work, where, error, idOf(record));
      work.measures.add('Failures', 1);
      failed.push(idOf(record));
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, records.length) }, worker));
  return failed;
}
