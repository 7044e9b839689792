import { describe, expect, it } from 'vitest';
import { lastDue, nextDue } from '#monitor/schedule.ts';

const at = (times: readonly string[], zone: string) => ({ times, zone });

describe('times of day', () => {
  it.each([
    ['today, already past', '2026-04-14T10:00:00.000Z', at(['09:00'], 'UTC'), '2026-04-14T09:00:00.000Z'],
    [
      'yesterday, today still to come',
      '2026-04-14T08:59:59.999Z',
      at(['09:00'], 'UTC'),
      '2026-04-13T09:00:00.000Z',
    ],
    ['exactly now', '2026-04-14T09:00:00.000Z', at(['09:00'], 'UTC'), '2026-04-14T09:00:00.000Z'],
    [
      'the later of two',
      '2026-04-14T18:00:00.000Z',
      at(['09:00', '17:00'], 'UTC'),
      '2026-04-14T17:00:00.000Z',
    ],
    [
      'summer time in Berlin',
      '2026-07-01T08:00:00.000Z',
      at(['09:00'], 'Europe/Berlin'),
      '2026-07-01T07:00:00.000Z',
    ],
    [
      'winter time in Berlin',
      '2026-01-15T09:00:00.000Z',
      at(['09:00'], 'Europe/Berlin'),
      '2026-01-15T08:00:00.000Z',
    ],
    [
      'the day clocks went forward',
      '2026-03-29T12:00:00.000Z',
      at(['09:00'], 'Europe/Berlin'),
      '2026-03-29T07:00:00.000Z',
    ],
    [
      'the day clocks went back',
      '2026-10-25T12:00:00.000Z',
      at(['09:00'], 'Europe/Berlin'),
      '2026-10-25T08:00:00.000Z',
    ],
    [
      'a local day ahead of UTC',
      '2026-04-14T22:00:00.000Z',
      at(['09:00'], 'Pacific/Auckland'),
      '2026-04-14T21:00:00.000Z',
    ],
  ])('the last one: %s', (_name, now, digest, expected) => expect(lastDue(now, digest)).toBe(expected));

  it.each([
    ['later today', '2026-04-14T08:00:00.000Z', at(['09:00'], 'UTC'), '2026-04-14T09:00:00.000Z'],
    ['tomorrow when it is now', '2026-04-14T09:00:00.000Z', at(['09:00'], 'UTC'), '2026-04-15T09:00:00.000Z'],
    [
      'across the change of clocks',
      '2026-03-28T20:00:00.000Z',
      at(['09:00'], 'Europe/Berlin'),
      '2026-03-29T07:00:00.000Z',
    ],
  ])('the next one: %s', (_name, now, digest, expected) => expect(nextDue(now, digest)).toBe(expected));
});
