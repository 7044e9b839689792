import type { Denials } from '#domain/denials.ts';
import type { FactSpec } from './spec.ts';

/** What the monitor knows of itself. */
export interface MonitorFacts {
  readonly denials: Denials;
}

export const MONITOR_FACTS = {
  denials: { actions: [], bulk: [], needs: [], reads: [], readsUsers: true, identifies: false },
} as const satisfies Record<keyof MonitorFacts, FactSpec>;
