import { describe, expect, test, vi } from 'vitest';
import { Unreachable } from '#cli/exit-code.ts';
import { liveAccount } from '../../bin/live.ts';
import { cleanAwsEnvironment, failure } from '../support/aws-environment.ts';

cleanAwsEnvironment();

describe('an account that cannot be reached', () => {
  test.each<[string, Readonly<Record<string, string | undefined>>, readonly string[], string]>([
    ['nobody listens', {}, [], 'ECONNREFUSED (tried region us-east-1, endpoint http://127.0.0.1:1, '],
    ['in the region that is named', {}, ['eu-west-1'], 'region eu-west-1'],
    [
      'no credentials',
      { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
      [],
      'CredentialsProviderError',
    ],
    [
      'a profile that is not there',
      { AWS_ACCESS_KEY_ID: undefined, AWS_PROFILE: 'nobody' },
      [],
      'profile nobody',
    ],
    ['no region', { AWS_REGION: undefined }, [], 'no region: name one'],
    [
      "the CLI's name for the region",
      { AWS_REGION: undefined, AWS_DEFAULT_REGION: 'eu-west-3' },
      [],
      'region eu-west-3',
    ],
    ['an endpoint that is none', { AWS_ENDPOINT_URL: 'not a url' }, [], 'endpoint that is no URL'],
  ])('%s', async (_title, env, regions, says) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const error = await failure(liveAccount(regions));
    expect(error).toBeInstanceOf(Unreachable);
    expect(String(error)).toContain(says);
    expect(String(error)).not.toContain('canary');
  });
});
