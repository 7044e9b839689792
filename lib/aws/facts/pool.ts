import { earliest } from '#domain/instant.ts';
import type { Clock, ReadContext } from '#domain/ports.ts';
import { type Shared, shelfOf } from './shelf.ts';

/** How things of one kind are read: those named, or all that a region has. Both by id; what is gone is left out. */
export interface PoolReads<T> {
  readonly some: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>;
  readonly all: () => Promise<ReadonlyMap<string, T>>;
}

/**
 * Things that many look at by id. A look alone reads those it names. As soon as another look that may share answers names
 * others, all of the region are read once, page by page, and serve both and whoever comes: 300 services cost pages,
 * not 300 calls.
 */
export interface Pool<T> {
  get(
    region: string,
    ids: readonly string[],
    context: Pick<ReadContext, 'freshFrom' | 'now'>,
    reads: PoolReads<T>,
  ): Promise<Shared<ReadonlyMap<string, T>>>;
}

export function poolOf<T>(clock: Clock, shareMs: number): Pool<T> {
  const shelf = shelfOf<ReadonlyMap<string, T>>(clock, shareMs);
  /** By region: what was asked for last. */
  const asked = new Map<string, string>();
  return {
    async get(region, ids, context, reads) {
      if (ids.length === 0) return { value: new Map(), readAt: context.now };
      const every = `${region} *`;
      const own = `${region} ${ids.toSorted().join(' ')}`;
      const before = asked.get(region);
      asked.set(region, own);
      const others = before !== undefined && before !== own && shelf.has(before, context);
      if (!shelf.has(every, context) && (!others || shelf.has(own, context)))
        return shelf.get(own, context, () => reads.some(ids));
      const all = await shelf.get(every, context, reads.all);
      // What another account shares is listed only to who names it.
      const left = ids.filter((id) => !all.value.has(id));
      if (left.length === 0) return all;
      const key = `${region} ${left.toSorted().join(' ')}`;
      const { value, readAt } = await shelf.get(key, context, () => reads.some(left));
      return { value: new Map([...all.value, ...value]), readAt: earliest(readAt, all.readAt) };
    },
  };
}

/** All pages of a listing. */
export async function pagesOf<T>(
  read: (
    token: string | undefined,
  ) => Promise<{ readonly items: readonly T[]; readonly next?: string | undefined }>,
): Promise<readonly T[]> {
  const found: T[] = [];
  let token: string | undefined;
  do {
    const { items, next } = await read(token);
    found.push(...items);
    token = next;
  } while (token !== undefined && token !== '');
  return found;
}

/** A list in parts of so many; none for an empty list. */
export const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
