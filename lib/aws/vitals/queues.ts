import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { settle } from '#aws/facts/failure.ts';
import { objects, text } from '#domain/json.ts';
import type { Vitals } from '#domain/vitals.ts';
import { call, type VitalsConfig } from './config.ts';
import type { Latest } from './metrics.ts';

export function queues(config: VitalsConfig, latest: Latest): Pick<Vitals, 'queue' | 'oldestIn'> {
  const client = new SQSClient(config);
  return {
    queue: (url) =>
      settle(async () => {
        const { Attributes = {} } = await call('sqs:GetQueueAttributes', () =>
          client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] })),
        );
        const arn = Attributes['QueueArn'] ?? '';
        return {
          value: {
            arn,
            waiting: Number(Attributes['ApproximateNumberOfMessages'] ?? 0),
            inFlight: Number(Attributes['ApproximateNumberOfMessagesNotVisible'] ?? 0),
            takesEvents: letsEventBridgeSend(Attributes['Policy']),
          },
        };
      }),
    oldestIn: (queue) =>
      settle(async () => ({
        value: await latest({
          namespace: 'AWS/SQS',
          metric: 'ApproximateAgeOfOldestMessage',
          dimension: ['QueueName', queue.split(':').at(-1) ?? ''],
          statistic: 'Maximum',
          minutes: 15,
        }),
      })),
  };
}

/** By the statement of our stack (lib/constructs/rules.ts). */
function letsEventBridgeSend(policy: string | undefined): boolean {
  let document: unknown;
  try {
    document = JSON.parse(policy ?? '{}');
  } catch {
    return false;
  }
  return objects(document, 'Statement').some(
    (statement) => text(statement, 'Effect') === 'Allow' && text(statement, 'Sid') === 'EventsFromOurRules',
  );
}
