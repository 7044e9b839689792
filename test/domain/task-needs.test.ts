import { describe, expect, test } from 'vitest';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import { fetchesOf } from '#domain/task-needs.ts';

const REGION = 'eu-west-1';
const secret = (region = REGION, partition = 'aws') =>
  `arn:${partition}:secretsmanager:${region}:123456789012:secret:db-a1b2c3`;
const parameter = (region = REGION) => `arn:aws:ssm:${region}:123456789012:parameter/db`;
const fetches = (container: object) =>
  fetchesOf(
    toTaskDefinition({ containerDefinitions: [{ name: 'web', image: 'web', ...container }] }),
    REGION,
  );
const from = (valueFrom: unknown) => ({ secrets: [{ name: 'DB', valueFrom }] });
const ecr = (account: string, region = REGION) => `${account}.dkr.ecr.${region}.amazonaws.com/web:1`;

describe('what a definition has fetched', () => {
  test.each<[string, object, readonly string[]]>([
    ['nothing', {}, []],
    ['a secret', from(secret()), ['secretsmanager']],
    ['one key of a secret', from(`${secret()}:password::`), ['secretsmanager']],
    ['a secret of China', from(secret(REGION, 'aws-cn')), ['secretsmanager']],
    ['a secret of another region', from(secret('us-east-1')), []],
    ['a parameter by its ARN', from(parameter()), ['ssm']],
    ['a parameter by its name', from('/shop/db'), ['ssm']],
    ['a parameter of another region', from(parameter('us-east-1')), []],
    [
      'a secret of the log driver',
      {
        logConfiguration: {
          logDriver: 'splunk',
          secretOptions: [{ name: 'splunk-token', valueFrom: secret() }],
        },
      },
      ['secretsmanager'],
    ],
    [
      'credentials of a registry, by ARN',
      { repositoryCredentials: { credentialsParameter: secret() } },
      ['secretsmanager'],
    ],
    [
      'credentials of a registry, by name',
      { repositoryCredentials: { credentialsParameter: 'quay' } },
      ['secretsmanager'],
    ],
    ['logs of CloudWatch', { logConfiguration: { logDriver: 'awslogs' } }, ['logs']],
    ['an image of ECR', { image: ecr('123456789012') }, ['ecr.api', 'ecr.dkr', 's3']],
    ['an image in ECR of another account', { image: ecr('210987654321') }, ['ecr.api', 'ecr.dkr', 's3']],
    ['an image in ECR of another region', { image: ecr('123456789012', 'us-east-1') }, []],
    ['a public image', { image: 'public.ecr.aws/nginx/nginx:1' }, []],
  ])('%s', (_name, container, expected) => {
    expect(fetches(container)).toEqual({ fetches: expected, unread: [] });
  });

  test.each<[string, object, readonly string[]]>([
    ['a secret that is not known yet', from({ Ref: 'Secret' }), ['secrets']],
    ['secrets that are no list', { secrets: 'x' }, ['secrets']],
    ['an image that is not known yet', { image: { Ref: 'Image' } }, ['images']],
    ['a log driver that is none', { logConfiguration: { logDriver: {} } }, ['logs']],
  ])('%s may be anything', (_name, container, unread) => {
    expect(fetches(container).unread).toEqual(unread);
  });

  test('containers that cannot be read may be anything', () => {
    expect(fetchesOf(toTaskDefinition({}), REGION).unread).toEqual(['containers']);
  });

  test('nothing of a secret goes on but where it comes from', () => {
    expect(
      JSON.stringify(toTaskDefinition({ containerDefinitions: [{ name: 'web', ...from(secret()) }] })),
    ).not.toContain('db-a1b2c3');
  });
});
