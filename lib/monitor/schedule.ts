import { after, type Instant } from '#domain/instant.ts';

const DAY_MS = 86_400_000;

/** The latest configured time of day at or before a moment; times are `HH:MM` in an IANA zone, daylight saving observed. */
export function lastDue(
  now: Instant,
  { times, zone }: { readonly times: readonly string[]; readonly zone: string },
): Instant {
  const candidates = [0, -1, -2].flatMap((days) =>
    times.map((time) => localTime(after(now, days * DAY_MS), time, zone)),
  );
  return candidates.filter((each) => each <= now).reduce((a, b) => (a > b ? a : b), after(now, -2 * DAY_MS));
}

/** The earliest configured time after a moment. */
export function nextDue(
  now: Instant,
  { times, zone }: { readonly times: readonly string[]; readonly zone: string },
): Instant {
  const candidates = [0, 1, 2].flatMap((days) =>
    times.map((time) => localTime(after(now, days * DAY_MS), time, zone)),
  );
  return candidates.filter((each) => each > now).reduce((a, b) => (a < b ? a : b), after(now, 2 * DAY_MS));
}

/** The moment at which clocks in a zone show `HH:MM` on the local day of `day`. */
function localTime(day: Instant, time: string, zone: string): Instant {
  const [date = ''] = local(day, zone).split('T');
  const wanted = `${date}T${time}:00.000Z`;
  // The zone's offset is taken at the wanted time itself, found by correcting twice: enough across a clock change.
  const first = after(wanted, -offsetMs(wanted, zone));
  return after(wanted, -offsetMs(first, zone));
}

const offsetMs = (instant: Instant, zone: string): number =>
  Date.parse(`${local(instant, zone)}.000Z`) - Math.floor(Date.parse(instant) / 1000) * 1000;

/** A moment as clocks in a zone show it, `YYYY-MM-DDTHH:MM:SS`. */
function local(instant: Instant, zone: string): string {
  const options = {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  } as const;
  const parts = new Map(
    new Intl.DateTimeFormat('en-US', options)
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '00';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}`;
}
