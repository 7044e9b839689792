import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { createTables, dynamoStore } from '#aws/dynamo-store.ts';
import type { Store, StoreOptions } from '#domain/ports.ts';
import type { TableNames } from '#domain/tables.ts';
import { type EmbeddedDynamo, startEmbeddedDynamo } from '../../bin/embedded-dynamo.ts';

/** A DynamoDB store with empty tables of its own, and what a test needs to look behind it. */
export interface DynamoTestStore {
  readonly store: Store;
  readonly client: DynamoDBClient;
  readonly tables: TableNames;
  readonly stop: () => Promise<void>;
}

/** One embedded database for the tests of a file; what it returns makes stores in it. */
export function useDynalite(): (options?: StoreOptions) => Promise<DynamoTestStore> {
  let running: EmbeddedDynamo | undefined;
  let made = 0;
  beforeAll(async () => {
    running = await startEmbeddedDynamo();
  });
  afterAll(() => running?.stop());

  return async (options) => {
    made += 1;
    const tables = {
      state: `state-${made}`,
      findings: `findings-${made}`,
      edges: `edges-${made}`,
      history: `history-${made}`,
    };
    const client = new DynamoDBClient({
      ...(running && { endpoint: running.endpoint }),
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    await createTables(client, tables);
    const stop = async () => client.destroy();
    return { store: dynamoStore(client, tables, options), client, tables, stop };
  };
}
