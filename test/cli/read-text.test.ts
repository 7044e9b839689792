import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOf } from '#cli/read-text.ts';

async function read(bytes: Uint8Array, pieceSize = bytes.length || 1): Promise<string> {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
  }
  let text = '';
  for await (const piece of textOf(pieces())) text += piece;
  return text;
}

const SAMPLE = '{"name":"wëb 漢 🐳"}\n';

describe.each([1, 2, 3, 7, 1000])('in pieces of %i bytes', (size) => {
  test.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(SAMPLE)],
    ['UTF-8 with a byte-order mark', Buffer.from(`\ufeff${SAMPLE}`)],
    ['UTF-16, as PowerShell writes', Buffer.from(`\ufeff${SAMPLE}`, 'utf16le')],
    ['gzip, as CloudTrail writes', gzipSync(SAMPLE)],
    [
      'several gzips behind each other',
      Buffer.concat([gzipSync(SAMPLE.slice(0, 5)), gzipSync(SAMPLE.slice(5))]),
    ],
  ])('%s', async (_, bytes) => {
    expect(await read(bytes, size)).toBe(SAMPLE);
  });
});

test('nothing is nothing, one byte is one byte', async () => {
  expect(await read(new Uint8Array())).toBe('');
  expect(await read(Buffer.from('x'))).toBe('x');
});

test('gzip that is cut off or damaged says so', async () => {
  const packed = gzipSync(SAMPLE.repeat(100));
  await expect(read(packed.subarray(0, 20))).rejects.toMatchObject({ code: 'Z_BUF_ERROR' });
  const damaged = Buffer.from(packed);
  damaged.fill(0xff, damaged.length - 8, damaged.length - 4);
  await expect(read(damaged)).rejects.toMatchObject({ code: 'Z_DATA_ERROR' });
});

test('any bytes give some text', async () => {
  const notPacked = fc.uint8Array({ maxLength: 40 }).filter(([first]) => first !== 0x1f);
  await fc.assert(
    fc.asyncProperty(notPacked, fc.integer({ min: 1, max: 5 }), async (bytes, size) => {
      expect(typeof (await read(bytes, size))).toBe('string');
    }),
  );
});
