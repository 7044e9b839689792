import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { batchesOf, messageText } from '#aws/sqs/batches.ts';
import { sqsQueue } from '#aws/sqs-queue.ts';
import type { LookMessage } from '#domain/work.ts';
import { type Answer, type Endpoint, type Request, startEndpoint } from './facts/endpoint.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.close());

const url = (name: string) => `${endpoint.url}/111122223333/${name}`;
const queue = () =>
  sqsQueue({
    lanes: { changes: url('changes'), sweep: url('sweep') },
    deadLetterUrl: url('dead'),
    client: {
      region: 'eu-west-1',
      endpoint: endpoint.url,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' },
    },
  });

const look = (name: string): LookMessage => ({
  kind: 'look',
  resource: { type: 'AWS::ECR::Repository', arn: `arn:aws:ecr:eu-west-1:111122223333:repository/${name}` },
  cause: 'sweep',
  hop: 0,
  attempt: 0,
  alters: [],
});

interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
  readonly DelaySeconds?: number;
}
const entriesOf = ({ input }: Request): readonly Entry[] => input['Entries'] as readonly Entry[];
const md5 = (body: string) => createHash('md5').update(body).digest('hex');
const taken = ({ Id, MessageBody }: Entry) => ({ Id, MessageId: Id, MD5OfMessageBody: md5(MessageBody) });
const all = (request: Request): Answer => ({ json: { Successful: entriesOf(request).map(taken) } });
const failed = (Id: string, SenderFault = false) => ({ Id, Code: 'InternalError', SenderFault });

const sent = () => endpoint.requests.map(entriesOf);

describe('sending work', () => {
  test('25 messages go in order, by tens, to the queue of their lane', async () => {
    endpoint.reset({ 'sqs:SendMessageBatch': all });
    const messages = Array.from({ length: 25 }, (_, index) => look(`r${index}`));
    await queue().send('sweep', messages);
    expect(sent().map((entries) => entries.length)).toEqual([10, 10, 5]);
    expect(
      sent()
        .flat()
        .map(({ MessageBody }) => JSON.parse(MessageBody)),
    ).toEqual(messages);
    expect(new Set(endpoint.requests.map(({ input }) => input['QueueUrl']))).toEqual(new Set([url('sweep')]));
  });

  test.each([
    { delayMs: undefined, seconds: undefined },
    { delayMs: 0, seconds: undefined },
    { delayMs: -5_000, seconds: undefined },
    { delayMs: 1, seconds: 1 },
    { delayMs: 59_001, seconds: 60 },
    { delayMs: 3_600_000, seconds: 900 },
  ])('a delay of $delayMs ms is one of $seconds s', async ({ delayMs, seconds }) => {
    endpoint.reset({ 'sqs:SendMessageBatch': all });
    await queue().send('changes', [look('a')], delayMs);
    expect(sent()[0]?.[0]?.DelaySeconds).toBe(seconds);
  });

  test('nothing to send makes no call', async () => {
    endpoint.reset({});
    await queue().send('changes', []);
    expect(endpoint.requests).toEqual([]);
  });

  test('what SQS left of a batch is sent again, and only that', async () => {
    let round = 0;
    endpoint.reset({
      'sqs:SendMessageBatch': (request) =>
        round++ === 0
          ? {
              json: {
                Successful: entriesOf(request).slice(0, 1).map(taken),
                Failed: [failed('1'), failed('2')],
              },
            }
          : all(request),
    });
    await queue().send('changes', [look('a'), look('b'), look('c')]);
    expect(sent().map((entries) => entries.map(({ Id }) => Id))).toEqual([
      ['0', '1', '2'],
      ['1', '2'],
    ]);
  });

  test.each([
    { name: 'SQS keeps failing', fault: false, rounds: 4 },
    { name: 'SQS says the message is at fault', fault: true, rounds: 1 },
  ])('$name: it rejects', async ({ fault, rounds }) => {
    endpoint.reset({ 'sqs:SendMessageBatch': () => ({ json: { Failed: [failed('0', fault)] } }) });
    await expect(queue().send('changes', [look('a')])).rejects.toThrow(
      'SQS did not take 1 of 1 messages: InternalError',
    );
    expect(endpoint.requests).toHaveLength(rounds);
  });
});

describe('batches', () => {
  const large = 'x'.repeat(100_000);
  test.each([
    { name: 'three of 100 KB: two and one', texts: [large, large, large], sizes: [2, 1] },
    { name: 'bytes count, not characters', texts: ['é'.repeat(100_000), large], sizes: [1, 1] },
    { name: 'one above the limit stands alone', texts: ['a', 'x'.repeat(300_000), 'b'], sizes: [1, 1, 1] },
    { name: 'eleven small ones', texts: Array(11).fill('a'), sizes: [10, 1] },
    { name: 'none', texts: [], sizes: [] },
  ])('$name', ({ texts, sizes }) => {
    expect(batchesOf(texts).map((batch) => batch.length)).toEqual(sizes);
    expect(batchesOf(texts).flat()).toEqual(texts);
  });

  test('characters that SQS refuses are written as escapes', () => {
    const name = '\uFFFE\uFFFF\u0000\u202e\ud800';
    for (const refused of ['\uFFFE', '\uFFFF', '\u0000', '\ud800'])
      expect(messageText({ name })).not.toContain(refused);
    expect(JSON.parse(messageText({ name }))).toEqual({ name });
  });
});

describe('dead letters', () => {
  const buried = () => endpoint.requests[0]?.input as Record<string, unknown>;
  const send = ({ input }: Request): Answer => ({
    json: { MessageId: '1', MD5OfMessageBody: md5(String(input['MessageBody'])) },
  });

  test('the reason is an attribute too', async () => {
    endpoint.reset({ 'sqs:SendMessage': send });
    await queue().bury({ eventId: 'e-1' }, 'malformed: not JSON');
    expect(buried()).toMatchObject({
      QueueUrl: url('dead'),
      MessageAttributes: { reason: { DataType: 'String', StringValue: 'malformed: not JSON' } },
    });
    expect(JSON.parse(String(buried()['MessageBody']))).toEqual({
      reason: 'malformed: not JSON',
      head: { eventId: 'e-1' },
    });
  });

  test.each([
    { reason: '', text: 'no reason given' },
    { reason: '\n\u0000\u202e', text: 'no reason given' },
    { reason: 'a\nb\uFFFFc', text: 'a b c' },
    { reason: 'x'.repeat(5000), text: 'x'.repeat(256) },
  ])('the reason $reason is one that SQS takes', async ({ reason, text }) => {
    endpoint.reset({ 'sqs:SendMessage': send });
    await queue().bury({}, reason);
    expect(buried()).toMatchObject({ MessageAttributes: { reason: { StringValue: text } } });
  });
});
