import type { Vitals } from '#domain/vitals.ts';
import type { VitalsConfig } from './vitals/config.ts';
import { functions } from './vitals/functions.ts';
import { metrics } from './vitals/metrics.ts';
import { queues } from './vitals/queues.ts';
import { regions } from './vitals/regions.ts';
import { rules } from './vitals/rules.ts';
import { tables } from './vitals/tables.ts';
import { topics } from './vitals/topics.ts';

/** The vitals of a deployed monitor by the SDK: every call only reads. */
export function sdkVitals(config: VitalsConfig = {}): Vitals {
  const { latest, alarms } = metrics(config);
  return {
    ...tables(config),
    ...queues(config, latest),
    ...functions(config, latest),
    ...rules(config),
    ...topics(config),
    ...regions(config),
    alarms,
  };
}
