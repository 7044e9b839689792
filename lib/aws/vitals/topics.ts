import { ListSubscriptionsByTopicCommand, SNSClient, type Subscription } from '@aws-sdk/client-sns';
import { settle } from '#aws/facts/failure.ts';
import type { Vitals } from '#domain/vitals.ts';
import { call, type VitalsConfig } from './config.ts';

/** What stands in the place of the ARN until an e-mail is confirmed (SNS API reference, `ListSubscriptionsByTopic`). */
const PENDING = 'PendingConfirmation';

export function topics(config: VitalsConfig): Pick<Vitals, 'subscriptions'> {
  const client = new SNSClient(config);
  return {
    subscriptions: (TopicArn) =>
      settle(async () => {
        const all: Subscription[] = [];
        let NextToken: string | undefined;
        do {
          const page = await call('sns:ListSubscriptionsByTopic', () =>
            client.send(
              new ListSubscriptionsByTopicCommand({
                TopicArn,
                ...(NextToken !== undefined && { NextToken }),
              }),
            ),
          );
          all.push(...(page.Subscriptions ?? []));
          NextToken = page.NextToken;
        } while (NextToken !== undefined);
        const confirmed = all.filter(({ SubscriptionArn = '' }) => SubscriptionArn.startsWith('arn:'));
        const pending = all.filter(({ SubscriptionArn }) => SubscriptionArn === PENDING);
        return { value: { confirmed: confirmed.length, pending: pending.length } };
      }),
  };
}
