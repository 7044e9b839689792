import { afterAll, beforeAll, expect, test } from 'vitest';
import { snsTopic } from '#aws/sns-topic.ts';
import type { OutboundMessage, SnsMessage } from '#domain/outbound.ts';
import { type Endpoint, startEndpoint } from './facts/endpoint.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.close());

const message: OutboundMessage = {
  messageId: 'm-1',
  subject: 'HIGH: web',
  text: 'Control: x',
  slack: {
    version: '1.0',
    source: 'custom',
    id: 'm-1',
    content: { textType: 'client-markdown', title: 't', description: 'd' },
    metadata: { threadId: 't', summary: 's', eventType: 'e', relatedResources: [], additionalContext: {} },
  },
  body: { schema: 'ecs-warden.finding.v1', messageId: 'm-1' },
  attributes: {
    kind: 'finding',
    severity: 'HIGH',
    transition: 'opened',
    account: '111122223333',
    accountName: '',
    region: 'eu-west-1',
    controlIds: ['a', 'b'],
    owner: '',
  },
};

const render = ({ subject, text }: OutboundMessage): SnsMessage => ({
  Subject: subject,
  Message: JSON.stringify({ default: text }),
  MessageStructure: 'json',
  MessageAttributes: { severity: { DataType: 'String', StringValue: 'HIGH' } },
});

const topic = () =>
  snsTopic({
    topicArn: 'arn:aws:sns:eu-west-1:111122223333:findings',
    render,
    client: {
      region: 'eu-west-1',
      endpoint: endpoint.url,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' },
    },
  });

test('a message is published as it was rendered', async () => {
  endpoint.reset({
    'sns:Publish': {
      xml: '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>',
    },
  });
  await topic().publish(message);
  expect(endpoint.requests).toHaveLength(1);
  expect(endpoint.requests[0]?.input).toMatchObject({
    TopicArn: 'arn:aws:sns:eu-west-1:111122223333:findings',
    Subject: 'HIGH: web',
    Message: '{"default":"Control: x"}',
    MessageStructure: 'json',
    'MessageAttributes.entry.1.Name': 'severity',
    'MessageAttributes.entry.1.Value.DataType': 'String',
    'MessageAttributes.entry.1.Value.StringValue': 'HIGH',
  });
});

test('a message that SNS does not take rejects', async () => {
  endpoint.reset({ 'sns:Publish': { error: 'InvalidParameter', message: 'Invalid parameter: Subject' } });
  await expect(topic().publish(message)).rejects.toThrow('Invalid parameter: Subject');
});
