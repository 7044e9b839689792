import { afterAll, beforeAll, expect, test } from 'vitest';
import { sdkEyes } from '#aws/sdk-eyes.ts';
import { CANARY_RULE, CANARY_TAG } from '#domain/canary.ts';
import type { Eyes } from '#domain/ports.ts';
import { type Endpoint, startEndpoint } from './facts/endpoint.ts';

let endpoint: Endpoint;
let eyes: Eyes;
beforeAll(async () => {
  endpoint = await startEndpoint();
  eyes = sdkEyes({
    name: 'warden',
    partition: 'aws-cn',
    account: '111122223333',
    client: {
      endpoint: endpoint.url,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
      maxAttempts: 1,
    },
  });
});
afterAll(() => endpoint.close());

test('the rules of a region by what they bring, page by page, and whether each is enabled', async () => {
  endpoint.reset({
    'events:ListRules': ({ input }) =>
      input['NextToken'] === undefined
        ? { json: { Rules: [{ Name: 'warden-ecs-calls', State: 'ENABLED' }], NextToken: 'more' } }
        : { json: { Rules: [{ Name: 'warden-iam-calls', State: 'DISABLED' }] } },
  });
  expect(await eyes.rules('cn-north-1')).toEqual({
    value: new Map([
      ['ecs-calls', true],
      ['iam-calls', false],
    ]),
  });
  expect(endpoint.requests.map(({ region, input }) => [region, input['NamePrefix']])).toEqual([
    ['cn-north-1', 'warden-'],
    ['cn-north-1', 'warden-'],
  ]);
});

test('the canary is the tag that the rule has already', async () => {
  endpoint.reset({ 'events:TagResource': { json: {} } });
  expect(await eyes.write('cn-northwest-1')).toEqual({ value: true });
  expect(endpoint.requests).toMatchObject([
    {
      region: 'cn-northwest-1',
      input: {
        ResourceARN: `arn:aws-cn:events:cn-northwest-1:111122223333:rule/warden-${CANARY_RULE}`,
        Tags: [{ Key: CANARY_TAG.key, Value: CANARY_TAG.value }],
      },
    },
  ]);
});

test('what is denied or gone is said, not thrown', async () => {
  endpoint.reset({
    'events:ListRules': { error: 'AccessDeniedException' },
    'events:TagResource': { error: 'ResourceNotFoundException' },
  });
  expect(await eyes.rules('cn-north-1')).toEqual({ unavailable: 'denied', what: 'events:ListRules' });
  expect(await eyes.write('cn-north-1')).toEqual({ missing: true });
});
