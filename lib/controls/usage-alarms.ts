import {
  type Evaluation,
  failedIf,
  notAvailable,
  passed,
  type Reason,
  together,
} from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';
import type { Parameters } from '#domain/settings.ts';
import type { Measure, UsageAlarm } from '#domain/usage-alarm.ts';

const MEASURES: readonly Measure[] = ['cpu', 'memory'];
const WORDS: Readonly<Record<Measure, string>> = { cpu: 'CPU', memory: 'memory' };
/** Names of alarms that a reason shows at most. */
const SHOWN = 10;

/** Whether an alarm is about what is judged; in words why that is not known. */
export type Counts = (alarm: UsageAlarm) => boolean | string;

/** What one alarm does for a measure: it counts (with what is to be said of it), it has faults, or it is not known. */
type Judged =
  | { readonly good: string | undefined }
  | { readonly unknown: string }
  | { readonly faults: readonly Fault[] };
type Fault = 'threshold-high' | 'no-recipient' | 'actions-off';

/** CPU and memory, each by the best of its alarms: one good alarm is enough. */
export const judgeUsage = (
  alarms: readonly UsageAlarm[],
  counts: Counts,
  limits: Parameters['alarms'],
): Evaluation =>
  together(
    MEASURES.map((measure) => {
      const own = alarms.filter(
        (each) => each.measure === measure && each.raises !== 'below' && counts(each) !== false,
      );
      return judgeMeasure(measure, own, counts, limits[measure]);
    }),
    passed(),
  );

function judgeMeasure(
  measure: Measure,
  alarms: readonly UsageAlarm[],
  counts: Counts,
  limit: number,
): Evaluation {
  const judged = alarms.map((alarm) => judgeAlarm(alarm, counts(alarm), limit));
  const good = judged.find((each) => 'good' in each);
  if (good) return passed(good.good);
  const unknown = judged.find((each) => 'unknown' in each);
  if (unknown) return notAvailable(`its ${WORDS[measure]} alarm: ${unknown.unknown}`);
  const [best] = judged
    .flatMap((each) => ('faults' in each ? [each.faults] : []))
    .toSorted((a, b) => a.length - b.length || rank(a) - rank(b));
  const evidence = { alarms: [...new Set(alarms.map(({ name }) => name))].sort().slice(0, SHOWN) };
  if (!best)
    return failedIf([
      {
        code: 'no-alarm',
        subject: measure,
        message: `no alarm is set off by its high ${WORDS[measure]} use`,
      },
    ]);
  return failedIf(
    best.map(
      (code): Reason => ({
        code,
        subject: measure,
        message: MESSAGES[code](WORDS[measure], limit),
        evidence,
      }),
    ),
  );
}

const MESSAGES: Readonly<Record<Fault, (measure: string, limit: number) => string>> = {
  'threshold-high': (measure, limit) => `its ${measure} alarm is only set off above ${limit} percent`,
  'no-recipient': (measure) => `its ${measure} alarm tells nobody`,
  'actions-off': (measure) => `the actions of its ${measure} alarm are switched off`,
};

/** Which fault leaves an alarm nearest to a good one. */
const rank = (faults: readonly Fault[]): number =>
  Math.max(...faults.map((each) => ['threshold-high', 'no-recipient', 'actions-off'].indexOf(each)));

function judgeAlarm(alarm: UsageAlarm, counted: boolean | string, limit: number): Judged {
  const { raises, threshold, percent } = alarm;
  const told = judgeWays(alarm);
  // What is surely wrong with it is wrong whatever else is not known.
  const high = raises === 'above' && percent && typeof threshold === 'number' && threshold > limit;
  const faults: readonly Fault[] = [
    ...(high ? ['threshold-high' as const] : []),
    ...('fault' in told ? [told.fault] : []),
  ];
  if (faults.length > 0) return { faults };
  const why = typeof counted === 'string' ? counted : alarm.unsure;
  if (why !== undefined) return { unknown: why };
  if (raises === 'unknown') return { unknown: 'what sets it off is not known' };
  if (raises === 'above' && isUnreadable(threshold)) return { unknown: threshold.unreadable };
  if (raises === 'above' && threshold === undefined) return { unknown: 'it has no threshold' };
  if ('unknown' in told) return told;
  return { good: noteOn(alarm) };
}

type Told = { readonly fault: Fault } | { readonly unknown: string } | { readonly told: true };

/** Whether somebody is told when it is set off, by itself or by an alarm above it. */
function judgeWays({ ways }: UsageAlarm): Told {
  if (ways.some(({ enabled, reaches }) => enabled === true && reaches === true)) return { told: true };
  for (const { enabled, reaches } of ways) {
    if (reaches === false || enabled === false) continue;
    if (isUnreadable(enabled)) return { unknown: enabled.unreadable };
    if (typeof reaches === 'string') return { unknown: reaches };
  }
  return { fault: ways.some(({ reaches }) => reaches !== false) ? 'actions-off' : 'no-recipient' };
}

function noteOn({ percent, raises, of }: UsageAlarm): string | undefined {
  if (raises === 'above' && !percent)
    return 'the threshold of an alarm is in units, and not held against the settings';
  return of === 'cluster' ? 'an alarm watches all services of the cluster together' : undefined;
}
