import { after, type Instant } from '#domain/instant.ts';
import { localTime as local } from '#domain/local-time.ts';

const DAY_MS = 86_400_000;

/** The latest configured time of day at or before a moment; times are `HH:MM` in an IANA zone, daylight saving observed. */
export function lastDue(
  now: Instant,
  { times, zone }: { readonly times: readonly string[]; readonly zone: string },
): Instant {
  const candidates = [0, -1, -2].flatMap((days) =>
    times.map((time) => momentOf(after(now, days * DAY_MS), time, zone)),
  );
  return candidates.filter((each) => each <= now).reduce((a, b) => (a > b ? a : b), after(now, -2 * DAY_MS));
}

/** The earliest configured time after a moment. */
export function nextDue(
  now: Instant,
  { times, zone }: { readonly times: readonly string[]; readonly zone: string },
): Instant {
  const candidates = [0, 1, 2].flatMap((days) =>
    times.map((time) => momentOf(after(now, days * DAY_MS), time, zone)),
  );
  return candidates.filter((each) => each > now).reduce((a, b) => (a < b ? a : b), after(now, 2 * DAY_MS));
}

/** The moment at which clocks in a zone show `HH:MM` on the local day of `day`. */
function momentOf(day: Instant, time: string, zone: string): Instant {
  const [date = ''] = local(day, zone).split('T');
  const wanted = `${date}T${time}:00.000Z`;
  // The zone's offset is taken at the wanted time itself, found by correcting twice: enough across a clock change.
  const first = after(wanted, -offsetMs(wanted, zone));
  return after(wanted, -offsetMs(first, zone));
}

const offsetMs = (instant: Instant, zone: string): number =>
  Date.parse(`${local(instant, zone)}.000Z`) - Math.floor(Date.parse(instant) / 1000) * 1000;
