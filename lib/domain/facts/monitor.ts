import type { Denials } from '#domain/denials.ts';
import type { FactSpec } from './spec.ts';

/** What the monitor knows of itself. */
export interface MonitorFacts {
  readonly denials: Denials;
  /** Records of the event history that events may not have brought; a behaviour that names it is judged on them too. */
  readonly eventHistory: readonly unknown[];
}

export const MONITOR_FACTS = {
  denials: { actions: [], bulk: [], needs: [], reads: [], readsUsers: true, identifies: false },
  eventHistory: {
    actions: [],
    bulk: ['cloudtrail:LookupEvents'],
    needs: [],
    reads: [],
    readsUsers: false,
    identifies: false,
  },
} as const satisfies Record<keyof MonitorFacts, FactSpec>;
