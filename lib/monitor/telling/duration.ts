import { between, type Instant } from '#domain/instant.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in one plain unit: `41 s`, `5 min`, `9 h`, `12 d`. Hours up to two days; negative is `0 s`. */
export function sayDuration(ms: number): string {
  if (!Number.isFinite(ms)) return 'an unknown time';
  const rest = Math.max(0, ms);
  if (rest < MINUTE) return `${Math.floor(rest / SECOND)} s`;
  if (rest < HOUR) return `${Math.floor(rest / MINUTE)} min`;
  if (rest < 2 * DAY) return `${Math.floor(rest / HOUR)} h`;
  return `${Math.floor(rest / DAY)} d`;
}

/** How long ago something began, at a moment. */
export const sayAge = (since: Instant, now: Instant): string => sayDuration(between(since, now));

const isInstant = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text);

/** The day of a moment: `2026-03-02`. */
export const sayDay = (instant: Instant): string =>
  isInstant(instant) ? instant.slice(0, 10) : 'an unknown day';

/** A moment as `03:12:07 UTC`, with its day unless that is today. */
export function sayTime(instant: Instant, now: Instant): string {
  if (!isInstant(instant)) return 'at an unknown time';
  const time = `${instant.slice(11, 19)} UTC`;
  return instant.slice(0, 10) === now.slice(0, 10) ? time : `${instant.slice(0, 10)} ${time}`;
}

/** The day as a person says it: `Tue 14 Apr`. */
export const sayWeekday = (instant: Instant): string =>
  isInstant(instant) ? new Date(instant).toUTCString().slice(0, 11).replace(',', '') : 'an unknown day';
