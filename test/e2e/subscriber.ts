import { setTimeout as pause } from 'node:timers/promises';
import { SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { type Aws, arnOf } from './aws.ts';
import { eventually } from './checks.ts';

/** What a subscriber got, and when. */
interface Received {
  readonly at: number;
  /** The SNS notification, as text: all that a reader could see. */
  readonly notification: string;
  /** Its message: `ecs-warden.finding.v1` or a digest; an alarm's document from the ops topic. */
  readonly body: Message;
}

/** The fields of our messages and of CloudWatch's that the checks look at. */
interface Message {
  readonly schema?: string;
  readonly messageId?: string;
  readonly severity?: string;
  readonly transition?: string;
  readonly resource?: { readonly arn: string };
  readonly parts?: readonly { readonly controlId: string; readonly transition: string }[];
  readonly changes?: readonly {
    readonly eventName: string;
    readonly actor?: { readonly principal: string };
  }[];
  readonly AlarmName?: string;
  readonly NewStateValue?: string;
}

export interface Subscriber {
  readonly received: readonly Received[];
  /** The first message that fits, once it is there. */
  next(what: string, fits: (message: Message) => boolean): Promise<Received>;
  close(): Promise<void>;
}

/** Subscribes a queue of its own to a topic and reads it until closed. */
export async function subscribe(
  { sqs, sns, region }: Aws,
  topicArn: string,
  name: string,
): Promise<Subscriber> {
  const queueArn = arnOf('sqs', name, region);
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
      },
    ],
  });
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: name, Attributes: { Policy } }),
  );
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: queueArn,
      ReturnSubscriptionArn: true,
    }),
  );
  const received: Received[] = [];
  const closing = new AbortController();
  // An emulator that was stopped first is no fault of the reader; what it missed, the checks miss too.
  const reading = read(sqs, QueueUrl, received, closing.signal).catch(() => undefined);
  return {
    received,
    next: (what, fits) =>
      eventually(`a message: ${what}`, () => Promise.resolve(received.find(({ body }) => fits(body)))),
    close: async () => {
      closing.abort();
      await reading;
      await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}

async function read(
  sqs: Aws['sqs'],
  QueueUrl: string,
  received: Received[],
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    for (const { Body = '{}' } of Messages) {
      const { Message = '{}' }: { Message?: string } = JSON.parse(Body);
      received.push({ at: Date.now(), notification: Body, body: JSON.parse(Message) });
    }
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    else await pause(20);
  }
}
