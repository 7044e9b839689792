import type { Change } from '#domain/change.ts';
import type { FindingRow, HistoryEntry, RowChange, Suppression } from '#domain/finding.ts';
import { between } from '#domain/instant.ts';
import { onlyChange } from '#domain/recent-changes.ts';
import { nameOf, placeOf } from '#domain/resource.ts';
import type { FindingState, Pending, ResourceState } from '#domain/state.ts';
import type { Catalogue } from './catalogue.ts';
import { findingId } from './identity.ts';

/** How long a resolved row is kept (DESIGN.md "The findings table"): 400 days, in seconds. */
const KEEP_RESOLVED_S = 400 * 86_400;

/** The public row of one finding; undefined for a control that never failed here. Removed controls keep their id as title. */
export function rowOf(state: ResourceState, controlId: string, catalogue: Catalogue): FindingRow | undefined {
  const verdict = state.verdicts[controlId];
  const finding = verdict?.finding;
  if (!verdict || !finding) return undefined;
  const control = catalogue.control(controlId);
  const { account, region } = placeOf(state.arn);
  const { suppression, resolvedAt, resolution } = finding;
  return {
    resourceArn: state.arn,
    controlId,
    findingId: findingId(controlId, state),
    status: finding.status,
    severity: finding.severity,
    title: control?.title ?? controlId,
    guidance: control?.guidance ?? [],
    resourceType: state.type,
    resourceName: nameOf(state),
    account,
    region,
    reasons: finding.reasons,
    remediation: control?.remediation.text ?? '',
    firstSeenAt: finding.firstSeenAt,
    statusChangedAt: finding.statusChangedAt,
    observedAt: finding.observedAt,
    changes: finding.changes.map(rowChange),
    controlVersion: verdict.controlVersion,
    schemaVersion: 1,
    seq: state.seq,
    ...(verdict.occurrences && { occurrences: verdict.occurrences.count }),
    ...(verdict.staleSince && { staleSince: verdict.staleSince }),
    ...(finding.status === 'SUPPRESSED' && suppression && { suppression: publicOf(suppression) }),
    ...(finding.status === 'RESOLVED' &&
      resolvedAt &&
      resolution && {
        resolvedAt,
        resolution,
        ...resolvedBy(finding.changes),
        expiresAt: expiry(resolvedAt),
      }),
  };
}

/** A suppression without the fingerprint it holds for. */
const publicOf = ({
  fingerprint: _ours,
  ...suppression
}: NonNullable<FindingState['suppression']>): Suppression => suppression;

const expiry = (resolvedAt: string): number =>
  Math.floor(between('1970-01-01T00:00:00.000Z', resolvedAt) / 1000) + KEEP_RESOLVED_S;

/** Who resolved it, when exactly one change can have. */
function resolvedBy(changes: readonly Change[]): { resolvedBy?: string } {
  const actor = onlyChange(changes)?.actor;
  return actor ? { resolvedBy: actor.principal } : {};
}

const rowChange = ({
  actor,
  eventName,
  eventId,
  eventTime,
  sourceIp = '',
  userAgent = '',
}: Change): RowChange => ({
  actor: actor?.principal ?? '',
  eventName,
  eventId,
  eventTime,
  sourceIp,
  userAgent,
});

export function historyOf(
  state: ResourceState,
  { controlId, kind, by }: Pending['transitions'][number],
): HistoryEntry | undefined {
  const finding = state.verdicts[controlId]?.finding;
  if (!finding || !state.pending) return undefined;
  const { status, severity, reasons, changes, resolution, suppression, observedAt } = finding;
  return {
    resourceArn: state.arn,
    seq: state.seq,
    controlId,
    findingId: findingId(controlId, state),
    transition: kind,
    status,
    severity,
    reasons,
    changes,
    at: state.pending.at,
    observedAt,
    ...(resolution && { resolution }),
    ...(kind === 'suppressed' && suppression && { suppression: publicOf(suppression) }),
    ...(by !== undefined && { by }),
  };
}
