import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { after } from '#domain/instant.ts';
import type { Store } from '#domain/ports.ts';
import type { Edge } from '#domain/use.ts';
import { attributesOf, secondsOf } from './attributes.ts';
import { type Database, written } from './database.ts';
import { queryAll } from './reads.ts';

type Edges = Pick<Store, 'users' | 'putEdge' | 'endEdge'>;

/**
 * How long the mark of an ended edge keeps older writes out. Only a worker that was held up writes late, and Lambda
 * ends it after 15 minutes at most (Lambda quotas, "Function timeout"); seven days leave room for any other.
 */
const ENDED_EDGE_MS = 7 * 24 * 3_600_000;

/** The edge, or the mark of an ended one, unless a newer `seq` of the user wrote it; the same may write again. */
async function putNewer(db: Database, item: Record<string, unknown>, seq: number): Promise<void> {
  const put = new PutCommand({
    TableName: db.tables.edges,
    Item: { ...item, seq },
    ConditionExpression: 'attribute_not_exists(#seq) OR #seq <= :seq',
    ExpressionAttributeNames: { '#seq': 'seq' },
    ExpressionAttributeValues: { ':seq': seq },
  });
  await written(
    `the edge from ${JSON.stringify(item['used'])} to ${JSON.stringify(item['user'])}`,
    db.document.send(put),
  );
}

const edgeOf = ({ seq: _guard, ...edge }: Edge & { readonly seq: number }): Edge => edge;

/** Who uses what: found by what is used. */
export const edges = (db: Database): Edges => ({
  async users(used) {
    const items = await queryAll<Edge & { readonly seq: number }>(db, {
      TableName: db.tables.edges,
      KeyConditionExpression: '#used = :used',
      FilterExpression: 'attribute_not_exists(#ended)',
      ExpressionAttributeNames: { '#used': 'used', '#ended': 'ended' },
      ExpressionAttributeValues: { ':used': used },
      ConsistentRead: true,
    });
    return items.map(edgeOf);
  },
  putEdge: (edge, seq) => putNewer(db, attributesOf(edge), seq),
  endEdge: (used, user, seq, at) =>
    putNewer(
      db,
      { used, user, ended: true, endedAt: at, expiresAt: secondsOf(after(at, ENDED_EDGE_MS)) },
      seq,
    ),
});
