import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '#domain/ports.ts';
import type { TableNames } from '#domain/tables.ts';

/** What every part of the store works with. */
export interface Database {
  readonly document: DynamoDBDocumentClient;
  readonly tables: TableNames;
  readonly pageSize: number;
  readonly clock: Clock;
}

/**
 * Waits for a write: true when it was done, false when its condition did not hold. What DynamoDB cannot hold (items
 * above 400 KB, keys above 2,048 and 1,024 bytes) rejects with an error that names it.
 */
export async function written(what: string, write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    if (!(error instanceof Error) || !/size.* exceeded/i.test(error.message)) throw error;
    throw new Error(`DynamoDB cannot hold ${what}: ${error.message}`, { cause: error });
  }
}
