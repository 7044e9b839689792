import type { Instant } from './instant.ts';

/** What an `until` says: the moment it means, or what is wrong with it in words. */
export type Until = { readonly at: Instant } | { readonly wrong: string };

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
/** Source: the extended forms of ISO 8601; a time without its zone is ambiguous and refused. */
const MOMENT = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)([Zz]|[+-]\d{2}:\d{2})?$/;
const FORMS =
  'is no end of ours: write a day (2027-01-31, its end in UTC) or a moment with its zone (2027-01-31T18:00:00Z)';

/** Reads the end of a suppression: a day means its last millisecond in UTC. */
export function readUntil(text: string): Until {
  if (DAY.test(text)) return isDay(text) ? { at: endOf(text) } : { wrong: 'is no day of the calendar' };
  const [, day, time, zone] = MOMENT.exec(text) ?? [];
  if (day === undefined || time === undefined) return { wrong: `${FORMS}${guess(text)}` };
  if (!isDay(day)) return { wrong: 'is no day of the calendar' };
  if (zone === undefined) return { wrong: `has no zone; did you mean ${day}T${time}Z` };
  const ms = Date.parse(`${day}T${time}${zone.toUpperCase()}`);
  return Number.isNaN(ms) ? { wrong: 'is no time of day' } : { at: new Date(ms).toISOString() };
}

const endOf = (day: string): Instant => `${day}T23:59:59.999Z`;

/** Date.parse lets 30 February become 2 March: only a day that comes back as it went in is one. */
function isDay(day: string): boolean {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}

/** `; did you mean 2027-01-31` where the order of day, month and year leaves no doubt. */
function guess(text: string): string {
  const yearFirst = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(text);
  const dayFirst = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const [year, month, day] = yearFirst ? yearFirst.slice(1) : dayFirst ? dayFirst.slice(1).toReversed() : [];
  if (year === undefined || month === undefined || day === undefined) return '';
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(iso) ? `; did you mean ${iso}` : '';
}
