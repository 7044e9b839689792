import type { Store } from '#domain/ports.ts';

/** Why verdicts could not be had or renewed, and how many each: could not read is not pass. */
export async function unjudgedIn(store: Store): Promise<ReadonlyMap<string, number>> {
  const reasons = new Map<string, number>();
  let page: string | undefined;
  do {
    const states = await store.states(page);
    for (const { verdicts } of states.items) {
      for (const { status, why, staleSince, staleWhy } of Object.values(verdicts)) {
        const reason =
          status === 'NOT_AVAILABLE'
            ? (why ?? 'no reason')
            : staleSince !== undefined
              ? (staleWhy ?? 'no reason')
              : undefined;
        if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      }
    }
    page = states.next;
  } while (page !== undefined);
  return reasons;
}
