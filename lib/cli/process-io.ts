import { createReadStream, readFileSync, statSync } from 'node:fs';
import { isatty } from 'node:tty';
import { findFiles } from './find-files.ts';
import type { Adapters, Io, Writer } from './io.ts';
import { textOf } from './read-text.ts';

/** The world as the process has it. */
export function processIo(adapters: Adapters): Io {
  const { stdout, stderr, env } = process;
  return {
    stdout: writerTo(stdout),
    stderr: writerTo(stderr),
    isTTY: isatty(1),
    showsProgress: isatty(2),
    ...(stdout.columns !== undefined && stdout.columns > 0 && { columns: stdout.columns }),
    env,
    read: (path) => textOf(path === '-' ? process.stdin : bytesOf(path)),
    find: findFiles,
    adapters,
  };
}

/** Small files are read at once, which takes a tenth of the time of a stream; bytes. */
const SMALL = 1024 * 1024;

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  const found = statSync(path);
  if (found.isFile() && found.size <= SMALL) yield readFileSync(path);
  else yield* createReadStream(path);
}

/** EPIPE: the reader has gone (`| head`); that is no fault of anybody. */
const isClosed = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');

function writerTo(stream: NodeJS.WriteStream): Writer {
  const state = { closed: false };
  // Without a listener the error of a write would end the process with a stack trace; its callback tells of it too.
  stream.on('error', (error) => {
    state.closed ||= isClosed(error);
  });
  return {
    get closed() {
      return state.closed;
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        if (state.closed) return resolve();
        stream.write(text, (error) => {
          state.closed ||= isClosed(error);
          if (error && !state.closed) reject(error);
          else resolve();
        });
      }),
  };
}
