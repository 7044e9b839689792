import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoStore } from '#aws/dynamo-store.ts';
import type { Store, StoreOptions } from '#domain/ports.ts';
import type { TableNames } from '#domain/tables.ts';

/** A DynamoDB store with empty tables of its own, and what a test needs to look behind it. */
export interface DynamoTestStore {
  readonly store: Store;
  readonly client: DynamoDBClient;
  readonly tables: TableNames;
  readonly stop: () => Promise<void>;
}

/** Makes a test's store; `create` creates the tables of these names. */
export async function dynamoTestStore(
  endpoint: string | undefined,
  number: number,
  create: (client: DynamoDBClient, tables: TableNames) => Promise<void>,
  options?: StoreOptions,
): Promise<DynamoTestStore> {
  const tables = {
    state: `state-${number}`,
    findings: `findings-${number}`,
    edges: `edges-${number}`,
    history: `history-${number}`,
  };
  const client = new DynamoDBClient({
    ...(endpoint !== undefined && { endpoint }),
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await create(client, tables);
  return {
    store: dynamoStore(client, tables, options),
    client,
    tables,
    stop: () => Promise.resolve(client.destroy()),
  };
}
