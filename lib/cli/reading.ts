import { UsageError } from './exit-code.ts';
import { visible } from './format/visible.ts';
import type { Io } from './io.ts';

/** The text of a file in pieces; throws a UsageError that says why when it cannot be read. */
export async function* reading(file: string, io: Io): AsyncGenerator<string> {
  try {
    yield* io.read(file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** The text of a small file. */
export async function readWhole(file: string, io: Io): Promise<string> {
  let text = '';
  for await (const piece of reading(file, io)) text += piece;
  return text;
}

/** The text of a file up to somewhat more than so many characters: enough to see that it is too long. */
export async function readAtMost(file: string, characters: number, io: Io): Promise<string> {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of reading(file, io)) {
    pieces.push(piece);
    length += piece.length;
    if (length > characters) break;
  }
  return pieces.join('');
}

/** The system's codes in words. */
const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOTDIR: 'a part of its path is no directory',
  ENAMETOOLONG: 'its name is too long',
  ERR_INVALID_ARG_VALUE: 'it is no name of a file',
  Z_DATA_ERROR: 'its gzip data is damaged',
  Z_BUF_ERROR: 'its gzip data is cut off',
};

/** A failure of the system is whoever's who named the file; anything else stays what it is. */
function unreadable(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') return error;
  return new UsageError(
    `cannot read ${file === '-' ? 'standard input' : visible(file)}: ${WHY[code] ?? code}`,
  );
}
