/** Waits until a service may be called again. */
export type Pace = (service: string) => Promise<void>;

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/**
 * A token bucket for each service: so many calls a second, with one second's worth at once. Without a number nobody
 * waits. The SDK's own retries are paced by its adaptive mode, not here.
 */
export function paceOf(perSecond: number | undefined): Pace {
  if (perSecond === undefined) return () => Promise.resolve();
  const interval = 1000 / perSecond;
  const burst = Math.max(1, Math.floor(perSecond));
  /** By service: when its bucket is full again. */
  const fullAt = new Map<string, number>();
  return async (service) => {
    const now = Date.now();
    const full = Math.max(fullAt.get(service) ?? now, now) + interval;
    fullAt.set(service, full);
    const wait = full - now - burst * interval;
    if (wait > 0) await sleep(wait);
  };
}
