/** A moment in UTC as ISO 8601 with milliseconds and `Z`: sorts as text in the order of time. */
export type Instant = string;

/** The moment `ms` milliseconds after (or, negative, before) another. */
export const after = (instant: Instant, ms: number): Instant =>
  new Date(Date.parse(instant) + ms).toISOString();

/** Milliseconds from `from` to `to`; negative when `to` is earlier. */
export const between = (from: Instant, to: Instant): number => Date.parse(to) - Date.parse(from);

/** Reads any ISO time, whole seconds included, as an Instant; undefined when it is no time. */
export function toInstant(text: unknown): Instant | undefined {
  if (typeof text !== 'string') return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** The next multiple of `ms` at or after a moment: what makes bursts of changes share one confirming look. */
export const roundUp = (instant: Instant, ms: number): Instant =>
  new Date(Math.ceil(Date.parse(instant) / ms) * ms).toISOString();

export const latest = (...instants: readonly Instant[]): Instant =>
  instants.reduce((a, b) => (a > b ? a : b));
export const earliest = (...instants: readonly Instant[]): Instant =>
  instants.reduce((a, b) => (a < b ? a : b));
