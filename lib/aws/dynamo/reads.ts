import {
  BatchGetCommand,
  type BatchGetCommandInput,
  GetCommand,
  paginateQuery,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
  ScanCommand,
  type ScanCommandInput,
  type ScanCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import type { Page } from '#domain/ports.ts';
import type { Database } from './database.ts';

/** BatchGetItem takes at most 100 keys (API reference, `RequestItems`). */
const BATCH_KEYS = 100;
const LONGEST_PAUSE_MS = 1000;

/** Where a listing goes on, as opaque text and back. */
export const tokenOf = (position: unknown): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');
export const positionOf = <T>(token: string): T =>
  JSON.parse(Buffer.from(token, 'base64url').toString()) as T;

/**
 * Items as the document client gives them, taken for what we wrote: only our functions may write the tables
 * (DESIGN.md "The findings table").
 */
const itemsOf = <T extends object>(items: readonly object[] = []): readonly T[] => items as readonly T[];

const pageOf = <T extends object>({
  Items,
  LastEvaluatedKey,
}: QueryCommandOutput | ScanCommandOutput): Page<T> => ({
  items: itemsOf<T>(Items),
  ...(LastEvaluatedKey && { next: tokenOf(LastEvaluatedKey) }),
});

const asked = ({ pageSize }: Database, page: string | undefined) => ({
  Limit: pageSize,
  ...(page !== undefined && { ExclusiveStartKey: positionOf<Record<string, unknown>>(page) }),
});

export const queryPage = async <T extends object>(
  db: Database,
  input: QueryCommandInput,
  page?: string,
): Promise<Page<T>> => pageOf<T>(await db.document.send(new QueryCommand({ ...input, ...asked(db, page) })));

export const scanPage = async <T extends object>(
  db: Database,
  input: ScanCommandInput,
  page?: string,
): Promise<Page<T>> =>
  pageOf<T>(await db.document.send(new ScanCommand({ ...input, ConsistentRead: true, ...asked(db, page) })));

/** The item of a key as it is now. */
export async function getItem<T extends object>(
  db: Database,
  table: string,
  Key: object,
): Promise<T | undefined> {
  const { Item } = await db.document.send(
    new GetCommand({ TableName: table, Key: { ...Key }, ConsistentRead: true }),
  );
  return itemsOf<T>(Item && [Item])[0];
}

/** All items of a query, however many answers they take. */
export async function queryAll<T extends object>(
  db: Database,
  input: QueryCommandInput,
): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const { Items } of paginateQuery({ client: db.document }, input))
    items.push(...itemsOf<T>(Items));
  return items;
}

/**
 * The items of these keys as they are now, without order: an index tells late, so whatever it lists is read again.
 * What is not there any more is left out.
 */
export async function readAgain<T extends object>(
  db: Database,
  table: string,
  keys: readonly object[],
): Promise<readonly T[]> {
  // While an item moves within an index it may be listed twice, and BatchGetItem refuses a key given twice.
  const waiting = [...new Map(keys.map((key) => [JSON.stringify(key), { ...key }])).values()];
  const items: T[] = [];
  let pauseMs = 0;
  while (waiting.length > 0) {
    const Keys = waiting.splice(0, BATCH_KEYS);
    const request: BatchGetCommandInput = { RequestItems: { [table]: { Keys, ConsistentRead: true } } };
    const { Responses, UnprocessedKeys } = await db.document.send(new BatchGetCommand(request));
    const left = UnprocessedKeys?.[table]?.Keys ?? [];
    items.push(...itemsOf<T>(Responses?.[table]));
    waiting.push(...left);
    // Keys are left when an answer is full, which goes on at once, or when the table is too busy, which does not.
    pauseMs = left.length === Keys.length ? Math.min(2 * pauseMs + 50, LONGEST_PAUSE_MS) : 0;
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return items;
}
