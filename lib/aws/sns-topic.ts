import { PublishCommand, SNSClient, type SNSClientConfig } from '@aws-sdk/client-sns';
import type { OutboundMessage, SnsMessage } from '#domain/outbound.ts';
import type { Topic } from '#domain/ports.ts';

export interface SnsTopicOptions {
  readonly topicArn: string;
  /** Puts a message into SNS's form, a text for each kind of subscriber. */
  readonly render: (message: OutboundMessage) => SnsMessage;
  readonly client?: Pick<SNSClientConfig, 'region' | 'credentials' | 'endpoint' | 'requestHandler'>;
}

/** Where people are told, as an SNS topic. Rejects when SNS did not take the message. */
export function snsTopic({ topicArn, render, client: config }: SnsTopicOptions): Topic {
  const client = new SNSClient(config ?? {});
  return {
    async publish(message) {
      await client.send(new PublishCommand({ TopicArn: topicArn, ...render(message) }));
    },
  };
}
