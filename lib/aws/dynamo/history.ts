import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { HistoryEntry } from '#domain/finding.ts';
import type { Store } from '#domain/ports.ts';
import { attributesOf } from './attributes.ts';
import { type Database, written } from './database.ts';
import { queryAll } from './reads.ts';

type History = Pick<Store, 'putHistory' | 'history'>;

interface Stored extends HistoryEntry {
  readonly seqControl: string;
}

/** Digits of the largest whole number that JavaScript holds exactly: as text, sequence numbers sort as numbers do. */
const SEQ_DIGITS = String(Number.MAX_SAFE_INTEGER).length;

const sortKeyOf = ({ seq, controlId }: HistoryEntry): string =>
  `${String(seq).padStart(SEQ_DIGITS, '0')}#${controlId}`;
const entryOf = ({ seqControl: _key, ...entry }: Stored): HistoryEntry => entry;

/** Each transition of each finding, oldest first within a resource. */
export const history = (db: Database): History => ({
  /** Projecting again after a crash writes the same entry over itself. */
  async putHistory(entry) {
    const Item = { ...attributesOf(entry), seqControl: sortKeyOf(entry) };
    const put = new PutCommand({ TableName: db.tables.history, Item });
    await written(`the history of ${JSON.stringify(entry.resourceArn)}`, db.document.send(put));
  },
  async history(resourceArn) {
    const items = await queryAll<Stored>(db, {
      TableName: db.tables.history,
      KeyConditionExpression: '#resource = :resource',
      ExpressionAttributeNames: { '#resource': 'resourceArn' },
      ExpressionAttributeValues: { ':resource': resourceArn },
      ConsistentRead: true,
    });
    return items.map(entryOf);
  },
});
