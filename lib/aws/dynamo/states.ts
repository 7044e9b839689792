import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Store } from '#domain/ports.ts';
import type { ResourceState } from '#domain/state.ts';
import { type Database, written } from './database.ts';
import { getItem, scanPage } from './reads.ts';
import { due, untold } from './state-indexes.ts';
import { itemOf, keyOf, STATE, type Stored, stateOf } from './state-item.ts';

type States = Pick<Store, 'state' | 'putState' | 'states' | 'untold' | 'due'>;

function putState(db: Database, state: ResourceState, expected: number | undefined): Promise<boolean> {
  const put = new PutCommand({
    TableName: db.tables.state,
    Item: itemOf(state),
    ...(expected === undefined
      ? {
          ConditionExpression: 'attribute_not_exists(#version)',
          ExpressionAttributeNames: { '#version': 'version' },
        }
      : {
          ConditionExpression: '#version = :expected',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':expected': expected },
        }),
  });
  return written(`the state of ${JSON.stringify(state.arn)}`, db.document.send(put));
}

/** The states of resources, their guard and what is found by index. */
export const states = (db: Database): States => ({
  async state(arn) {
    const stored = await getItem<Stored>(db, db.tables.state, keyOf(arn));
    return stored && stateOf(stored);
  },
  putState: (state, expected) => putState(db, state, expected),
  async states(page) {
    const input = {
      TableName: db.tables.state,
      FilterExpression: '#item = :state',
      ExpressionAttributeNames: { '#item': 'item' },
      ExpressionAttributeValues: { ':state': STATE },
    };
    const scanned = await scanPage<Stored>(db, input, page);
    return { ...scanned, items: scanned.items.map(stateOf) };
  },
  untold: (route, page) => untold(db, route, page),
  due: (by) => due(db, by),
});
