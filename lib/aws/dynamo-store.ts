import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Store, StoreOptions } from '#domain/ports.ts';
import type { TableNames } from '#domain/tables.ts';
import type { Database } from './dynamo/database.ts';
import { edges } from './dynamo/edges.ts';
import { findings } from './dynamo/findings.ts';
import { history } from './dynamo/history.ts';
import { records } from './dynamo/records.ts';
import { states } from './dynamo/states.ts';
import { tally } from './dynamo/tally.ts';

export { createTables, tableDefinitions } from './dynamo/tables.ts';

/**
 * The monitor's memory in four DynamoDB tables. Keys of DynamoDB are limited: ARNs up to 1,024 bytes can be kept
 * everywhere (the longest that AWS itself makes have some 700).
 */
export function dynamoStore(client: DynamoDBClient, tables: TableNames, options: StoreOptions = {}): Store {
  const db: Database = {
    // A map with a key `constructor` counts as an instance of a class there.
    document: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true, convertClassInstanceToMap: true },
    }),
    tables,
    pageSize: options.pageSize ?? 100,
    clock: options.clock ?? { now: () => new Date().toISOString() },
  };
  return {
    ...states(db),
    ...edges(db),
    ...findings(db),
    ...history(db),
    ...records(db),
    tally: () => tally(db),
  };
}
