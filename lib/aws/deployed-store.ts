import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Store } from '#domain/ports.ts';
import type { TableNames } from '#domain/tables.ts';
import { dynamoStore } from './dynamo-store.ts';

/** The store of a deployed monitor, with whatever region, credentials and endpoint the process runs under. */
export const deployedStore = (tables: TableNames): Store => dynamoStore(new DynamoDBClient({}), tables);
