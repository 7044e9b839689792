/** `npm start`: a story played through the real routing, controls, store (an embedded DynamoDB) and telling. */
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTables } from '#aws/dynamo/tables.ts';
import { dynamoStore } from '#aws/dynamo-store.ts';
import { EXIT } from '#cli/exit-code.ts';
import { localRun } from '#cli/local-run/local-run.ts';
import { processIo } from '#cli/process-io.ts';
import { adapters, NEVER } from './adapters.ts';
import { startEmbeddedDynamo } from './embedded-dynamo.ts';

process.once('SIGINT', () => process.exit(EXIT.interrupted));

const example = (name: string): string => fileURLToPath(new URL(`../examples/${name}`, import.meta.url));
const tables = { state: 'state', findings: 'findings', edges: 'edges', history: 'history' };

const database = await startEmbeddedDynamo();
const client = new DynamoDBClient({
  endpoint: database.endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
try {
  await createTables(client, tables);
  const store = dynamoStore(client, tables, { clock: NEVER });
  const story = { events: example('story.jsonl'), account: example('account.json') };
  process.exitCode = await localRun(process.argv.slice(2), processIo(adapters), store, story);
} catch (error) {
  process.stderr.write(
    `npm start: a fault of ours: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = EXIT.fault;
} finally {
  client.destroy();
  await database.stop();
}
