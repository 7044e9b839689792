import type { Arn } from '#domain/arn.ts';
import type { Clock, EventHistory, Eyes, FactSource, Store, Topic, WorkQueue } from '#domain/ports.ts';
import type { Settings } from '#domain/settings.ts';
import type { Catalogue } from './catalogue.ts';

/** All that the way of a change runs on: the same in Lambda, command line, local run and tests. */
export interface Monitor {
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  readonly facts: FactSource;
  readonly store: Store;
  readonly queue: WorkQueue;
  readonly topic: Topic;
  readonly clock: Clock;
  /** Says that a resource may have something untold. Where a stream of the state table does that, it does nothing. */
  readonly wake: (arn: Arn) => Promise<void>;
  /** Where a sweep finds events that did not come; absent where there is none. */
  readonly history?: EventHistory;
  /** Where a deployed one is watched from: the tick's. */
  readonly eyes?: Eyes;
  /** Account and region whose digest and sweep this is. */
  readonly home: { readonly account: string; readonly region: string };
}
