import { isBehaviour } from '#domain/behaviour.ts';
import { after, between, type Instant } from '#domain/instant.ts';
import type { ResourceState } from '#domain/state.ts';
import { untold } from '#domain/untold.ts';
import type { Monitor } from './monitor.ts';

/** Messages at once in a window of five minutes, `timing.capMs` (DESIGN.md "Immediate, digest or silent"; e-mail subscriptions die above 10 a second). */
export const CAP = { high: 20, critical: 60 } as const;

/** Whether what is to be told at once of a resource waits for no summary: CRITICAL, and a control that says so (tampering). */
export function isUrgent(state: ResourceState, { catalogue }: Pick<Monitor, 'catalogue'>): boolean {
  if (state.untoldSeverity === 'CRITICAL') return true;
  return untold(state).some(({ controlId, route }) => {
    const rule = catalogue.control(controlId);
    return route === 'immediate' && rule !== undefined && isBehaviour(rule) && rule.urgent === true;
  });
}

/**
 * Whether a resource gets a message of its own now. What is urgent always does, until so many come that they are grouped by
 * actor; HIGH beyond its cap waits for the summary of the next tick; a good message counts like the finding it ends.
 */
export async function mayTellAlone(
  state: ResourceState,
  monitor: Pick<Monitor, 'store' | 'clock' | 'catalogue' | 'settings'>,
): Promise<'alone' | 'summary' | 'storm'> {
  const { store, clock, settings } = monitor;
  const { capMs } = settings.timing;
  const window = windowOf(clock.now(), capMs);
  const expires = after(clock.now(), 2 * capMs);
  if (isUrgent(state, monitor)) {
    const critical = await store.count(`told-critical-${window}`, 1, expires);
    return critical > CAP.critical ? 'storm' : 'alone';
  }
  const high = await store.count(`told-high-${window}`, 1, expires);
  return high > CAP.high ? 'summary' : 'alone';
}

const windowOf = (now: Instant, capMs: number): number =>
  Math.floor(between('1970-01-01T00:00:00.000Z', now) / capMs);
