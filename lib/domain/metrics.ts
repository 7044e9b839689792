/**
 * What the deployed monitor measures of itself, each with its CloudWatch unit. At most a dozen: every distinct set of
 * dimension values is billed as a metric of its own, so none has a dimension but severity or region, and none names a
 * control or a resource.
 */
export const METRICS = {
  /** Looks that read the account and were recorded. */
  Evaluations: { unit: 'Count', by: 'sum' },
  /** Transitions of findings, by severity. */
  Transitions: { unit: 'Count', by: 'sum', dimension: 'severity' },
  /** From a change to the look at it. */
  EventLag: { unit: 'Seconds', by: 'value' },
  /** From the earliest change that a message tells of to its publishing. */
  TellDelay: { unit: 'Seconds', by: 'value' },
  /** Records put aside because they cannot be understood. */
  Unreadable: { unit: 'Count', by: 'sum' },
  /** Records that failed and come back: the function itself did not fail, so AWS/Lambda Errors does not see them. */
  Failures: { unit: 'Count', by: 'sum' },
  /** Open findings, by severity. */
  OpenFindings: { unit: 'Count', by: 'value', dimension: 'severity' },
  /** Verdicts that could not be judged or renewed. */
  CouldNotJudge: { unit: 'Count', by: 'value' },
  /** Resources with something that nobody was told yet. */
  Untold: { unit: 'Count', by: 'value' },
  /** How long the first of them should have been told: at once, or by a digest that was due. */
  OldestUntoldAge: { unit: 'Seconds', by: 'value' },
  /** Since the last sweep that came to its end; since the first tick while none has. */
  SinceLastSweep: { unit: 'Seconds', by: 'value' },
  /** Canaries that came back, by region. */
  CanarySeen: { unit: 'Count', by: 'sum', dimension: 'region' },
} as const;

export type MetricName = keyof typeof METRICS;

/** What the values of a metric are told apart by; undefined where there is one series of it. */
export function dimensionOf(name: MetricName): string | undefined {
  const metric = METRICS[name];
  return 'dimension' in metric ? metric.dimension : undefined;
}
