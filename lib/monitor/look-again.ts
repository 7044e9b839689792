import { after } from '#domain/instant.ts';
import type { Resource } from '#domain/resource.ts';
import type { LookMessage } from '#domain/work.ts';
import type { Monitor } from './monitor.ts';

/** Clocks of two workers may differ by this much. */
const CLOCK_SKEW_MS = 1000;

/** A look that no change led to: what time or people decided shows in a finding's row by it. */
export const lookAgain = (resource: Resource, { clock }: Pick<Monitor, 'clock'>): LookMessage => ({
  kind: 'look',
  resource,
  cause: 'sweep',
  seenFrom: after(clock.now(), CLOCK_SKEW_MS),
  hop: 0,
  attempt: 0,
  alters: [],
  insists: true,
});
