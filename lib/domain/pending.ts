import type { Suppression, TransitionKind } from './finding.ts';
import { transitionOf } from './finding-state.ts';
import { after, type Instant } from './instant.ts';
import type { Look } from './look.ts';
import type { Pending, ResourceState, Verdict } from './state.ts';
import { isInForce } from './suppression.ts';
import { isConfirmed, type Use } from './use.ts';

/** Edges are confirmed again when their last confirmation is older than this (two sweeps ignore them after 49 h). */
const CONFIRM_EDGES_MS = 12 * 3_600_000;

/** What must be projected; undefined when nothing public changed and `seq` stays. */
export function pendingAfter(
  base: ResourceState,
  next: Pick<ResourceState, 'verdicts' | 'uses'>,
  look: Look,
): Pending | undefined {
  const ids = Object.keys(next.verdicts);
  const transitions = ids.flatMap((controlId) => {
    const kind = transitionOf(base.verdicts[controlId], next.verdicts[controlId]);
    return kind ? [{ controlId, kind, ...deciderOf(controlId, kind, look) }] : [];
  });
  const restated = ids.filter((id) => isRestated(base.verdicts[id], next.verdicts[id]));
  const recounted = ids.filter(
    (id) => base.verdicts[id]?.occurrences?.shown !== next.verdicts[id]?.occurrences?.shown,
  );
  const repaired = look.repair?.controlIds.filter((id) => next.verdicts[id]?.finding) ?? [];
  const rows = [
    ...new Set([...transitions.map(({ controlId }) => controlId), ...restated, ...recounted, ...repaired]),
  ];
  const edges = edgesAfter(base, next.uses, look.observedAt);
  if (rows.length === 0 && edges.edges.length === 0 && edges.endedEdges.length === 0) return undefined;
  const { now: at, hop, eventTime, change, innocent } = look;
  const firstSight = (base.observedAt === '' || look.firstSight) && (!change || innocent === true);
  return {
    transitions,
    rows,
    ...edges,
    at,
    hop,
    ...(eventTime && { eventTime }),
    ...(change && { change }),
    ...(innocent && { innocent }),
    ...(firstSight && { firstSight }),
  };
}

/** Whether a row says something else though its finding made no transition. */
const isRestated = (before: Verdict | undefined, now: Verdict | undefined): boolean =>
  now?.finding !== undefined &&
  (before?.staleSince !== now.staleSince ||
    !isSameDecision(before?.finding?.suppression, now.finding.suppression));

const isSameDecision = (a: Suppression | undefined, b: Suppression | undefined): boolean =>
  a?.reason === b?.reason && a?.owner === b?.owner && a?.until === b?.until && a?.by === b?.by;

/** Who decided that people shall not be told of a finding, or shall be again; nobody where a rule or time did. */
function deciderOf(
  controlId: string,
  kind: TransitionKind,
  { suppressions, now }: Look,
): { readonly by?: string } {
  const exact = suppressions.exact.find((each) => each.controlId === controlId);
  if (kind === 'suppressed' && exact && isInForce(exact, now)) return { by: exact.by };
  return kind === 'suppression ended' && exact?.ended ? { by: exact.ended.by } : {};
}

function edgesAfter(
  base: ResourceState,
  uses: readonly Use[],
  observedAt: Instant,
): Pick<Pending, 'edges' | 'endedEdges' | 'usesChanged'> {
  const before = new Map(base.uses.map((use) => [use.used, use]));
  const changed = uses.filter((use) => !sameUse(before.get(use.used), use));
  const endedEdges = base.uses
    .filter(({ used }) => !uses.some((use) => use.used === used))
    .map(({ used }) => used);
  const aged = uses.length > 0 && after(base.usesConfirmedAt, CONFIRM_EDGES_MS) <= observedAt;
  // Edges that lapsed were ignored meanwhile: what is used has been judged without this use, and is to be told of it again.
  const lapsed = !isConfirmed(base.usesConfirmedAt, observedAt);
  return {
    edges: aged || changed.length > 0 ? uses : [],
    endedEdges,
    usesChanged: [...(lapsed ? uses : changed).map(({ used }) => used), ...endedEdges],
  };
}

const sameUse = (a: Use | undefined, b: Use): boolean =>
  a !== undefined &&
  a.lastSeen === b.lastSeen &&
  a.features.length === b.features.length &&
  a.features.every((each, i) => each === b.features[i]);
