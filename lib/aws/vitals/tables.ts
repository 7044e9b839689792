import { DescribeTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { dynamoStore } from '#aws/dynamo-store.ts';
import { settle } from '#aws/facts/failure.ts';
import type { Vitals } from '#domain/vitals.ts';
import { call, type VitalsConfig } from './config.ts';

export function tables(config: VitalsConfig): Pick<Vitals, 'table' | 'note'> {
  const client = new DynamoDBClient(config);
  return {
    table: (name) =>
      settle(async () => {
        const { Table } = await call('dynamodb:DescribeTable', () =>
          client.send(new DescribeTableCommand({ TableName: name })),
        );
        // An active table whose key is disabled or refused still describes itself.
        await call('dynamodb:Scan', () => client.send(new ScanCommand({ TableName: name, Limit: 1 })));
        return { value: { status: Table?.TableStatus ?? 'UNKNOWN' } };
      }),
    note: (state, name) =>
      settle(async () => {
        const store = dynamoStore(client, { state, findings: '', edges: '', history: '' });
        let value: unknown;
        await call('dynamodb:GetItem', async () => {
          value = await store.note(name);
          return {};
        });
        return { value };
      }),
  };
}
