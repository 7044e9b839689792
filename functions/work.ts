import type { Clock } from '#domain/ports.ts';
import type { Lane } from '#domain/work.ts';
import type { Monitor } from '#monitor/monitor.ts';
import type { Measures } from './measures.ts';

/** What a handler works with: made from the environment in Lambda, by hand in a test. */
export interface Work {
  /** Made at the first call, then the same for as long as the process lives; that of the sweep lane reads more slowly. */
  readonly monitor: (lane?: Lane) => Promise<Monitor>;
  readonly measures: Measures;
  readonly clock: Clock;
  readonly metricsNamespace: string;
  /** The lane that a queue is, by its ARN. */
  readonly laneOf: (queueArn: string) => Lane;
  /** Writes one line of the log. */
  readonly write: (line: string) => void;
}
