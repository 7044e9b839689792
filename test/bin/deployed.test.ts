import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Unreachable, UsageError } from '#cli/exit-code.ts';
import type { SuppressRequest } from '#domain/suppress-request.ts';
import { decide, findingsTable, stackOutputs } from '../../bin/deployed.ts';
import { type Endpoint, startEndpoint } from '../aws/facts/endpoint.ts';
import { ARN, allOf, row } from '../contracts/store/samples.ts';
import { cleanAwsEnvironment, failure } from '../support/aws-environment.ts';
import { useDynalite } from '../support/dynalite.ts';

cleanAwsEnvironment();
const makeStore = useDynalite();

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

describe('a deployed monitor', () => {
  let endpoint: Endpoint;
  beforeAll(async () => {
    endpoint = await startEndpoint();
  });
  afterAll(() => endpoint.close());
  beforeEach(() => vi.stubEnv('AWS_ENDPOINT_URL', endpoint.url));

  const stacks = (...outputs: readonly (readonly [string, string])[]) => ({
    xml: `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>EcsWarden</StackName><Outputs>${outputs
      .map(
        ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
      )
      .join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
  });

  test('is known by the outputs of its stack', async () => {
    endpoint.reset({ 'cloudformation:DescribeStacks': stacks(['FindingsTableName', 't'], ['Other', 'o']) });
    expect(await stackOutputs({ stack: 'EcsWarden' }, 'eu-west-1')).toEqual({
      FindingsTableName: 't',
      Other: 'o',
    });
    expect(endpoint.requests).toMatchObject([{ region: 'eu-west-1', input: { StackName: 'EcsWarden' } }]);
  });

  test('is known by a table of its stack', async () => {
    endpoint.reset({
      'cloudformation:DescribeStackResources': {
        xml: '<DescribeStackResourcesResponse><DescribeStackResourcesResult><StackResources><member><StackName>Mine</StackName></member></StackResources></DescribeStackResourcesResult></DescribeStackResourcesResponse>',
      },
      'cloudformation:DescribeStacks': stacks(['SuppressFunctionName', 'f']),
    });
    expect(await stackOutputs({ table: 't' }, undefined)).toEqual({ SuppressFunctionName: 'f' });
    expect(endpoint.requests.map(({ input }) => input['PhysicalResourceId'] ?? input['StackName'])).toEqual([
      't',
      'Mine',
    ]);
  });

  test.each<[string, string, typeof UsageError | typeof Unreachable, string]>([
    [
      'that is not there',
      'ValidationError',
      UsageError,
      "there is no stack Nowhere: name the monitor's with --stack",
    ],
    [
      'that may not be read',
      'AccessDenied',
      Unreachable,
      'the stack Nowhere could not be read: AccessDenied',
    ],
  ])('a stack %s', async (_title, code, kind, says) => {
    endpoint.reset({ 'cloudformation:DescribeStacks': { error: code } });
    const error = await failure(stackOutputs({ stack: 'Nowhere' }, undefined));
    expect(error).toBeInstanceOf(kind);
    expect(String(error)).toContain(says);
  });

  const request: SuppressRequest = { action: 'unsuppress', resourceArn: ARN, controlId: 'c' };
  const INVOKE = 'lambda:POST /2015-03-31/functions/f/invocations';

  test('its function is asked with a proof that is tied to the request, and answers', async () => {
    endpoint.reset({ [INVOKE]: { json: { done: 'unsuppress', findingId: 'id', by: 'arn:me', more: 1 } } });
    expect(await decide('f', request, 'eu-west-1')).toEqual({
      done: 'unsuppress',
      findingId: 'id',
      by: 'arn:me',
    });
    const [asked] = endpoint.requests;
    expect(JSON.parse(String(asked?.input['request']))).toEqual(request);
    expect(asked?.input['proof']).toEqual({
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=test\/\d{8}\/eu-west-1\/sts\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-ecs-warden-request, Signature=/,
      ),
      date: expect.stringMatching(/^\d{8}T\d{6}Z$/),
    });
  });

  test.each<[string, Parameters<Endpoint['reset']>[0][string], unknown]>([
    ['refuses', { json: { refused: 'it is resolved' } }, { refused: 'it is resolved' }],
    ['answers something else', { json: { hello: 1 } }, expect.objectContaining({ name: 'Unreachable' })],
    ['answers nothing', { raw: '', status: 200 }, expect.objectContaining({ name: 'Unreachable' })],
    [
      'is not there',
      { error: 'ResourceNotFoundException', status: 404 },
      expect.objectContaining({ name: 'UsageError' }),
    ],
    [
      'may not be invoked',
      { error: 'AccessDeniedException', status: 403 },
      expect.objectContaining({ name: 'Unreachable' }),
    ],
  ])('its function %s', async (_title, answer, ends) => {
    endpoint.reset({ [INVOKE]: answer });
    expect(await decide('f', request, undefined).catch((error: unknown) => error)).toEqual(ends);
  });
});
