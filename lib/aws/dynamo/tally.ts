import { paginateQuery, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Tally } from '#domain/ports.ts';
import type { Severity } from '#domain/severity.ts';
import type { Database } from './database.ts';
import { queryAll } from './reads.ts';
import { UNJUDGED } from './state-item.ts';

const within = (
  TableName: string,
  IndexName: string,
  attribute: string,
  value: string,
): QueryCommandInput => ({
  TableName,
  IndexName,
  KeyConditionExpression: '#partition = :partition',
  ExpressionAttributeNames: { '#partition': attribute },
  ExpressionAttributeValues: { ':partition': value },
});

async function openOf({ document: client, tables }: Database, severity: Severity): Promise<number> {
  const query = within(tables.findings, 'open', 'openSeverity', severity);
  let sum = 0;
  for await (const { Count = 0 } of paginateQuery({ client }, { ...query, Select: 'COUNT' })) sum += Count;
  return sum;
}

async function untoldOf(db: Database, route: 'immediate' | 'digest'): Promise<Tally['untold'][typeof route]> {
  const query = within(db.tables.state, 'untold', 'untoldRoute', route);
  const items = await queryAll<{ readonly untoldSince: string }>(db, query);
  const [first] = items;
  return { resources: items.length, ...(first && { since: first.untoldSince }) };
}

async function unjudgedOf(db: Database): Promise<number> {
  const query = within(db.tables.state, 'unjudged', 'unjudged', UNJUDGED);
  const items = await queryAll<{ readonly unjudgedVerdicts: number }>(db, query);
  return items.reduce((sum, { unjudgedVerdicts }) => sum + unjudgedVerdicts, 0);
}

/** Counts in the indexes alone: no item of a table is read, nothing is scanned. */
export async function tally(db: Database): Promise<Tally> {
  const open = {
    CRITICAL: await openOf(db, 'CRITICAL'),
    HIGH: await openOf(db, 'HIGH'),
    MEDIUM: await openOf(db, 'MEDIUM'),
    LOW: await openOf(db, 'LOW'),
    INFORMATIONAL: await openOf(db, 'INFORMATIONAL'),
  };
  const untold = { immediate: await untoldOf(db, 'immediate'), digest: await untoldOf(db, 'digest') };
  return { open, untold, unjudged: await unjudgedOf(db) };
}
