import type { TableName } from '#domain/tables.ts';
import type { Lane } from '#domain/work.ts';

/** The functions of the monitor. */
export const FUNCTION_NAMES = ['evaluate', 'sweep', 'notify', 'tick', 'suppress'] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** The same for each function, made in this order. */
export const eachFunction = <T>(make: (name: FunctionName) => T): Readonly<Record<FunctionName, T>> => ({
  evaluate: make('evaluate'),
  sweep: make('sweep'),
  notify: make('notify'),
  tick: make('tick'),
  suppress: make('suppress'),
});

/** Operations of DynamoDB that change items: what others are denied on our tables. */
export const WRITES = [
  'dynamodb:BatchWriteItem',
  'dynamodb:DeleteItem',
  'dynamodb:PartiQLDelete',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
] as const;

type Operation = 'BatchGetItem' | 'GetItem' | 'PutItem' | 'Query' | 'Scan' | 'UpdateItem';

/** What one function may do besides reading the account. */
export interface Access {
  readonly tables: { readonly [T in TableName]?: readonly Operation[] };
  /** Indexes that it queries; of no other it sees an item. */
  readonly indexes: { readonly [T in TableName]?: readonly string[] };
  readonly sends: readonly (Lane | 'deadLetters')[];
  readonly publishes: boolean;
  /** Whether it reads the account: exactly what the controls' facts declare. */
  readonly reads: boolean;
  /** Whether it looks at the rules of all regions and writes the canary on one of each. */
  readonly watches?: true;
}

/** What each function does to tables, queues and the topic: no more than the way of a change takes there. */
export const ACCESS: Readonly<Record<FunctionName, Access>> = {
  // look → record → project; pages of a sweep list our own records too.
  evaluate: {
    tables: {
      state: ['GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem'],
      findings: ['BatchGetItem', 'Query', 'UpdateItem'],
      edges: ['PutItem', 'Query'],
      history: ['PutItem'],
    },
    indexes: { findings: ['open'] },
    sends: ['changes', 'sweep', 'deadLetters'],
    publishes: false,
    reads: true,
  },
  // Notes the sweep and sends a message for each list.
  sweep: {
    tables: { state: ['GetItem', 'PutItem'] },
    indexes: {},
    sends: ['sweep'],
    publishes: false,
    reads: false,
  },
  // Claims an item, tells, marks it told; counts against the cap; users of a family are named in its message.
  notify: {
    tables: {
      state: ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'],
      edges: ['Query'],
    },
    indexes: { state: ['untold'] },
    sends: [],
    publishes: true,
    reads: false,
  },
  // As notify, and: writes the canary, starts sweeps, ends suppressions by looks, counts in the indexes for the gauges and all items for a digest.
  tick: {
    tables: {
      findings: ['Query'],
      state: ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem'],
      edges: ['Query'],
    },
    indexes: { findings: ['open'], state: ['untold', 'due', 'unjudged'] },
    sends: ['changes', 'sweep'],
    publishes: true,
    reads: false,
    watches: true,
  },
  // Notes what a person decided beside the item, and asks for the look that shows it.
  suppress: {
    tables: { state: ['GetItem', 'PutItem', 'Query'] },
    indexes: {},
    sends: ['changes'],
    publishes: false,
    reads: false,
  },
};

/** Who writes a table at all: nobody else may. */
export const writersOf = (table: TableName): readonly FunctionName[] =>
  FUNCTION_NAMES.filter((name) =>
    ACCESS[name].tables[table]?.some((operation) => operation === 'PutItem' || operation === 'UpdateItem'),
  );
