import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Instant } from '#domain/instant.ts';
import prices from './prices.json' with { type: 'json' };

export const PRICES = prices.prices;
/** What is paid for; each has a price. */
export type Item = keyof typeof PRICES;
/** What the monitor does, that its costs are told apart. */
export type Part = 'changes' | 'sweep' | 'tick' | 'telling';

/** Adds up what each part uses. */
export interface Meter {
  add(part: Part, item: Item, amount: number): void;
  /** A metric is paid for in the hours in which it is written. */
  metric(name: string, at: Instant): void;
  /** A key is asked for again when a caller has not used it for five minutes; counted once in each five. */
  keyUse(caller: string, at: Instant): void;
  readonly used: ReadonlyMap<Part, ReadonlyMap<Item, number>>;
  readonly metricHours: () => number;
  readonly keyUses: () => number;
  reset(): void;
}

export function meter(): Meter {
  const used = new Map<Part, Map<Item, number>>();
  const hours = new Set<string>();
  const keys = new Set<string>();
  return {
    used,
    add(part, item, amount) {
      if (amount === 0) return;
      const of = used.get(part) ?? new Map<Item, number>();
      of.set(item, (of.get(item) ?? 0) + amount);
      used.set(part, of);
    },
    metric: (name, at) => void hours.add(`${name} ${at.slice(0, 13)}`),
    keyUse: (caller, at) => void keys.add(`${caller} ${Math.floor(Date.parse(at) / 300_000)}`),
    metricHours: () => hours.size,
    keyUses: () => keys.size,
    reset() {
      used.clear();
      hours.clear();
      keys.clear();
    },
  };
}

const READS = /^(Get|BatchGet|Query|Scan)/;

/** Says of each call of a DynamoDB client which units it consumed, without those of indexes that a write changes. */
export function meterDynamo(
  client: DynamoDBClient,
  said: (input: Input, reads: number, writes: number) => void,
): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' };
        const answer = await next({ ...args, input });
        const { ConsumedCapacity } = answer.output as { ConsumedCapacity?: Consumed | Consumed[] };
        const all = [ConsumedCapacity ?? []].flat();
        const units = all.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
        const isRead = READS.test(commandName);
        said(input as Input, isRead ? units : 0, isRead ? 0 : units);
        return answer;
      },
    { step: 'initialize', priority: 'low' },
  );
}

/** What a call was told, of one table. */
export interface Input {
  readonly TableName?: string;
  readonly Item?: Readonly<Record<string, unknown>>;
}

interface Consumed {
  readonly CapacityUnits?: number;
}
