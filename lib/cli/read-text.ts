import { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';

/**
 * Bytes as text: UTF-8, or what a byte-order mark says; gzip, as CloudTrail writes its log files, is unpacked.
 * What is no valid UTF-8 becomes U+FFFD.
 */
export async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const whole = unpacked(bytes);
  let decoder: TextDecoder | undefined;
  for await (const piece of whole) {
    decoder ??= new TextDecoder(startsWith(piece, 0xff, 0xfe) ? 'utf-16le' : 'utf-8');
    yield decoder.decode(piece, { stream: true });
  }
  yield decoder?.decode() ?? '';
}

const startsWith = (piece: Uint8Array, first: number, second: number): boolean =>
  piece[0] === first && piece[1] === second;

/** The same bytes, or what is packed in them. */
async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = atLeastTwoBytes(bytes);
  const first = await pieces.next();
  if (first.done) return;
  async function* again(): AsyncGenerator<Uint8Array> {
    yield first.value ?? new Uint8Array();
    yield* pieces;
  }
  if (!startsWith(first.value, 0x1f, 0x8b)) {
    yield* again();
    return;
  }
  const source = Readable.from(again());
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  yield* source.pipe(gunzip) as AsyncIterable<Uint8Array>;
}

/** A pipe may hand over its first byte alone; a mark at the beginning takes two. */
async function* atLeastTwoBytes(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, undefined> {
  let held = new Uint8Array();
  for await (const piece of bytes) {
    const joined = held.length > 0 ? Buffer.concat([held, piece]) : piece;
    if (joined.length < 2) held = new Uint8Array(joined);
    else {
      held = new Uint8Array();
      yield joined;
    }
  }
  if (held.length > 0) yield held;
}
