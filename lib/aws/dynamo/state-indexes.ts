import type { Store } from '#domain/ports.ts';
import type { ResourceState } from '#domain/state.ts';
import type { Database } from './database.ts';
import { queryAll, queryPage, readAgain } from './reads.ts';
import { DUE, type Key, keyOf, type Stored, stateOf } from './state-item.ts';

async function readStates(db: Database, keys: readonly Key[]): Promise<readonly ResourceState[]> {
  const items = await readAgain<Stored>(
    db,
    db.tables.state,
    keys.map(({ arn }) => keyOf(arn)),
  );
  return items.map(stateOf);
}

/** One page of the index `untold`, read again: what was told since the index was written is left out. */
export async function untold(
  db: Database,
  ...[route, page]: Parameters<Store['untold']>
): ReturnType<Store['untold']> {
  const listed = await queryPage<Key>(
    db,
    {
      TableName: db.tables.state,
      IndexName: 'untold',
      KeyConditionExpression: '#route = :route',
      ExpressionAttributeNames: { '#route': 'untoldRoute' },
      ExpressionAttributeValues: { ':route': route },
    },
    page,
  );
  const items = (await readStates(db, listed.items))
    .filter((state) => state.untoldRoute === route && state.untoldSince !== undefined)
    .sort(({ untoldSince: a = '' }, { untoldSince: b = '' }) => (a < b ? -1 : 1));
  return { ...listed, items };
}

/** Resources in the index `due` up to a moment, read again. */
export async function due(db: Database, by: string): Promise<readonly string[]> {
  const listed = await queryAll<Key>(db, {
    TableName: db.tables.state,
    IndexName: 'due',
    KeyConditionExpression: '#due = :due AND #at <= :by',
    ExpressionAttributeNames: { '#due': 'due', '#at': 'dueAt' },
    ExpressionAttributeValues: { ':due': DUE, ':by': by },
  });
  const states = await readStates(db, listed);
  return states.filter(({ dueAt }) => dueAt !== undefined && dueAt <= by).map(({ arn }) => arn);
}
