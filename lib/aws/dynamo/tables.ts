import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  type Projection,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import {
  TABLES,
  type Table,
  type TableIndex,
  type TableKey,
  type TableName,
  type TableNames,
} from '#domain/tables.ts';

const NAMES = Object.keys(TABLES) as readonly TableName[];
const READY_WITHIN_SECONDS = 60;

const keySchema = ({ partition, sort }: TableKey): KeySchemaElement[] => [
  { AttributeName: partition, KeyType: 'HASH' },
  { AttributeName: sort, KeyType: 'RANGE' },
];

function projection({ holds }: TableIndex): Projection {
  if (holds === 'all') return { ProjectionType: 'ALL' };
  if (holds === 'keys') return { ProjectionType: 'KEYS_ONLY' };
  return { ProjectionType: 'INCLUDE', NonKeyAttributes: [...holds] };
}

const indexOf = (index: TableIndex): GlobalSecondaryIndex => ({
  IndexName: index.name,
  KeySchema: keySchema(index),
  Projection: projection(index),
});

function definition(name: string, { key, indexes }: Table): CreateTableCommandInput {
  const attributes = new Set([key, ...indexes].flatMap(({ partition, sort }) => [partition, sort]));
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...attributes].map((attribute) => ({
      AttributeName: attribute,
      AttributeType: 'S',
    })),
    KeySchema: keySchema(key),
    // An empty list of indexes is refused.
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes.map(indexOf) }),
  };
}

/** What CreateTable is told of each table, under its physical name. */
export const tableDefinitions = (names: TableNames): readonly CreateTableCommandInput[] =>
  NAMES.map((name) => definition(names[name], TABLES[name]));

/**
 * Creates the tables of a local database and waits until they can be used; rejects when one is there already. The
 * expiry of items is left out: embedded databases have none, and readers do not show what has expired.
 */
export async function createTables(client: DynamoDBClient, names: TableNames): Promise<void> {
  const created = tableDefinitions(names).map(async (table) => {
    await client.send(new CreateTableCommand(table));
    const wait = { client, maxWaitTime: READY_WITHIN_SECONDS, minDelay: 0.02 };
    await waitUntilTableExists(wait, { TableName: table.TableName });
  });
  await Promise.all(created);
}
