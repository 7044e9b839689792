import { expect, test } from 'vitest';
import { digestMessage } from '#monitor/telling/digest-message.ts';
import { findingMessage } from '#monitor/telling/finding-message.ts';
import { snsMessage } from '#monitor/telling/sns.ts';
import { digestNews, openRepository, threeFaults } from './news.ts';

test('each kind of subscriber gets its own form, all as strings', () => {
  const message = findingMessage(openRepository);
  const { Subject, Message, MessageStructure } = snsMessage(message);
  const forms = JSON.parse(Message) as Readonly<Record<string, string>>;
  expect(MessageStructure).toBe('json');
  expect(Subject).toBe(message.subject);
  expect(Object.keys(forms)).toEqual(['default', 'email', 'https', 'sqs', 'lambda']);
  for (const form of Object.values(forms)) expect(typeof form).toBe('string');
  expect(forms['email']).toBe(message.text);
  expect(forms['default']).toBe(message.text);
  expect(JSON.parse(forms['https'] ?? '')).toEqual(message.slack);
  expect(JSON.parse(forms['sqs'] ?? '')).toEqual(message.body);
  expect(forms['lambda']).toBe(forms['sqs']);
});

test('attributes are typed; lists are JSON', () => {
  expect(snsMessage(findingMessage(threeFaults)).MessageAttributes).toEqual({
    kind: { DataType: 'String', StringValue: 'finding' },
    severity: { DataType: 'String', StringValue: 'HIGH' },
    transition: { DataType: 'String', StringValue: 'opened' },
    account: { DataType: 'String', StringValue: '123456789012' },
    accountName: { DataType: 'String', StringValue: 'shop-prod' },
    region: { DataType: 'String', StringValue: 'eu-west-1' },
    controlIds: {
      DataType: 'String.Array',
      StringValue: '["task-definition-secrets","task-definition-read-only-root","task-definition-user"]',
    },
  });
});

test('an attribute without a value is left out, or SNS would refuse the message', () => {
  const { MessageAttributes } = snsMessage(digestMessage(digestNews({ lines: [] })));
  expect(Object.keys(MessageAttributes)).toEqual([
    'kind',
    'severity',
    'transition',
    'account',
    'accountName',
    'region',
  ]);
});
