import { afterAll, beforeAll, expect, test } from 'vitest';
import { sdkEventHistory } from '#aws/sdk-event-history.ts';
import type { EventHistory } from '#domain/ports.ts';
import { type Endpoint, startEndpoint } from './facts/endpoint.ts';

let endpoint: Endpoint;
let history: EventHistory;
beforeAll(async () => {
  endpoint = await startEndpoint();
  history = sdkEventHistory({
    client: {
      endpoint: endpoint.url,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
      maxAttempts: 1,
    },
    callsPerSecond: 100,
  });
});
afterAll(() => endpoint.close());

const QUERY = {
  region: 'eu-central-1',
  name: 'StopLogging',
  from: '2026-04-14T08:00:00.000Z',
  to: '2026-04-14T09:00:00.000Z',
};

test('a page of records, each as CloudTrail wrote it, and where it goes on', async () => {
  const json = {
    Events: [{ CloudTrailEvent: '{"eventName":"StopLogging"}' }, { CloudTrailEvent: '{ half' }],
    NextToken: 'two',
  };
  endpoint.reset({ 'cloudtrail:LookupEvents': { json } });
  expect(await history.lookUp({ ...QUERY, page: 'one' })).toEqual({
    value: { records: [{ eventName: 'StopLogging' }, '{ half'], next: 'two' },
  });
  expect(endpoint.requests).toMatchObject([
    {
      region: 'eu-central-1',
      input: {
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'StopLogging' }],
        StartTime: Date.parse(QUERY.from) / 1000,
        EndTime: Date.parse(QUERY.to) / 1000,
        NextToken: 'one',
      },
    },
  ]);
});

test('nothing happened', async () => {
  endpoint.reset({ 'cloudtrail:LookupEvents': { json: {} } });
  expect(await history.lookUp(QUERY)).toEqual({ value: { records: [] } });
});

test.each([
  ['AccessDeniedException', 'denied'],
  ['ThrottlingException', 'throttled'],
])('%s is %s', async (error, unavailable) => {
  endpoint.reset({ 'cloudtrail:LookupEvents': { error } });
  expect(await history.lookUp(QUERY)).toEqual({ unavailable, what: 'cloudtrail:LookupEvents' });
});
