import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';

const container = (fields: object) => toTaskDefinition({ containerDefinitions: [fields] }).containers[0];
const variable = (name: string, value: unknown) => container({ environment: [{ name, value }] });
const seen = (text: unknown) =>
  variable('X', text)?.awsSigns.map(({ service, certain }) => `${service} ${certain}`);

describe('what shows the use of AWS in a value', () => {
  test.each<[string, string, readonly string[]]>([
    ['a bucket', 's3://orders/in', ['s3 true']],
    ['a bucket, as Hadoop writes it', 's3a://orders/in', ['s3 true']],
    ['a queue', 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders', ['sqs true']],
    ['a queue of China', 'https://sqs.cn-north-1.amazonaws.com.cn/1/orders', ['sqs true']],
    ['a queue by its old host', 'https://eu-west-1.queue.amazonaws.com/1/orders', ['queue true']],
    ['an endpoint with FIPS', 'https://dynamodb-fips.us-east-1.amazonaws.com', ['dynamodb true']],
    ['a dual-stack endpoint', 'https://lambda.eu-west-1.api.aws', ['lambda true']],
    ['an ARN', 'arn:aws:sns:eu-west-1:123456789012:orders', ['sns true']],
    ['an ARN of another partition', 'arn:aws-us-gov:dynamodb:us-gov-west-1:1:table/t', ['dynamodb true']],
    ['a database', 'postgres://db.abc.eu-west-1.rds.amazonaws.com:5432/x', ['rds false']],
    ['a page in a bucket', 'https://assets.s3.eu-west-1.amazonaws.com/logo.png', ['s3 false']],
    [
      'a page in a bucket, by the old host',
      'https://s3-eu-west-1.amazonaws.com/assets/logo.png',
      ['s3 false'],
    ],
    ['a load balancer is no API', 'web-1.eu-west-1.elb.amazonaws.com', []],
    ['a cache is none', 'shop.abc.0001.euw1.cache.amazonaws.com:6379', []],
    ['a registry is none', '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1', []],
    ['a host that only looks like one', 'https://sqs.eu-west-1.amazonaws.com.evil.example', []],
    ['another that does', 'https://sqs-amazonaws.com', []],
    ['an address of ours', 'https://api.shop.example', []],
    ['a word', 'sqs', []],
  ])('%s', (_name, value, expected) => {
    expect(seen(value)).toEqual(expected);
  });

  test('a template that puts in the region later', () => {
    expect(seen({ 'Fn::Sub': 'https://sqs.${AWS::Region}.amazonaws.com/${AWS::AccountId}/orders' })).toEqual([
      'sqs true',
    ]);
    expect(seen({ 'Fn::Sub': 'https://sqs.${AWS::Region}.${AWS::URLSuffix}/x' })).toEqual(['sqs true']);
  });
});

describe('what else shows it', () => {
  test.each<[string, boolean]>([
    ['S3_BUCKET', true],
    ['ORDERS_SQS_URL', true],
    ['DYNAMODB_TABLE', true],
    ['AWS_ACCESS_KEY_ID', true],
    ['AWS_REGION', false],
    ['AWS_DEFAULT_REGION', false],
    ['AWS_XRAY_DAEMON_ADDRESS', false],
    ['PORT', false],
    ['MYS3CRET', false],
  ])('the name %s: %s', (name, is) => {
    expect(variable(name, 'x')?.awsSigns.length === 1).toBe(is);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ['the CLI', ['sh', '-c', 'aws s3 cp s3://x /y'], ['s3']],
    ['the CLI with options', ['aws', '--region', 'eu-west-1', 'ssm', 'get-parameters'], ['ssm']],
    ['the CLI after a pipe', ['sh', '-c', 'true && aws sqs receive-message'], ['sqs']],
    ['a path named aws', ['/opt/aws', 'run'], []],
    ['the CLI with what is no service', ['aws', 'configure', 'list'], []],
  ])('a command: %s', (_name, command, expected) => {
    expect([...new Set(container({ command })?.awsSigns.map(({ service }) => service))]).toEqual(expected);
  });

  test.each<[string, object, readonly string[]]>([
    [
      'a log router',
      { logDriver: 'awsfirelens', options: { Name: 'kinesis_firehose' } },
      ['kinesis_firehose'],
    ],
    ['a log router that writes elsewhere', { logDriver: 'awsfirelens', options: { Name: 'datadog' } }, []],
    [
      'a log driver, for which ECS uses its own role',
      { logDriver: 'awslogs', options: { 'awslogs-group': 's3' } },
      [],
    ],
  ])('%s', (_name, logConfiguration, expected) => {
    expect(container({ logConfiguration })?.awsSigns.map(({ service }) => service)).toEqual(expected);
  });

  test('labels say nothing of what the container does', () => {
    expect(container({ dockerLabels: { docs: 's3://docs' } })?.awsSigns).toEqual([]);
  });

  test('keys that come from secrets, by their names', () => {
    const secrets = [
      { name: 'AWS_ACCESS_KEY_ID' },
      { name: 'AWS_SECRET_ACCESS_KEY' },
      { name: 'DB_PASSWORD' },
      null,
    ];
    expect(container({ secrets })?.injectedKeys).toEqual(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']);
  });
});

describe('what cannot be read', () => {
  const REF = { Ref: 'X' };
  test.each<[string, object, string | undefined, string | undefined]>([
    [
      'a value',
      { environment: [{ name: 'TABLE', value: REF }] },
      'environment: Ref X is not known before deployment',
      undefined,
    ],
    [
      'the value of a key',
      { environment: [{ name: 'AWS_SECRET_ACCESS_KEY', value: REF }] },
      'environment: Ref X is not known before deployment',
      'environment AWS_SECRET_ACCESS_KEY: Ref X is not known before deployment',
    ],
    [
      'the environment',
      { environment: REF },
      'environment: Ref X is not known before deployment',
      'environment: Ref X is not known before deployment',
    ],
    ['nothing', { environment: [{ name: 'A', value: 'b' }] }, undefined, undefined],
  ])('%s', (_name, fields, signs, keys) => {
    expect(container(fields)?.awsSignsUnreadable).toBe(signs);
    expect(container(fields)?.keysUnreadable).toBe(keys);
  });

  test.each<[string, unknown, unknown]>([
    ['an ARN', 'arn:aws:iam::1:role/x', 'arn:aws:iam::1:role/x'],
    ['none', '', undefined],
    ['a parameter, which may be empty', { Ref: 'R' }, { unreadable: 'Ref R is not known before deployment' }],
    [
      'one that the template makes',
      { 'Fn::GetAtt': ['R', 'Arn'] },
      { unreadable: 'Fn::GetAtt R.Arn is not known before deployment', reference: 'Fn::GetAtt R.Arn' },
    ],
    [
      'the same in short',
      { 'Fn::GetAtt': 'R.Arn' },
      { unreadable: 'Fn::GetAtt R.Arn is not known before deployment', reference: 'Fn::GetAtt R.Arn' },
    ],
    ['a number', 3, { unreadable: 'taskRoleArn is not a text' }],
  ])('a role: %s', (_name, taskRoleArn, expected) => {
    expect(toTaskDefinition({ taskRoleArn }).taskRole).toEqual(expected);
  });
});

test('no value goes on, whatever it is', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{6,20}$/), (word) => {
      const canary = `zq${word}qz`;
      const read = container({
        environment: [{ name: 'Q', value: `https://sqs.eu-west-1.amazonaws.com/${canary}` }],
        command: ['aws', 's3', 'cp', `s3://${canary}`],
      });
      expect(read?.awsSigns.length).toBeGreaterThan(1);
      expect(JSON.stringify(read)).not.toContain(canary);
    }),
    { numRuns: 30 },
  );
});
