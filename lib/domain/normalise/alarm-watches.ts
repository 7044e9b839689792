import type { Measure, UsageNamespace } from '#domain/usage-alarm.ts';
import { type Fields, fieldsOf, objectsOf, textOf, unresolved } from './fields.ts';
import { parseMetricsQuery } from './metrics-insights.ts';

/** A cluster or service that is watched: one by name, all of them, or one that cannot be told. */
export type Watched = { readonly name: string } | 'all' | 'unknown';

/** What an alarm watches of ECS. */
export interface Watch {
  readonly measure: Measure;
  readonly namespace: UsageNamespace;
  readonly percent: boolean;
  /** What tasks have reserved, not what they use. */
  readonly reserved: boolean;
  readonly cluster: Watched;
  /** Absent: the cluster as a whole. */
  readonly service?: Watched;
}

interface Metric {
  readonly measure: Measure;
  readonly percent: boolean;
  readonly reserved: boolean;
}

const metric = (measure: Measure, percent: boolean, reserved = false): Metric => ({
  measure,
  percent,
  reserved,
});

/** ECS developer guide, "Amazon ECS CloudWatch metrics"; CloudWatch guide, "Amazon ECS Container Insights metrics". */
const METRICS: Readonly<Record<UsageNamespace, Readonly<Record<string, Metric>>>> = {
  'AWS/ECS': {
    CPUUtilization: metric('cpu', true),
    MemoryUtilization: metric('memory', true),
    CPUReservation: metric('cpu', true, true),
    MemoryReservation: metric('memory', true, true),
  },
  'ECS/ContainerInsights': {
    CpuUtilized: metric('cpu', false),
    MemoryUtilized: metric('memory', false),
    TaskCpuUtilization: metric('cpu', true),
    TaskMemoryUtilization: metric('memory', true),
    ContainerCpuUtilization: metric('cpu', true),
    ContainerMemoryUtilization: metric('memory', true),
    instance_cpu_utilization: metric('cpu', true),
    instance_memory_utilization: metric('memory', true),
  },
};
const isNamespace = (text: unknown): text is UsageNamespace =>
  typeof text === 'string' && Object.hasOwn(METRICS, text);

function metricOf(namespace: unknown, name: unknown): (Metric & { namespace: UsageNamespace }) | undefined {
  if (!isNamespace(namespace) || typeof name !== 'string' || !Object.hasOwn(METRICS[namespace], name))
    return undefined;
  const found = METRICS[namespace][name];
  return found && { ...found, namespace };
}

/** What a metric alarm watches of ECS, by its metric, the metrics of its maths, or its query. Never throws. */
export function watchesOf(alarm: Fields): readonly Watch[] {
  const queries = objectsOf(alarm['Metrics']);
  if (queries.length === 0) return watchOf(alarm, alarm['Statistic']);
  return [...reached(queries)].flatMap((query) => {
    const stat = fieldsOf(query['MetricStat']);
    if (stat) return watchOf(fieldsOf(stat['Metric']) ?? {}, stat['Stat']);
    return watchesOfQuery(textOf(query['Expression']) ?? '');
  });
}

/** What the result of a metric maths is made of: the queries that it names, directly or by others. */
function reached(queries: readonly Fields[]): ReadonlySet<Fields> {
  const isResult = (query: Fields): boolean =>
    query['ReturnData'] !== false && query['ReturnData'] !== 'false';
  const found = new Set(queries.filter(isResult));
  for (const query of found) {
    const ids = new Set(textOf(query['Expression'])?.match(/\b[a-z]\w*\b/g));
    for (const each of queries) if (ids.has(textOf(each['Id']) ?? '')) found.add(each);
  }
  return found;
}

const named = (raw: unknown): Watched => (typeof raw === 'string' ? { name: raw } : 'unknown');

/** The count of samples is how many tasks run, not what they use. Other dimensions are of a part: one task, one family, one instance. */
function watchOf(raw: Fields, statistic: unknown): readonly Watch[] {
  const found = metricOf(raw['Namespace'], raw['MetricName']);
  if (!found || statistic === 'SampleCount') return [];
  const { measure, namespace, percent, reserved } = found;
  const base = { measure, namespace, percent, reserved };
  if (unresolved(raw['Dimensions']) !== undefined)
    return [{ ...base, cluster: 'unknown', service: 'unknown' }];
  const dimensions = objectsOf(raw['Dimensions']);
  const value = (name: string): unknown => dimensions.find((each) => each['Name'] === name)?.['Value'];
  const names = dimensions.map((each) => each['Name']);
  const isOf = (...wanted: readonly string[]): boolean =>
    names.length === wanted.length && wanted.every((name) => names.includes(name));
  if (isOf('ClusterName')) return [{ ...base, cluster: named(value('ClusterName')) }];
  if (!isOf('ClusterName', 'ServiceName')) return [];
  return [{ ...base, cluster: named(value('ClusterName')), service: named(value('ServiceName')) }];
}

function watchesOfQuery(text: string): readonly Watch[] {
  const query = parseMetricsQuery(text);
  const found = query && metricOf(query.namespace, query.metric);
  if (!query || !found || !query.showsEach) return [];
  const { measure, namespace, percent, reserved } = found;
  const where = (name: string): Watched => {
    if (!query.where) return 'unknown';
    return query.where[name] === undefined ? 'all' : { name: query.where[name] };
  };
  const cluster: Watch = { measure, namespace, percent, reserved, cluster: where('ClusterName') };
  const service: Watch = { ...cluster, service: where('ServiceName') };
  const has = (name: string): boolean => query.dimensions?.includes(name) ?? true;
  const asks = Object.keys(query.where ?? {}).some((name) => !['ClusterName', 'ServiceName'].includes(name));
  if (!has('ClusterName') || asks) return [];
  if (!query.dimensions) return [cluster, service];
  return has('ServiceName') ? [service] : [cluster];
}
