import type { MiddlewareObj } from '@middy/core';
import { sourceFrames } from './source-frames.ts';
import type { Work } from './work.ts';

const MAX_WHAT = 300;
const FRAMES = 8;

/**
 * An error as one JSON line: where it happened, what it was, and where in the code. What was being read is named by
 * `record`, never shown; a SyntaxError quotes the text it could not parse, so its message is left out.
 */
export function logError(
  work: Pick<Work, 'write' | 'clock'>,
  where: string,
  error: unknown,
  record?: string,
): void {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error('not an Error');
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const line = {
    level: 'ERROR',
    at: work.clock.now(),
    where,
    what: error instanceof SyntaxError ? name : `${name}: ${message}`.slice(0, MAX_WHAT),
    ...(record !== undefined && { record }),
    stack: sourceFrames(frames.slice(0, FRAMES).map((frame) => frame.trim())),
  };
  work.write(JSON.stringify(line));
}

/** For every handler: its metrics are written and its error is logged, whether it ends well or not. */
export const telemetry = (work: Work, where: string): MiddlewareObj<unknown, unknown> => {
  const flush = (): void => {
    for (const line of work.measures.take(work.metricsNamespace, work.clock.now())) work.write(line);
  };
  return {
    after: flush,
    onError: ({ error }) => {
      logError(work, where, error);
      flush();
    },
  };
};
