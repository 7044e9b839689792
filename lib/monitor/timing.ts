import { after, type Instant, roundUp } from '#domain/instant.ts';
import type { Monitor } from './monitor.ts';

/** `eventTime` has whole seconds (344 of 351 real records), so a change may be up to a second later than it says. */
const EVENT_TIME_MS = 1000;

/** When the one confirming look of a change is due: bursts share it. */
export const confirmAt = (eventTime: Instant, { settings }: Pick<Monitor, 'settings'>): Instant =>
  roundUp(after(eventTime, settings.timing.confirmMs), settings.timing.confirmMs);

/** From which moment on a look has surely seen a change: its second is over and reads have settled. */
export const seenFrom = (eventTime: Instant, { settings }: Pick<Monitor, 'settings'>): Instant =>
  after(eventTime, EVENT_TIME_MS + settings.timing.settleMs);
