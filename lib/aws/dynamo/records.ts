import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { after } from '#domain/instant.ts';
import type { ExactSuppression, Store } from '#domain/ports.ts';
import { secondsOf } from './attributes.ts';
import { type Database, written } from './database.ts';
import { getItem, queryAll } from './reads.ts';

type Records = Pick<Store, 'suppressions' | 'putSuppression' | 'count' | 'note' | 'putNote'>;

interface Stored {
  readonly body: string;
}

/** Sort keys keep the kinds apart, whatever a resource or record is called. */
const SUPPRESSION = 'suppression#';
const suppressionKey = (arn: string, controlId: string) => ({ arn, item: `${SUPPRESSION}${controlId}` });
const counterKey = (name: string) => ({ arn: `count#${name}`, item: 'count' });
const noteKey = (name: string) => ({ arn: `note#${name}`, item: 'note' });

/** How long an ended suppression is kept: looks must see who ended it. */
const KEEP_ENDED_MS = 30 * 86_400_000;

async function count(db: Database, ...[name, by, expires]: Parameters<Records['count']>): Promise<number> {
  const add = new UpdateCommand({
    TableName: db.tables.state,
    Key: counterKey(name),
    UpdateExpression: 'ADD #count :by SET #expires = :expires',
    ExpressionAttributeNames: { '#count': 'count', '#expires': 'expiresAt' },
    ExpressionAttributeValues: { ':by': by, ':expires': secondsOf(expires) },
    ReturnValues: 'UPDATED_NEW',
  });
  const { Attributes } = await db.document.send(add);
  return Number(Attributes?.['count']);
}

async function suppressionsOf(db: Database, arn: string): ReturnType<Records['suppressions']> {
  const items = await queryAll<Stored>(db, {
    TableName: db.tables.state,
    KeyConditionExpression: '#arn = :arn AND begins_with(#item, :suppression)',
    ExpressionAttributeNames: { '#arn': 'arn', '#item': 'item' },
    ExpressionAttributeValues: { ':arn': arn, ':suppression': SUPPRESSION },
    ConsistentRead: true,
  });
  return items.map(({ body }) => JSON.parse(body) as ExactSuppression);
}

/** What shares the state table: exact suppressions beside their resource, and the monitor's own counters and notes. */
export const records = (db: Database): Records => ({
  suppressions: (arn) => suppressionsOf(db, arn),
  async putSuppression(suppression) {
    const { resourceArn, controlId, until, ended } = suppression;
    const Item = {
      ...suppressionKey(resourceArn, controlId),
      body: JSON.stringify(suppression),
      expiresAt: secondsOf(after(ended?.at ?? until, KEEP_ENDED_MS)),
    };
    const put = new PutCommand({ TableName: db.tables.state, Item });
    await written(`a suppression on ${JSON.stringify(resourceArn)}`, db.document.send(put));
  },
  /** Counts at least once: the SDK may repeat a call whose answer was lost. */
  count: (name, by, expires) => count(db, name, by, expires),
  async note(name) {
    const { body } = (await getItem<Partial<Stored>>(db, db.tables.state, noteKey(name))) ?? {};
    return body === undefined ? undefined : (JSON.parse(body) as unknown);
  },
  async putNote(name, value) {
    const put = new PutCommand({
      TableName: db.tables.state,
      Item: { ...noteKey(name), body: JSON.stringify(value) },
    });
    await written(`the note ${JSON.stringify(name)}`, db.document.send(put));
  },
});
