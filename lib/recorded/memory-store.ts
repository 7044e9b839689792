import type { Store, StoreOptions } from '#domain/ports.ts';
import { edges } from './memory/edges.ts';
import { findings, history } from './memory/findings.ts';
import { records } from './memory/records.ts';
import { states } from './memory/states.ts';
import { tally } from './memory/tally.ts';

/**
 * The monitor's memory for one run: offline audits, the local run and tests. It answers as the DynamoDB store does,
 * held to the same contract suite.
 */
export function memoryStore(options: StoreOptions = {}): Store {
  const complete = { pageSize: 100, clock: { now: () => new Date().toISOString() }, ...options };
  const store = { ...states(complete), ...edges(), ...findings(complete), ...history(), ...records() };
  return { ...store, tally: () => tally(store) };
}
