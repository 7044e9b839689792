import { earliest, type Instant } from './instant.ts';
import { quietAt } from './occurrences.ts';
import type { Verdict } from './state.ts';

/** The earliest moment at which time alone changes a finding: a suppression ends, or a behaviour has gone quiet. */
export function dueAt(
  verdicts: Readonly<Record<string, Verdict>>,
  quietMs: number,
): { readonly dueAt?: Instant } {
  const moments = Object.values(verdicts).flatMap(({ status, finding, occurrences }) => [
    ...(finding?.status === 'SUPPRESSED' && finding.suppression ? [finding.suppression.until] : []),
    ...(status === 'FAILED' && occurrences ? [quietAt(occurrences, quietMs)] : []),
  ]);
  return moments.length > 0 ? { dueAt: earliest(...moments) } : {};
}
