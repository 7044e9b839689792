/** What partitions a table or index, and what orders it inside a partition; all of them text. */
export interface TableKey {
  readonly partition: string;
  readonly sort: string;
}

/** An index that holds only the items which have both of its key attributes. */
export interface TableIndex extends TableKey {
  readonly name: string;
  /** What of an item it holds besides the keys: all, nothing, or these attributes. */
  readonly holds: 'all' | 'keys' | readonly string[];
}

export interface Table {
  readonly key: TableKey;
  readonly indexes: readonly TableIndex[];
  /** Attribute with the second since 1970 after which the database may delete an item. */
  readonly expires?: string;
}

/**
 * The tables of the DynamoDB store: said once, for the adapter that reads them, for local runs that create them, and
 * for the stack that deploys them. Keys and indexes of `findings` are a public contract (DESIGN.md "The findings
 * table"); `state` is private: one item a resource, and the monitor's own records.
 */
export const TABLES = {
  state: {
    key: { partition: 'arn', sort: 'item' },
    indexes: [
      { name: 'untold', partition: 'untoldRoute', sort: 'untoldSince', holds: 'keys' },
      { name: 'due', partition: 'due', sort: 'dueAt', holds: 'keys' },
      { name: 'unjudged', partition: 'unjudged', sort: 'arn', holds: ['unjudgedVerdicts'] },
    ],
    expires: 'expiresAt',
  },
  findings: {
    key: { partition: 'resourceArn', sort: 'controlId' },
    indexes: [
      { name: 'open', partition: 'openSeverity', sort: 'statusChangedAt', holds: 'all' },
      {
        name: 'byControl',
        partition: 'controlId',
        sort: 'resourceArn',
        holds: ['findingId', 'status', 'severity', 'statusChangedAt', 'resourceName', 'account', 'region'],
      },
    ],
    expires: 'expiresAt',
  },
  edges: { key: { partition: 'used', sort: 'user' }, indexes: [], expires: 'expiresAt' },
  history: { key: { partition: 'resourceArn', sort: 'seqControl' }, indexes: [] },
} as const satisfies Readonly<Record<string, Table>>;

export type TableName = keyof typeof TABLES;

/** The physical names of the tables, as the stack's outputs give them. */
export type TableNames = Readonly<Record<TableName, string>>;
