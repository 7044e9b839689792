import type { Instant } from './instant.ts';
import type { Resource } from './resource.ts';
import type { ResourceState } from './state.ts';

/**
 * An item not yet written, which a look of any moment is newer than. `seq` begins at the clock, so that a rebuilt item
 * outruns the rows of a lost one.
 */
export const blankState = (
  resource: Resource,
  now: Instant,
  { judgedUnder, tags = {} }: { readonly judgedUnder: string; readonly tags?: ResourceState['tags'] },
): ResourceState => ({
  ...resource,
  schemaVersion: 1,
  version: 0,
  observedAt: '',
  seq: Date.parse(now),
  projectedSeq: Date.parse(now),
  verdicts: {},
  told: {},
  uses: [],
  usesConfirmedAt: now,
  judgedUnder,
  complete: false,
  denied: [],
  changes: [],
  tags,
});
