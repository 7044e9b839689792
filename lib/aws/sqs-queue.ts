import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SendMessageCommand,
  SQSClient,
  type SQSClientConfig,
} from '@aws-sdk/client-sqs';
import type { WorkQueue } from '#domain/ports.ts';
import type { Lane } from '#domain/work.ts';
import { batchesOf, messageText } from './sqs/batches.ts';

export interface SqsQueueOptions {
  /** The URL of each lane's queue. */
  readonly lanes: Readonly<Record<Lane, string>>;
  readonly deadLetterUrl: string;
  readonly client?: Pick<SQSClientConfig, 'region' | 'credentials' | 'endpoint' | 'requestHandler'>;
}

/** SQS delays by 15 minutes at most (SendMessageBatch, `DelaySeconds`). */
const MAX_DELAY_SECONDS = 900;
/** Entries that SQS could not take are sent again so often before the sender gives up. */
const MAX_ROUNDS = 4;
const PAUSE_MS = 100;

/**
 * Where work waits, in SQS: two lanes and the dead letters. `send` rejects when SQS did not take every message; as
 * messages may come twice, the caller may simply send all again.
 */
export function sqsQueue({ lanes, deadLetterUrl, client: config }: SqsQueueOptions): WorkQueue {
  const client = new SQSClient(config ?? {});
  return {
    async send(lane, messages, delayMs = 0) {
      const delay = Math.min(Math.ceil(Math.max(delayMs, 0) / 1000), MAX_DELAY_SECONDS);
      for (const bodies of batchesOf(messages.map(messageText))) {
        const entries = bodies.map((MessageBody, index) => ({
          Id: String(index),
          MessageBody,
          ...(delay > 0 && { DelaySeconds: delay }),
        }));
        await sendAll(client, lanes[lane], entries);
      }
    },
    async bury(message, reason) {
      // An attribute's value may not be empty; a long one is of no use to a reader.
      const short = clean(reason).slice(0, 256) || 'no reason given';
      await client.send(
        new SendMessageCommand({
          QueueUrl: deadLetterUrl,
          MessageBody: messageText({ reason: short, head: message }),
          MessageAttributes: { reason: { DataType: 'String', StringValue: short } },
        }),
      );
    },
  };
}

/** SQS takes some entries of a batch and leaves others: those are sent again. */
async function sendAll(
  client: SQSClient,
  queueUrl: string,
  entries: readonly SendMessageBatchRequestEntry[],
): Promise<void> {
  let left = entries;
  for (let round = 0; ; round++) {
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: [...left] }),
    );
    if (Failed.length === 0) return;
    const codes = [...new Set(Failed.map(({ Code }) => Code ?? 'no code'))].join(', ');
    if (round === MAX_ROUNDS - 1 || Failed.some(({ SenderFault }) => SenderFault))
      throw new Error(`SQS did not take ${Failed.length} of ${entries.length} messages: ${codes}`);
    left = left.filter(({ Id }) => Failed.some((failed) => failed.Id === Id));
    await new Promise((done) => setTimeout(done, PAUSE_MS * 2 ** round));
  }
}

/** Characters that message attributes may not hold, and those that would break a line. */
const clean = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029\uFFFE\uFFFF]+/gu, ' ')
    .trim();
