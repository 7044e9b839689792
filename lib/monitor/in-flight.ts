/** Results that wait for a slower one before them, for each piece of work in flight. */
const AHEAD = 4;

/**
 * Does work on items, so many at a time, and gives the results in the order of the items. What one of them throws is
 * thrown; then, and when nobody takes results any more, nothing further begins.
 */
export async function* inFlight<T, R>(
  items: Iterable<T>,
  most: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const slots = slotsOf(most);
  const begun: Promise<R>[] = [];
  try {
    for (const item of items) {
      const result = slots.run(() => work(item));
      // It is waited for below; until then a failure is nobody's surprise.
      result.catch(() => undefined);
      begun.push(result);
      const first = begun.length >= most * AHEAD ? begun.shift() : undefined;
      if (first) yield await first;
    }
    for (const result of begun) yield await result;
  } finally {
    slots.close();
  }
}

function slotsOf(most: number) {
  const waiting: (() => void)[] = [];
  let free = most;
  let isClosed = false;
  const enter = async (): Promise<void> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((done) => waiting.push(done));
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    async run<R>(work: () => Promise<R>): Promise<R> {
      await enter();
      try {
        if (isClosed) throw new Error('nobody waits for this any more');
        return await work();
      } finally {
        leave();
      }
    },
    close: (): void => {
      isClosed = true;
    },
  };
}
