/** A query of Metrics Insights, as far as it says what is watched. */
export interface MetricsQuery {
  readonly namespace: string;
  readonly metric: string;
  /** The dimensions of its schema; undefined: all metrics of the namespace, whatever their dimensions. */
  readonly dimensions?: readonly string[];
  /** Values that dimensions must have; undefined: it asks for more than that, and what it leaves out is not known. */
  readonly where?: Readonly<Record<string, string>>;
  /** Whether one of many services with high use shows: the highest counts, or each is looked at by itself. */
  readonly showsEach: boolean;
}

const NAME = String.raw`"?([\w./-]+)"?`;
const QUERY = new RegExp(
  String.raw`^\s*SELECT\s+(\w+)\s*\(\s*${NAME}\s*\)\s+FROM\s+(?:SCHEMA\s*\(\s*${NAME}\s*(?:,([^)]*))?\)|${NAME})` +
    String.raw`(?:\s+WHERE\s+(.*?))?(?:\s+GROUP\s+BY\s+(.*?))?(?:\s+ORDER\s+BY\s+.*?)?(?:\s+LIMIT\s+\d+)?\s*$`,
  'is',
);

/** Reads `SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/ECS", ClusterName, ServiceName) WHERE … GROUP BY …` (CloudWatch guide, "Metrics Insights query components"). Never throws. */
export function parseMetricsQuery(text: string): MetricsQuery | undefined {
  if (text.length > 2048) return undefined;
  const [, aggregate, metric, schema, dimensions, table, where, group] = QUERY.exec(text) ?? [];
  const namespace = schema ?? table;
  if (metric === undefined || namespace === undefined) return undefined;
  const conditions = conditionsOf(where);
  return {
    namespace,
    metric,
    ...(schema !== undefined && { dimensions: wordsOf(dimensions) }),
    ...(conditions && { where: conditions }),
    showsEach: aggregate?.toUpperCase() === 'MAX' || wordsOf(group).includes('ServiceName'),
  };
}

const wordsOf = (text = ''): readonly string[] =>
  text
    .split(',')
    .map((each) => each.trim().replace(/^"|"$/g, ''))
    .filter((each) => each !== '');

/** Undefined where it is more than equalities that all hold. */
function conditionsOf(where: string | undefined): Readonly<Record<string, string>> | undefined {
  if (where === undefined) return {};
  const parts = where.split(/\s+AND\s+/i).map((each) => /^\s*"?(\w+)"?\s*=\s*'([^']*)'\s*$/.exec(each));
  const pairs = parts.flatMap((part): [string, string][] => (part ? [[part[1] ?? '', part[2] ?? '']] : []));
  return pairs.length === parts.length ? Object.fromEntries(pairs) : undefined;
}
