import { after, between, type Instant } from '#domain/instant.ts';
import type { ResourceState } from '#domain/state.ts';
import type { Monitor } from './monitor.ts';

/** Messages at once in a window of five minutes (DESIGN.md "Immediate, digest or silent"; e-mail subscriptions die above 10 a second). */
export const CAP = { windowMs: 300_000, high: 20, critical: 60 } as const;

/**
 * Whether a resource gets a message of its own now. CRITICAL always does, until so many come that they are grouped by
 * actor; HIGH beyond its cap waits for the summary of the next tick; a good message counts like the finding it ends.
 */
export async function mayTellAlone(
  state: ResourceState,
  { store, clock }: Monitor,
): Promise<'alone' | 'summary' | 'storm'> {
  const window = windowOf(clock.now());
  const expires = after(clock.now(), 2 * CAP.windowMs);
  if (state.untoldSeverity === 'CRITICAL') {
    const critical = await store.count(`told-critical-${window}`, 1, expires);
    return critical > CAP.critical ? 'storm' : 'alone';
  }
  const high = await store.count(`told-high-${window}`, 1, expires);
  return high > CAP.high ? 'summary' : 'alone';
}

const windowOf = (now: Instant): number =>
  Math.floor(between('1970-01-01T00:00:00.000Z', now) / CAP.windowMs);
