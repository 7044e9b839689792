import { RemovalPolicy } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { TABLES, type Table, type TableName } from '#domain/tables.ts';
import { found, only, statements, templateOf } from './synth.ts';

const template = templateOf();
const NAMES: Readonly<Record<TableName, string>> = {
  state: 'State',
  findings: 'Findings',
  edges: 'Edges',
  history: 'History',
};
const tableOf = (name: TableName) => only(template, 'AWS::DynamoDB::Table', `Tables${NAMES[name]}`);
const keySchema = ({ partition, sort }: Table['key']) => [
  { AttributeName: partition, KeyType: 'HASH' },
  { AttributeName: sort, KeyType: 'RANGE' },
];

describe.each(Object.keys(TABLES) as TableName[])('the table %s', (name) => {
  const table: Table = TABLES[name];
  const { properties } = tableOf(name);

  test('has the keys and indexes that the store reads', () => {
    expect(properties['KeySchema']).toEqual(keySchema(table.key));
    const indexes = (properties['GlobalSecondaryIndexes'] ?? []) as readonly unknown[];
    expect(indexes).toEqual(
      table.indexes.map((index) =>
        expect.objectContaining({ IndexName: index.name, KeySchema: keySchema(index) }),
      ),
    );
  });

  test('forgets what has expired, if anything in it does', () => {
    expect(properties['TimeToLiveSpecification']).toEqual(
      table.expires ? { AttributeName: table.expires, Enabled: true } : undefined,
    );
  });

  test('can be restored to any second, cannot be deleted, is encrypted with the customer key, on demand', () => {
    expect(properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: {
        SSEEnabled: true,
        SSEType: 'KMS',
        KMSMasterKeyId: { 'Fn::GetAtt': [dataKey, 'Arn'] },
      },
    });
  });

  test('has no name of its own', () => {
    expect(properties).not.toHaveProperty('TableName');
  });
});

const dataKey = only(template, 'AWS::KMS::Key', 'DataKey').id;

describe('who may write', () => {
  const writers: Readonly<Record<TableName, readonly string[]>> = {
    state: ['Evaluate', 'Sweep', 'Notify', 'Tick', 'Suppress'],
    findings: ['Evaluate'],
    edges: ['Evaluate'],
    history: ['Evaluate'],
  };
  test.each(Object.keys(TABLES) as TableName[])('%s: everybody else is denied', (name) => {
    const roles = writers[name].map((each) => only(template, 'AWS::IAM::Role', `${each}Role`).id);
    const policy = tableOf(name).properties['ResourcePolicy'] as { readonly PolicyDocument: unknown };
    const [deny, ...others] = statements({ id: name, properties: { PolicyDocument: policy.PolicyDocument } });
    expect(others).toEqual([]);
    expect(deny).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' }, Resource: '*' });
    expect(deny?.Action).toEqual(
      expect.arrayContaining([
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
        'dynamodb:BatchWriteItem',
      ]),
    );
    const arns = roles.map((role) => ({ 'Fn::GetAtt': [role, 'Arn'] }));
    expect(deny?.Condition).toEqual({
      ArnNotEquals: { 'aws:PrincipalArn': arns },
    });
  });
});

test('only the state table has a stream, with the image that the filter reads', () => {
  const streams = found(template, 'AWS::DynamoDB::Table').filter(
    ({ properties }) => properties['StreamSpecification'],
  );
  expect(streams.map(({ id, properties }) => [id, properties['StreamSpecification']])).toEqual([
    [tableOf('state').id, { StreamViewType: 'NEW_IMAGE' }],
  ]);
});

test('tables outlive the stack, unless it is said that they shall not', () => {
  const policies = (of: typeof template) =>
    Object.values(of.findResources('AWS::DynamoDB::Table')).map(({ DeletionPolicy }) => DeletionPolicy);
  expect(policies(template)).toEqual(Array(4).fill('Retain'));
  const gone = templateOf({ removalPolicy: RemovalPolicy.DESTROY });
  expect(policies(gone)).toEqual(Array(4).fill('Delete'));
  for (const { properties } of found(gone, 'AWS::DynamoDB::Table'))
    expect(properties['DeletionProtectionEnabled']).toBe(false);
});

test('with keys of AWS there is no key to pay for', () => {
  const cheap = templateOf({ keys: 'aws-owned' });
  expect(found(cheap, 'AWS::KMS::Key')).toEqual([]);
  for (const { properties } of found(cheap, 'AWS::DynamoDB::Table'))
    expect(properties).not.toHaveProperty('SSESpecification.KMSMasterKeyId');
});
