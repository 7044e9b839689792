/** A run of addresses or ports, both ends included. */
export interface Range<N extends bigint | number = bigint> {
  readonly from: N;
  readonly to: N;
}

/** The same values as sorted runs that neither overlap nor touch. */
export function merged<N extends bigint | number>(ranges: readonly Range<N>[]): readonly Range<N>[] {
  const runs: Range<N>[] = [];
  for (const { from, to } of ranges.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = runs.at(-1);
    if (!last || from > moved(last.to, 1)) runs.push({ from, to });
    else if (to > last.to) runs[runs.length - 1] = { from: last.from, to };
  }
  return runs;
}

/** The part of runs that lies outside of others. */
export function without<N extends bigint | number>(
  runs: readonly Range<N>[],
  others: readonly Range<N>[],
): readonly Range<N>[] {
  let left = runs;
  for (const { from, to } of others)
    left = left.flatMap((run) => {
      if (to < run.from || from > run.to) return [run];
      const before = run.from < from ? [{ from: run.from, to: moved(from, -1) }] : [];
      return run.to > to ? [...before, { from: moved(to, 1), to: run.to }] : before;
    });
  return left;
}

const moved = <N extends bigint | number>(value: N, by: 1 | -1): N => stepped(value, by) as N;
const stepped = (value: bigint | number, by: number): bigint | number =>
  typeof value === 'bigint' ? value + BigInt(by) : value + by;

/** Whether runs that do not touch hold all of a range. */
export const hold = <N extends bigint | number>(runs: readonly Range<N>[], { from, to }: Range<N>): boolean =>
  runs.some((run) => run.from <= from && to <= run.to);

/** How many values runs that do not overlap hold. */
export const sizeOf = (runs: readonly Range[]): bigint =>
  runs.reduce((sum, { from, to }) => sum + to - from + 1n, 0n);
