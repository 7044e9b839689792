import type { Instant } from './instant.ts';
import { localTime } from './local-time.ts';

export const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
type Weekday = (typeof WEEKDAYS)[number];

/**
 * When people are expected to work. `from` and `to` are local times `HH:MM`; where `to` is not later than `from`, the
 * span ends on the next day and belongs to the day it begins on (equal ones are a whole day).
 */
export interface BusinessHours {
  /** IANA time zone. */
  readonly zone: string;
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

/**
 * Whether a moment lies within the hours, as clocks in the zone show it: an hour that daylight saving repeats counts
 * both times, one that it skips never comes. `from` is within, `to` is not.
 */
export function isWithin(instant: Instant, { zone, days, from, to }: BusinessHours): boolean {
  const [date = '', clock = ''] = localTime(instant, zone).split('T');
  const time = clock.slice(0, 5);
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  const isOn = (day: number): boolean => days.some((each) => each === WEEKDAYS[(day + 7) % 7]);
  if (from < to) return isOn(weekday) && from <= time && time < to;
  return (isOn(weekday) && time >= from) || (isOn(weekday - 1) && time < to);
}
