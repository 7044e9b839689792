import type { Instant } from './instant.ts';

/** A moment as clocks in a zone show it, `YYYY-MM-DDTHH:MM:SS`; daylight saving observed. */
export function localTime(instant: Instant, zone: string): string {
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
