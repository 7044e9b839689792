import { ages } from './ages.ts';
import { alarms } from './alarms.ts';
import { canary } from './canary.ts';
import type { Check } from './diagnosis.ts';
import { eventSources } from './event-sources.ts';
import { forwarders } from './forwarders.ts';
import { functions } from './functions.ts';
import { queues } from './queues.ts';
import { rules } from './rules.ts';
import { settings } from './settings.ts';
import { tables } from './tables.ts';
import { topics } from './topics.ts';
import { trails } from './trails.ts';

/** Every check, in the order of the way of a change: what brings events, what works on them, what tells. */
export const CHECKS: readonly Check[] = [
  trails,
  rules,
  forwarders,
  canary,
  queues,
  eventSources,
  functions,
  tables,
  topics,
  alarms,
  ages,
  settings,
];
