import type { FindingRow } from '#domain/finding.ts';
import type { Look } from '#domain/look.ts';
import type { Occurrences } from '#domain/occurrences.ts';
import type { Resource } from '#domain/resource.ts';
import type { ResourceState, Verdict } from '#domain/state.ts';
import type { Catalogue } from './catalogue.ts';
import { rowOf } from './rows.ts';

/**
 * The item to diff against, with the rows nobody accounts for taken in: after a loss of the state table, its rows
 * are all that is known; what they say is adopted as judged but not as told, which costs one digest.
 */
export function adoptRows(
  state: ResourceState | undefined,
  rows: readonly FindingRow[],
  resource: Resource,
  judgedUnder: string,
): ResourceState | undefined {
  const orphans = rows.filter(({ controlId }) => !state?.verdicts[controlId]);
  if (orphans.length === 0) return state;
  const verdicts = Object.fromEntries(orphans.map((row) => [row.controlId, adopted(row)]));
  const base = state ?? emptyState(resource, orphans, judgedUnder);
  return { ...base, verdicts: { ...base.verdicts, ...verdicts } };
}

const emptyState = (
  { arn, type }: Resource,
  rows: readonly FindingRow[],
  judgedUnder: string,
): ResourceState => {
  const seq = Math.max(...rows.map((row) => row.seq));
  return {
    arn,
    type,
    schemaVersion: 1,
    version: 0,
    observedAt: '',
    seq,
    projectedSeq: seq,
    verdicts: {},
    told: {},
    uses: [],
    usesConfirmedAt: '1970-01-01T00:00:00.000Z',
    complete: false,
    denied: [],
    judgedUnder,
    changes: [],
    tags: {},
  };
};

/** A row as the verdict it was: under no version, so that what a look finds different goes to the digest. */
function adopted(row: FindingRow): Verdict {
  const failed = row.status !== 'RESOLVED';
  const { severity, reasons, firstSeenAt, statusChangedAt, observedAt, resolvedAt, resolution } = row;
  return {
    status: failed ? 'FAILED' : 'PASSED',
    ...(failed && { severity }),
    fingerprint: failed ? [...new Set(reasons.map(({ code, subject }) => `${code} ${subject}`))].sort() : [],
    reasons: failed ? reasons : [],
    since: statusChangedAt,
    route: 'digest',
    controlVersion: 0,
    parametersHash: '',
    ...(row.occurrences !== undefined && { occurrences: adoptedCount(row.occurrences, row) }),
    finding: {
      status: row.status,
      severity,
      reasons,
      firstSeenAt,
      statusChangedAt,
      openedAt: failed ? statusChangedAt : firstSeenAt,
      observedAt,
      changes: [],
      openedSeq: row.seq,
      ...(resolvedAt && { resolvedAt, confirmed: true }),
      ...(resolution && { resolution }),
    },
  };
}

/** A behaviour's row says how often it was seen and when last, but not in which events. */
const adoptedCount = (count: number, { observedAt }: FindingRow): Occurrences => ({
  count,
  lastAt: observedAt,
  marks: [],
  forgottenUntil: observedAt.slice(0, 19),
  shown: count,
  shownAt: observedAt,
});

/** Rows that differ from what the item says, whoever changed them; the next `seq` outruns theirs. */
export function repairOf(
  state: ResourceState | undefined,
  rows: readonly FindingRow[],
  catalogue: Catalogue,
): Pick<Look, 'repair'> {
  if (!state || state.version === 0) return {};
  const byControl = new Map(rows.map((row) => [row.controlId, row]));
  const controlIds = Object.keys(state.verdicts).filter((id) =>
    differs(rowOf(state, id, catalogue), byControl.get(id)),
  );
  if (controlIds.length === 0) return {};
  return { repair: { controlIds, seq: Math.max(state.seq, ...rows.map(({ seq }) => seq)) } };
}

/** What a row says of the finding itself; wording, evidence of a later look and its `seq` may differ rightly. */
const essence = ({
  status,
  severity,
  reasons,
  statusChangedAt,
  resolution,
  suppression,
}: FindingRow): string =>
  JSON.stringify([
    status,
    severity,
    reasons.map(({ code, subject }) => [code, subject]),
    statusChangedAt,
    resolution,
    suppression && [suppression.reason, suppression.owner, suppression.until, suppression.by],
  ]);

function differs(expected: FindingRow | undefined, found: FindingRow | undefined): boolean {
  if (!expected) return false;
  if (!found) return expected.status !== 'RESOLVED';
  return essence(expected) !== essence(found);
}
