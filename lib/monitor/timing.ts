import { after, type Instant, roundUp } from '#domain/instant.ts';
import type { LookMessage } from '#domain/work.ts';
import type { Monitor } from './monitor.ts';

/** `eventTime` has whole seconds (344 of 351 real records), so a change may be up to a second later than it says. */
const EVENT_TIME_MS = 1000;

/** IAM is one for all regions: it shows a change so many times later than the services of one (60 s and 120 s, DESIGN.md "State"). */
const SLOW = { settle: 4, confirm: 2 };

/** Whether a look reads what settles as slowly as IAM: a principal, or whoever is looked at for one. */
export const isSlow = ({ resource, slow }: Pick<LookMessage, 'resource' | 'slow'>): boolean =>
  slow === true || resource.type.startsWith('AWS::IAM::');

type Told = Pick<LookMessage, 'resource' | 'slow'>;

/** How long a read may still show the state before the change that a look is for. */
export const settleMs = (look: Told, { settings }: Pick<Monitor, 'settings'>): number =>
  settings.timing.settleMs * (isSlow(look) ? SLOW.settle : 1);

/** When the one confirming look of a change is due: bursts share it. */
export function confirmAt(eventTime: Instant, look: Told, { settings }: Pick<Monitor, 'settings'>): Instant {
  const delay = settings.timing.confirmMs * (isSlow(look) ? SLOW.confirm : 1);
  return roundUp(after(eventTime, delay), delay);
}

/** From which moment on a look has surely seen a change: its second is over and reads have settled. */
export const seenFrom = (eventTime: Instant, look: Told, monitor: Pick<Monitor, 'settings'>): Instant =>
  after(eventTime, EVENT_TIME_MS + settleMs(look, monitor));
