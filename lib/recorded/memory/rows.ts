import type { Page } from '#domain/ports.ts';

/** Rows under a partition and a sort key, as a database has them: no caller shares an object with another. */
export interface Rows<T> {
  get(partition: string, sort: string): T | undefined;
  /** The row itself, to look at and not to hand out. */
  peek(partition: string, sort: string): T | undefined;
  put(partition: string, sort: string, row: T): void;
  /** Rows of a partition that are as wanted, ordered by sort key. */
  of(partition: string, wanted?: (row: T) => boolean): readonly T[];
  /** Rows of all partitions that are as wanted, ordered by a text, a page at a time. */
  page(
    size: number,
    order: (row: T) => string,
    after: string | undefined,
    wanted?: (row: T) => boolean,
  ): Page<T>;
}

interface Kept<T> {
  readonly text: string;
  readonly row: T;
}

/** In the order of UTF-8, which is DynamoDB's and differs from JavaScript's for characters such as emoji. */
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** An empty table. Rows pass through JSON, as they do on the way to any database. */
export function rows<T extends object>(): Rows<T> {
  const partitions = new Map<string, Map<string, Kept<T>>>();
  const parse = (text: string): T => JSON.parse(text) as T;
  const copy = ({ text }: Kept<T>): T => parse(text);
  const sorted = (kept: readonly (readonly [string, Kept<T>])[]): readonly Kept<T>[] =>
    kept.toSorted(([a], [b]) => byBytes(a, b)).map(([, one]) => one);

  return {
    get(partition, sort) {
      const kept = partitions.get(partition)?.get(sort);
      return kept && copy(kept);
    },
    peek: (partition, sort) => partitions.get(partition)?.get(sort)?.row,
    put(partition, sort, row) {
      const text = JSON.stringify(row);
      const own = partitions.get(partition) ?? new Map<string, Kept<T>>();
      partitions.set(partition, own.set(sort, { text, row: parse(text) }));
    },
    of: (partition, wanted = () => true) =>
      sorted([...(partitions.get(partition) ?? [])].filter(([, { row }]) => wanted(row))).map(copy),
    page(size, order, after, wanted = () => true) {
      const all = [...partitions.values()].flatMap((own) => [...own.values()]);
      const ordered = all.filter(({ row }) => wanted(row)).map((kept) => [order(kept.row), kept] as const);
      const rest = ordered.filter(([key]) => after === undefined || byBytes(key, after) > 0);
      const page = rest.toSorted(([a], [b]) => byBytes(a, b)).slice(0, size);
      const last = rest.length > size ? page.at(-1)?.[0] : undefined;
      return { items: page.map(([, kept]) => copy(kept)), ...(last !== undefined && { next: last }) };
    },
  };
}
