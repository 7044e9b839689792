/**
 * The contract of a store, held by DynamoDB of the emulator on tables like those that the stack deployed: their keys
 * and indexes are copied from the deployed ones. Run by the end-to-end test, which says where they are.
 */
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { describe } from 'vitest';
import { TABLES, type TableName, type TableNames } from '#domain/tables.ts';
import { alikeContract } from '../contracts/store/alike.ts';
import type { MakeStore } from '../contracts/store/samples.ts';
import { storeContract } from '../contracts/store.ts';
import { dynamoTestStore } from '../support/dynamo-test-store.ts';

const NAMES = Object.keys(TABLES) as readonly TableName[];
const RUNS = 20;

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: the end-to-end test sets it`);
  return value;
}

const endpoint = required('STORE_ENDPOINT');
const deployed: TableNames = JSON.parse(required('STORE_TABLES'));

async function copyOf(client: DynamoDBClient, original: string, TableName: string): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: original }));
  const indexes = (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) => ({
    IndexName,
    KeySchema,
    Projection,
  }));
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: Table?.KeySchema,
      AttributeDefinitions: Table?.AttributeDefinitions,
      ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    }),
  );
}

let made = 0;
const makeStore: MakeStore = async (options) => {
  made += 1;
  const copy = async (client: DynamoDBClient, tables: TableNames): Promise<void> => {
    await Promise.all(NAMES.map((name) => copyOf(client, deployed[name], tables[name])));
  };
  const { store, client, tables } = await dynamoTestStore(endpoint, made, copy, options);
  const stop = async (): Promise<void> => {
    for (const TableName of Object.values(tables)) await client.send(new DeleteTableCommand({ TableName }));
    client.destroy();
  };
  return { store, stop };
};

storeContract('DynamoDB of the emulator', makeStore);
describe('DynamoDB of the emulator', () => {
  alikeContract(makeStore, RUNS);
});
