import { afterEach, beforeEach, vi } from 'vitest';

/** Nobody listens there. */
const NOWHERE = 'http://canary-user:canary-password@127.0.0.1:1';

/** Before each test: credentials that are none, a region, an endpoint where nobody listens, and nothing of whoever runs it. */
export function cleanAwsEnvironment(): void {
  beforeEach(() => {
    for (const name of [
      'AWS_PROFILE',
      'AWS_DEFAULT_REGION',
      'AWS_SESSION_TOKEN',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
    ])
      vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_REGION', 'us-east-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    vi.stubEnv('AWS_ENDPOINT_URL', NOWHERE);
    // No file of whoever runs the tests, and no question to an instance's metadata.
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere/config');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere/credentials');
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  });
  afterEach(() => vi.unstubAllEnvs());
}

/** What a promise is rejected with. */
export const failure = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
