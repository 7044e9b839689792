import { afterAll, beforeAll } from 'vitest';
import { createTables } from '#aws/dynamo-store.ts';
import type { StoreOptions } from '#domain/ports.ts';
import { type EmbeddedDynamo, startEmbeddedDynamo } from '../../bin/embedded-dynamo.ts';
import { type DynamoTestStore, dynamoTestStore } from './dynamo-test-store.ts';

/** One embedded database for the tests of a file; what it returns makes stores in it. */
export function useDynalite(): (options?: StoreOptions) => Promise<DynamoTestStore> {
  let running: EmbeddedDynamo | undefined;
  let made = 0;
  beforeAll(async () => {
    running = await startEmbeddedDynamo();
  });
  afterAll(() => running?.stop());
  return (options) => {
    made += 1;
    return dynamoTestStore(running?.endpoint, made, createTables, options);
  };
}
