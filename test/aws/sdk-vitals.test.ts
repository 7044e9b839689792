import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sdkVitals } from '#aws/sdk-vitals.ts';
import type { Vitals } from '#domain/vitals.ts';
import { type Answer, type Answers, type Endpoint, startEndpoint } from './facts/endpoint.ts';

let endpoint: Endpoint;
let vitals: Vitals;
beforeAll(async () => {
  endpoint = await startEndpoint();
  vitals = sdkVitals({
    endpoint: endpoint.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
});
afterAll(() => endpoint.close());

const CONFIGURATION = 'lambda:GET /2015-03-31/functions/f/configuration';
const CONCURRENCY = 'lambda:GET /2019-09-30/functions/f/concurrency';
const MAPPINGS = 'lambda:GET /2015-03-31/event-source-mappings?FunctionName=f';
const QUEUE = 'https://sqs.eu-west-1.amazonaws.com/1/q';
const statistics = (...points: readonly object[]): Answer => ({ json: { Datapoints: points } });
const policy = (statement: object): string => JSON.stringify({ Statement: [statement] });
const OURS = { Sid: 'EventsFromOurRules', Effect: 'Allow' };

/** Each reading, what AWS answers, and what is made of it. */
const READINGS: Readonly<Record<string, readonly [(of: Vitals) => Promise<unknown>, Answers, unknown]>> = {
  'a table': [
    (of) => of.table('t'),
    {
      'dynamodb:DescribeTable': { json: { Table: { TableStatus: 'ACTIVE' } } },
      'dynamodb:Scan': { json: { Items: [] } },
    },
    { value: { status: 'ACTIVE' } },
  ],
  'a table whose items may not be read': [
    (of) => of.table('t'),
    {
      'dynamodb:DescribeTable': { json: { Table: { TableStatus: 'ACTIVE' } } },
      'dynamodb:Scan': { error: 'AccessDeniedException' },
    },
    { unavailable: 'denied', what: 'dynamodb:Scan' },
  ],
  'trails of a region, also those of other regions': [
    (of) => of.trailsIn('eu-central-1'),
    {
      'cloudtrail:DescribeTrails': { json: { trailList: [{ Name: 'audit', TrailARN: 'arn:t' }] } },
      'cloudtrail:GetTrailStatus': { json: { IsLogging: false } },
    },
    { value: [{ name: 'audit', logging: false }] },
  ],
  'trails that may not be read': [
    (of) => of.trailsIn('eu-central-1'),
    { 'cloudtrail:DescribeTrails': { error: 'AccessDeniedException' } },
    { unavailable: 'denied', what: 'cloudtrail:DescribeTrails' },
  ],
  'rules of another region': [
    (of) => of.rulesIn('us-east-1', 'warden'),
    { 'events:ListRules': { json: { Rules: [{ Name: 'warden-iam-calls', State: 'DISABLED' }] } } },
    { value: new Map([['iam-calls', false]]) },
  ],
  'a note': [
    (of) => of.note('t', 'tick'),
    { 'dynamodb:GetItem': { json: { Item: { body: { S: '{"at":"now"}' } } } } },
    { value: { at: 'now' } },
  ],
  'a note that is not written': [
    (of) => of.note('t', 'tick'),
    { 'dynamodb:GetItem': { json: {} } },
    { value: undefined },
  ],
  'a queue': [
    (of) => of.queue(QUEUE),
    {
      'sqs:GetQueueAttributes': {
        json: {
          Attributes: {
            QueueArn: 'arn:q',
            ApproximateNumberOfMessages: '3',
            ApproximateNumberOfMessagesNotVisible: '1',
            Policy: policy(OURS),
          },
        },
      },
    },
    { value: { arn: 'arn:q', waiting: 3, inFlight: 1, takesEvents: true } },
  ],
  'a queue that denies its events': [
    (of) => of.queue(QUEUE),
    {
      'sqs:GetQueueAttributes': {
        json: { Attributes: { QueueArn: 'arn:q', Policy: policy({ ...OURS, Effect: 'Deny' }) } },
      },
    },
    { value: { arn: 'arn:q', waiting: 0, inFlight: 0, takesEvents: false } },
  ],
  'a queue whose policy is none': [
    (of) => of.queue(QUEUE),
    { 'sqs:GetQueueAttributes': { json: { Attributes: { QueueArn: 'arn:q', Policy: '{' } } } },
    { value: { arn: 'arn:q', waiting: 0, inFlight: 0, takesEvents: false } },
  ],
  'the age of a queue': [
    (of) => of.oldestIn('arn:aws:sqs:r:a:q'),
    { 'cloudwatch:GetMetricStatistics': statistics({ Maximum: 7 }, { Maximum: 12 }) },
    { value: 12 },
  ],
  'the age of a quiet queue': [
    (of) => of.oldestIn('arn:aws:sqs:r:a:q'),
    { 'cloudwatch:GetMetricStatistics': statistics() },
    { value: undefined },
  ],
  'a function': [
    (of) => of.lambda('f'),
    {
      [CONFIGURATION]: {
        json: {
          State: 'Active',
          LastUpdateStatus: 'Successful',
          Environment: { Variables: { SETTINGS_HASH: 'h' } },
        },
      },
      [CONCURRENCY]: { json: { ReservedConcurrentExecutions: 0 } },
    },
    {
      value: { state: 'Active', lastUpdate: 'Successful', reserved: 0, environment: { SETTINGS_HASH: 'h' } },
    },
  ],
  'what a function did': [
    (of) => of.activity('f'),
    {
      'cloudwatch:GetMetricStatistics': ({ input }) =>
        input['MetricName'] === 'Errors' ? statistics({ Sum: 2 }, { Sum: 1 }) : statistics(),
    },
    { value: { errors: 3 } },
  ],
  'what feeds a function': [
    (of) => of.sourcesOf('f'),
    {
      [MAPPINGS]: {
        json: {
          EventSourceMappings: [
            { EventSourceArn: 'arn:q', State: 'Enabled', LastProcessingResult: 'OK' },
            {},
          ],
        },
      },
    },
    {
      value: [
        { sourceArn: 'arn:q', state: 'Enabled', lastResult: 'OK' },
        { sourceArn: '', state: 'UNKNOWN', lastResult: '' },
      ],
    },
  ],
  'rules of two pages': [
    (of) => of.rulesTo('arn:q'),
    {
      'events:ListRuleNamesByTarget': ({ input }) => ({
        json: input['NextToken'] ? { RuleNames: ['b'] } : { RuleNames: ['a'], NextToken: 'n' },
      }),
      'events:DescribeRule': ({ input }) => ({
        json: {
          Name: input['Name'],
          Description: 'd',
          State: input['Name'] === 'a' ? 'ENABLED' : 'DISABLED',
          EventPattern: input['Name'] === 'a' ? '{"source":["x"]}' : '{',
        },
      }),
    },
    {
      value: [
        { name: 'a', description: 'd', enabled: true, pattern: { source: ['x'] } },
        { name: 'b', description: 'd', enabled: false, pattern: undefined },
      ],
    },
  ],
  subscriptions: [
    (of) => of.subscriptions('arn:t'),
    {
      'sns:ListSubscriptionsByTopic': {
        xml: '<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions><member><SubscriptionArn>PendingConfirmation</SubscriptionArn></member><member><SubscriptionArn>arn:aws:sns:r:a:t:1</SubscriptionArn></member><member><SubscriptionArn>Deleted</SubscriptionArn></member></Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>',
      },
    },
    { value: { confirmed: 1, pending: 1 } },
  ],
  alarms: [
    (of) => of.alarms('mine '),
    {
      'cloudwatch:DescribeAlarms': {
        json: {
          MetricAlarms: [
            {
              AlarmName: 'mine a',
              StateValue: 'ALARM',
              StateReason: 'r',
              ActionsEnabled: false,
              AlarmActions: ['arn:t'],
            },
          ],
        },
      },
    },
    { value: [{ name: 'mine a', state: 'ALARM', reason: 'r', acts: false, tells: ['arn:t'] }] },
  ],
};

describe('the vitals of a deployed monitor', () => {
  test.each(Object.keys(READINGS))('%s', async (name) => {
    const [read, answers, expected] = READINGS[name] ?? [];
    if (!read || !answers) throw new Error(name);
    endpoint.reset(answers);
    expect(await read(vitals)).toEqual(expected);
  });

  test.each(Object.keys(READINGS))('%s, where nothing may be read', async (name) => {
    const [read, answers] = READINGS[name] ?? [];
    if (!read || !answers) throw new Error(name);
    endpoint.reset(
      Object.fromEntries(
        Object.keys(answers).map((action) => [action, { error: 'AccessDenied', status: 403 }]),
      ),
    );
    expect(await read(vitals)).toEqual({ unavailable: 'denied', what: expect.stringMatching(/^\w+:\w+$/) });
  });

  test.each<[string, (of: Vitals) => Promise<unknown>, string, string]>([
    ['table', (of) => of.table('t'), 'dynamodb:DescribeTable', 'ResourceNotFoundException'],
    ['queue', (of) => of.queue(QUEUE), 'sqs:GetQueueAttributes', 'AWS.SimpleQueueService.NonExistentQueue'],
    ['queue by its newer name', (of) => of.queue(QUEUE), 'sqs:GetQueueAttributes', 'QueueDoesNotExist'],
    ['function', (of) => of.lambda('f'), CONFIGURATION, 'ResourceNotFoundException'],
    ['topic', (of) => of.subscriptions('arn:t'), 'sns:ListSubscriptionsByTopic', 'NotFound'],
  ])('a %s that is gone is missing', async (_title, read, action, error) => {
    endpoint.reset({ [action]: { error, status: 400 } });
    expect(await read(vitals)).toEqual({ missing: true });
  });

  test('every call only reads', async () => {
    const called = new Set<string>();
    for (const [read, answers] of Object.values(READINGS)) {
      endpoint.reset(answers);
      await read(vitals);
      for (const { action } of endpoint.requests) called.add(action);
    }
    expect([...called].filter((action) => !/:(GET |Describe|Get|List|Scan$)/.test(action))).toEqual([]);
  });
});
