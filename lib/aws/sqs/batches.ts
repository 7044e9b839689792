/** SQS takes ten messages in one call (SendMessageBatch). */
const MAX_ENTRIES = 10;
/** In bytes: what every queue takes as one message and as the sum of a batch (SQS quotas: 256 KiB, newer queues 1 MiB). */
const MAX_BYTES = 262_144;

/** A message as JSON in the characters that SQS takes (SendMessage: not U+FFFE and U+FFFF, which JSON leaves as they are). */
export const messageText = (message: unknown): string =>
  JSON.stringify(message).replace(/[\uFFFE\uFFFF]/g, (each) => `\\u${each.charCodeAt(0).toString(16)}`);

/** Splits messages, in order, into batches that SQS takes; a message above the limit stands alone, for SQS to judge. */
export function batchesOf(texts: readonly string[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let batch: string[] = [];
  let bytes = 0;
  for (const text of texts) {
    const size = new TextEncoder().encode(text).length;
    if (batch.length === MAX_ENTRIES || (batch.length > 0 && bytes + size > MAX_BYTES)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(text);
    bytes += size;
  }
  return batch.length > 0 ? [...batches, batch] : batches;
}
