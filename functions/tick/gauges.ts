import { between, type Instant } from '#domain/instant.ts';
import { SEVERITIES } from '#domain/severity.ts';
import type { Monitor } from '#monitor/monitor.ts';
import { sweepNotes } from '#monitor/sweep-run.ts';
import type { Gauges } from '#monitor/tick.ts';
import type { Work } from '../work.ts';

/** The gauges of a tick as metrics; those that are zero too, for their absence means that the tick is missing. */
export function measure(
  { open, couldNotJudge, untold, overdueSince }: Gauges,
  swept: Instant,
  { measures, clock }: Pick<Work, 'measures' | 'clock'>,
): void {
  const age = (from: Instant): number => Math.max(0, between(from, clock.now()) / 1000);
  for (const severity of SEVERITIES) measures.add('OpenFindings', open[severity], severity);
  measures.add('CouldNotJudge', couldNotJudge);
  measures.add('Untold', untold);
  measures.add('OldestUntoldAge', overdueSince === undefined ? 0 : age(overdueSince));
  measures.add('SinceLastSweep', age(swept));
}

/** When the last sweep ended; while none has, when the first tick asked. */
export async function sweptSince({ store, clock }: Monitor): Promise<Instant> {
  const { endedAt } = await sweepNotes(store);
  if (endedAt !== undefined) return endedAt;
  const first = await store.note('first-tick');
  if (typeof first === 'string') return first;
  const now = clock.now();
  await store.putNote('first-tick', now);
  return now;
}
