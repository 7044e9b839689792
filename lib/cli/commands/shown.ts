import type { Invocation } from '#cli/command.ts';
import { type Shape, type Sink, sinkTo } from '#cli/format/sink.ts';
import type { Io } from '#cli/io.ts';
import type { EvaluationStatus } from '#domain/evaluation.ts';
import { rank } from '#domain/severity.ts';
import type { Evaluated } from '#monitor/scan-evaluations.ts';

export const STATUSES: readonly EvaluationStatus[] = ['FAILED', 'NOT_AVAILABLE', 'PASSED', 'NOT_APPLICABLE'];

/** Whether an evaluation is shown: of the statuses asked for; if none are, failures that nobody suppressed and what could not be judged. */
export const isShown = (
  { status, suppressed }: Evaluated,
  shown: readonly EvaluationStatus[] | undefined,
): boolean =>
  shown ? shown.includes(status) : status === 'NOT_AVAILABLE' || (status === 'FAILED' && !suppressed);

/** A table begins with the worst; the other formats print as evaluations come. */
export function worstFirst<T extends Evaluated>(shape: Shape<T>, invocation: Invocation, io: Io): Sink<T> {
  const sink = sinkTo(shape, { io, ...invocation });
  if (invocation.format !== 'table') return sink;
  const rows: T[] = [];
  const order = ({ status, severity, suppressed }: Evaluated): number =>
    STATUSES.indexOf(status) * 100 + Number(suppressed !== undefined) * 10 + rank(severity);
  return {
    put: (row) => {
      rows.push(row);
      return Promise.resolve();
    },
    end: async () => {
      for (const row of rows.toSorted((a, b) => order(a) - order(b))) await sink.put(row);
      await sink.end();
    },
  };
}
