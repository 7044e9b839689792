import type { Instant } from '#domain/instant.ts';
import { dimensionOf, METRICS, type MetricName } from '#domain/metrics.ts';

interface Measurement {
  readonly name: MetricName;
  readonly value: number;
  /** The severity or region that it is of, as its metric says. */
  readonly of?: string;
}

/** What one invocation measured, until it is written. */
export interface Measures {
  add(name: MetricName, value: number, of?: string): void;
  /** All that was added since, as lines of CloudWatch's embedded metric format. */
  take(namespace: string, at: Instant): readonly string[];
}

export function measures(): Measures {
  let held: Measurement[] = [];
  return {
    add: (name, value, of) => void held.push({ name, value, ...(of !== undefined && { of }) }),
    take: (namespace, at) => {
      const lines = emfLines(namespace, at, held);
      held = [];
      return lines;
    },
  };
}

/** At most this many values of one metric in a document (EMF specification, "target members"). */
const MAX_VALUES = 100;

/**
 * Measurements as JSON lines in the embedded metric format, a document for each severity and region, and one for what has none.
 * Counters are summed, everything else keeps its values. What is no finite number is left out: one would spoil all.
 */
export function emfLines(
  namespace: string,
  at: Instant,
  measurements: readonly Measurement[],
): readonly string[] {
  const groups = Map.groupBy(
    measurements.filter(({ value }) => Number.isFinite(value)),
    ({ name, of }) => (of === undefined ? '' : `${dimensionOf(name)} ${of}`),
  );
  return [...groups].flatMap(([of, group]) => {
    const [dimension, value] = of.split(' ');
    const values = valuesOf(group);
    const longest = Math.max(...[...values.values()].map(({ length }) => length));
    const documents = Math.ceil(longest / MAX_VALUES);
    const dimensions = dimension && value !== undefined ? { [dimension]: value } : {};
    return Array.from({ length: documents }, (_, index) =>
      documentOf(namespace, at, dimensions, pageOf(values, index)),
    );
  });
}

type Values = ReadonlyMap<MetricName, readonly number[]>;

function valuesOf(group: readonly Measurement[]): Values {
  const byName = Map.groupBy(group, ({ name }) => name);
  return new Map(
    [...byName].map(([name, each]) => {
      const values = each.map(({ value }) => value);
      return [name, METRICS[name].by === 'sum' ? [values.reduce((a, b) => a + b, 0)] : values];
    }),
  );
}

const pageOf = (values: Values, page: number): Values =>
  new Map(
    [...values]
      .map(([name, all]) => [name, all.slice(page * MAX_VALUES, (page + 1) * MAX_VALUES)] as const)
      .filter(([, part]) => part.length > 0),
  );

const documentOf = (
  namespace: string,
  at: Instant,
  dimensions: Readonly<Record<string, string>>,
  values: Values,
): string =>
  JSON.stringify({
    _aws: {
      Timestamp: Date.parse(at),
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [Object.keys(dimensions)],
          Metrics: [...values.keys()].map((name) => ({ Name: name, Unit: METRICS[name].unit })),
        },
      ],
    },
    ...dimensions,
    ...Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? all[0] : all])),
  });
