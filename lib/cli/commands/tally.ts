import { count } from '#cli/count.ts';
import { EXIT, type ExitCode } from '#cli/exit-code.ts';
import { rank, type Severity } from '#domain/severity.ts';
import type { Evaluated } from '#monitor/scan-evaluations.ts';

/** Counts evaluations for the last lines of a scan or check, and says how it ends. */
export function tallyOf(failOn: Severity) {
  const counts = { evaluations: 0, failed: 0, suppressed: 0 };
  const unjudged = new Map<string, number>();
  let isFailing = false;
  const tally = {
    resources: 0,
    isIncomplete: false,
    add({ status, severity, suppressed, why = 'no reason' }: Evaluated): void {
      counts.evaluations += 1;
      if (status === 'NOT_AVAILABLE') unjudged.set(why, (unjudged.get(why) ?? 0) + 1);
      if (status !== 'FAILED') return;
      counts[suppressed ? 'suppressed' : 'failed'] += 1;
      if (!suppressed && rank(severity) <= rank(failOn)) isFailing = true;
    },
    lines(): readonly string[] {
      const notAvailable = [...unjudged.values()].reduce((a, b) => a + b, 0);
      const sums = `${counts.failed} failed, ${counts.suppressed} suppressed, ${notAvailable} not available`;
      return [
        ...[...unjudged].map(([why, times]) => `not judged (${count(times, 'time')}): ${why}`),
        `${count(tally.resources, 'resource')}, ${count(counts.evaluations, 'evaluation')}: ${sums}`,
      ];
    },
    exitCode(): ExitCode {
      if (isFailing) return EXIT.findings;
      return tally.isIncomplete || unjudged.size > 0 ? EXIT.notJudged : EXIT.clean;
    },
  };
  return tally;
}
