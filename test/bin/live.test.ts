import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Unreachable, UsageError } from '#cli/exit-code.ts';
import { findingsTable, liveAccount } from '../../bin/live.ts';
import { ARN, allOf, row } from '../contracts/store/samples.ts';
import { useDynalite } from '../support/dynalite.ts';

/** Nobody listens there. */
const NOWHERE = 'http://canary-user:canary-password@127.0.0.1:1';
const makeStore = useDynalite();

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

/** What a promise is rejected with. */
const failure = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

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

describe('a findings table', () => {
  test('is read', async () => {
    const { store, client, tables } = await makeStore();
    const endpoint = await client.config.endpoint?.();
    vi.stubEnv('AWS_ENDPOINT_URL', `http://${endpoint?.hostname}:${endpoint?.port}`);
    await store.putFinding(row());
    const table = await findingsTable(tables.findings, undefined);
    expect(await allOf((page) => table.findings(page))).toEqual([row()]);
    expect(await table.findingsOf(ARN)).toEqual([row()]);

    const none = await findingsTable('no-such-table', 'us-east-1');
    const error = await failure(none.findings());
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toContain('there is no table no-such-table (tried region us-east-1');
  });

  test.each<[string, Readonly<Record<string, string | undefined>>, string]>([
    ['where nobody listens', {}, 'endpoint http://127.0.0.1:1'],
    [
      'without credentials',
      { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
      'CredentialsProviderError',
    ],
    ['without a region', { AWS_REGION: undefined }, 'no region: name one'],
  ])('%s is out of reach', async (_title, env, says) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const table = await findingsTable('t', undefined);
    const error = await failure(table.findings());
    expect(error).toBeInstanceOf(Unreachable);
    expect(String(error)).toContain(says);
  });
});
