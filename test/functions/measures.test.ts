import { describe, expect, test } from 'vitest';
import { METRICS } from '#domain/metrics.ts';
import { emfLines } from '../../functions/measures.ts';

const AT = '2026-04-14T08:00:00.000Z';
const documents = (...args: Parameters<typeof emfLines>) => emfLines(...args).map((line) => JSON.parse(line));

describe('embedded metrics', () => {
  test('nothing measured writes nothing', () => {
    expect(emfLines('warden', AT, [])).toEqual([]);
  });

  test('counters are summed, times are kept, each with its unit', () => {
    const [only, ...others] = documents('warden', AT, [
      { name: 'Evaluations', value: 1 },
      { name: 'Evaluations', value: 2 },
      { name: 'EventLag', value: 4 },
      { name: 'EventLag', value: 9 },
    ]);
    expect(others).toEqual([]);
    expect(only).toEqual({
      _aws: {
        Timestamp: Date.parse(AT),
        CloudWatchMetrics: [
          {
            Namespace: 'warden',
            Dimensions: [[]],
            Metrics: [
              { Name: 'Evaluations', Unit: 'Count' },
              { Name: 'EventLag', Unit: 'Seconds' },
            ],
          },
        ],
      },
      Evaluations: 3,
      EventLag: [4, 9],
    });
  });

  test('each severity is a document of its own, with the one dimension there is', () => {
    const made = documents('warden', AT, [
      { name: 'OpenFindings', value: 1, of: 'CRITICAL' },
      { name: 'OpenFindings', value: 7, of: 'HIGH' },
    ]);
    expect(made.map(({ severity, OpenFindings }) => [severity, OpenFindings])).toEqual([
      ['CRITICAL', 1],
      ['HIGH', 7],
    ]);
    expect(made[0]._aws.CloudWatchMetrics[0].Dimensions).toEqual([['severity']]);
  });

  test('more than a hundred values take more than one document, and none is lost', () => {
    const values = Array.from({ length: 205 }, (_, index) => ({ name: 'EventLag' as const, value: index }));
    const made = documents('warden', AT, [{ name: 'Evaluations', value: 5 }, ...values]);
    expect(made).toHaveLength(3);
    expect(made.flatMap(({ EventLag }) => EventLag)).toEqual(values.map(({ value }) => value));
    expect(made.flatMap(({ Evaluations = [] }) => Evaluations)).toEqual([5]);
  });

  test('what is no number is left out', () => {
    expect(documents('warden', AT, [{ name: 'EventLag', value: Number.NaN }])).toEqual([]);
  });

  test('there are few metrics: each is paid for', () => {
    expect(Object.keys(METRICS).length).toBeLessThanOrEqual(12);
  });
});
