import assert from 'node:assert/strict';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { eventually } from '../checks.ts';
import { output } from '../deployed.ts';
import { CANARY, type World } from '../world.ts';

/** What cannot be understood is put aside at once, with the reason and without its content. */
export async function deadLetters({ check, aws, outputs }: World): Promise<readonly string[]> {
  const letters: string[] = [];
  const QueueUrl = output(outputs, 'DeadLetterQueueUrl');
  const letter = (reason: RegExp): Promise<string> =>
    eventually(`a dead letter with ${reason}`, async () => {
      const { Messages = [] } = await aws.sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
      );
      const texts = Messages.map(({ Body, MessageAttributes }) =>
        JSON.stringify({ Body, MessageAttributes }),
      );
      letters.push(...texts);
      return letters.find((text) => reason.test(text));
    });
  const send = (MessageBody: string) =>
    aws.sqs.send(new SendMessageCommand({ QueueUrl: output(outputs, 'ChangesQueueUrl'), MessageBody }));

  await check('a message that is not JSON is a dead letter with its reason', async () => {
    await send(`{"password": "${CANARY}"`);
    await letter(/not JSON/);
  });
  await check('an event that names no resource is a dead letter with its reason', async () => {
    const record = { eventSource: 'ecr.amazonaws.com', eventName: 'PutImageTagMutability' };
    const detail = {
      ...record,
      eventID: 'e2e-nameless',
      awsRegion: 'us-east-1',
      eventTime: new Date().toISOString(),
      recipientAccountId: '000000000000',
      requestParameters: {},
    };
    const entry = { Source: 'aws.ecr', DetailType: 'AWS API Call via CloudTrail' };
    await aws.json('events', 'AWSEvents.PutEvents', {
      Entries: [{ ...entry, Detail: JSON.stringify(detail) }],
    });
    assert.match(await letter(/e2e-nameless/), /repository/);
  });
  return letters;
}
