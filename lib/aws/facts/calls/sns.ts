import {
  ListSubscriptionsByTopicCommand,
  type ListSubscriptionsByTopicCommandInput,
  SNSClient,
  type SNSClientConfig,
} from '@aws-sdk/client-sns';
import type { Call } from './call.ts';

/** The calls of SNS that facts make. */
export function snsCalls(config: SNSClientConfig, call: Call) {
  const client = new SNSClient(config);
  return {
    listSubscriptionsByTopic: (input: ListSubscriptionsByTopicCommandInput) =>
      call('sns:ListSubscriptionsByTopic', () => client.send(new ListSubscriptionsByTopicCommand(input))),
  };
}
