import { afterAll, beforeAll, expect, test } from 'vitest';
import { identify } from '#aws/identity.ts';
import { type Endpoint, startEndpoint } from './facts/endpoint.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.close());

const ask = (url = endpoint.url) =>
  identify('cn-north-1', {
    endpoint: url,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'top-secret' },
    maxAttempts: 1,
  });
const answer = (result: string) => ({
  xml: `<GetCallerIdentityResponse><GetCallerIdentityResult>${result}</GetCallerIdentityResult></GetCallerIdentityResponse>`,
});

test('account, partition and region', async () => {
  endpoint.reset({
    'sts:GetCallerIdentity': answer(
      '<Arn>arn:aws-cn:iam::111122223333:user/me</Arn><Account>111122223333</Account>',
    ),
  });
  expect(await ask()).toEqual({
    identity: { account: '111122223333', partition: 'aws-cn', region: 'cn-north-1' },
  });
});

test.each([
  {
    name: 'invalid credentials',
    given: { error: 'InvalidClientTokenId', status: 403 },
    says: /could not be told/,
  },
  { name: 'an answer without an account', given: answer(''), says: /without an account/ },
  { name: 'an answer that is none', given: { raw: 'hello', status: 200 }, says: /./ },
])('$name: why, and nothing of the credentials', async ({ given, says }) => {
  endpoint.reset({ 'sts:GetCallerIdentity': given });
  const known = await ask();
  expect(known).toEqual({ unknown: expect.stringMatching(says) });
  expect(JSON.stringify(known)).not.toMatch(/top-secret|AKID/);
});

test('an endpoint out of reach', async () => {
  expect(await ask('http://127.0.0.1:1')).toEqual({ unknown: expect.stringContaining('could not be told') });
});
