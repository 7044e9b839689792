import { between, type Instant } from '#domain/instant.ts';

const DAY_MS = 86_400_000;

/** Whole days between two moments; 0 when the first lies ahead. */
export const daysBetween = (from: Instant, to: Instant): number =>
  Math.max(0, Math.floor(between(from, to) / DAY_MS));

/** Whether more than so many days lie between two moments. */
export const isOlderThan = (from: Instant, days: number, now: Instant): boolean =>
  between(from, now) > days * DAY_MS;
