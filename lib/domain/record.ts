import type { Change } from './change.ts';
import { dueAt } from './due.ts';
import type { Suppression, TransitionKind } from './finding.ts';
import { followVerdict, resolve, transitionOf } from './finding-state.ts';
import { after, type Instant } from './instant.ts';
import type { Look } from './look.ts';
import { asShown, asTimeLeaves } from './occurrence.ts';
import type { Pending, ResourceState, Verdict } from './state.ts';
import { isInForce } from './suppression.ts';
import { markUntold, quietlyTold } from './untold.ts';
import { isConfirmed, type Use } from './use.ts';
import { nextVerdict } from './verdict.ts';

/** Edges are confirmed again when their last confirmation is older than this (two sweeps ignore them after 49 h). */
const CONFIRM_EDGES_MS = 12 * 3_600_000;
/** Changes kept of the time since the previous look (DESIGN.md "Who did it"). */
const MAX_CHANGES = 5;

/**
 * The item after a look: the heart of the monitor, pure. Undefined when there is nothing to write: a newer look was
 * recorded already, or a resource that is not there was never known.
 */
export function record(previous: ResourceState | undefined, look: Look): ResourceState | undefined {
  if (previous && previous.observedAt >= look.observedAt) return undefined;
  if (look.presence === 'missing' && !previous) return undefined;
  const base = previous ?? blank(look);
  const changes = recentChanges(base, look);
  const seq = Math.max(base.seq, look.repair?.seq ?? 0) + 1;
  const tags = look.tags ?? base.tags;
  const gone = look.presence === 'missing' && isGone(base, look);
  const verdicts = verdictsAfter(base, look, gone, { changes, seq, tags });
  const uses = gone ? [] : (look.uses ?? base.uses);
  const pending = pendingAfter(base, { verdicts, uses }, look);
  const next: ResourceState = {
    ...without(base, ['missingSince', 'deletedAt', 'pending', 'dueAt']),
    version: base.version + 1,
    observedAt: look.observedAt,
    verdicts,
    uses,
    tags,
    changes,
    complete: look.complete && look.presence === 'present',
    denied: look.denied,
    judgedUnder: look.judgedUnder,
    ...(pending && { seq, pending }),
    ...(pending?.edges.length === uses.length && uses.length > 0 && { usesConfirmedAt: look.observedAt }),
    ...absence(base, look, gone),
    ...dueAt(verdicts, look.timing.quietMs),
  };
  return markUntold({ ...next, told: quietlyTold(next, look.settled) }, look.now);
}

const without = <T extends object, K extends keyof T>(value: T, keys: readonly K[]): Omit<T, K> => {
  const copy = { ...value };
  for (const key of keys) delete copy[key];
  return copy;
};

/** An item not yet written. `seq` begins at the clock, so that a rebuilt item outruns the rows of a lost one. */
const blank = ({ resource, observedAt, judgedUnder, tags }: Look): ResourceState => ({
  ...resource,
  schemaVersion: 1,
  version: 0,
  observedAt: '',
  seq: Date.parse(observedAt),
  projectedSeq: Date.parse(observedAt),
  verdicts: {},
  told: {},
  uses: [],
  usesConfirmedAt: observedAt,
  judgedUnder,
  complete: false,
  denied: [],
  changes: [],
  tags: tags ?? {},
});

/** "Not found" makes a deletion at once after a delete event, else the second time at least five minutes later. */
const isGone = ({ missingSince, deletedAt }: ResourceState, { deletes, observedAt, timing }: Look): boolean =>
  deletedAt !== undefined ||
  deletes ||
  (missingSince !== undefined && after(missingSince, timing.missingMs) <= observedAt);

const absence = (
  base: ResourceState,
  { presence, observedAt }: Look,
  gone: boolean,
): Pick<ResourceState, 'missingSince' | 'deletedAt'> => {
  if (presence === 'present') return {};
  // What could not be read is neither back nor more surely gone.
  if (presence === 'unknown') return kept(base);
  const missingSince = base.missingSince ?? observedAt;
  return gone ? { missingSince, deletedAt: base.deletedAt ?? observedAt } : { missingSince };
};

const kept = ({
  missingSince,
  deletedAt,
}: ResourceState): Pick<ResourceState, 'missingSince' | 'deletedAt'> => ({
  ...(missingSince !== undefined && { missingSince }),
  ...(deletedAt !== undefined && { deletedAt }),
});

/** Changes that the previous look cannot have seen settled, and the one that led here. */
function recentChanges(base: ResourceState, { change, timing }: Look): readonly Change[] {
  const since = base.observedAt === '' ? '' : after(base.observedAt, -timing.settleMs);
  const all = [...base.changes.filter(({ eventTime }) => eventTime > since), ...(change ? [change] : [])];
  const byId = new Map(all.map((each) => [each.eventId, each]));
  return [...byId.values()].toSorted((a, b) => (a.eventTime < b.eventTime ? -1 : 1)).slice(-MAX_CHANGES);
}

type Context = {
  readonly changes: readonly Change[];
  readonly seq: number;
  readonly tags: Readonly<Record<string, string>>;
};

function verdictsAfter(
  base: ResourceState,
  look: Look,
  gone: boolean,
  context: Context,
): Readonly<Record<string, Verdict>> {
  if (look.presence === 'missing') return gone ? closeAll(base, look, context) : base.verdicts;
  if (look.presence === 'unknown' && base.deletedAt !== undefined) return base.verdicts;
  const verdicts = behavioursAfter(base, look, context);
  for (const judgement of look.judgements) {
    const { controlId } = judgement;
    const verdict = nextVerdict(base.verdicts[controlId], judgement, look);
    const finding = followVerdict(verdict, { look, controlId, ...context, before: base.verdicts[controlId] });
    verdicts[controlId] = finding ? { ...verdict, finding } : verdict;
  }
  for (const [controlId, verdict] of Object.entries(base.verdicts)) {
    const closed =
      controlId in verdicts || verdict.occurrences
        ? undefined
        : closeOne(verdict, 'OUT_OF_SCOPE', { look, controlId, ...context });
    if (closed) verdicts[controlId] = closed;
  }
  return verdicts;
}

const closeAll = (base: ResourceState, look: Look, context: Context): Readonly<Record<string, Verdict>> => ({
  ...behavioursAfter(base, look, context),
  ...Object.fromEntries(
    Object.entries(base.verdicts).flatMap(([controlId, verdict]) => {
      const closed = verdict.occurrences
        ? undefined
        : closeOne(verdict, 'DELETED', { look, controlId, ...context });
      return closed ? [[controlId, closed]] : [];
    }),
  ),
});

/** What was seen of a principal stays what it was, whatever a look at it finds: only time and the catalogue end it. */
function behavioursAfter(base: ResourceState, look: Look, context: Context): Record<string, Verdict> {
  const verdicts: Record<string, Verdict> = {};
  for (const [controlId, verdict] of Object.entries(base.verdicts)) {
    if (!verdict.occurrences) continue;
    const following = { look, controlId, ...context };
    const isKnown = look.behaviours.includes(controlId);
    const next = isKnown
      ? asTimeLeaves(verdict, following, look.timing.quietMs)
      : closeOne(verdict, 'OUT_OF_SCOPE', following);
    if (next) verdicts[controlId] = asShown(next, look.now);
  }
  return verdicts;
}

/** What is left of a verdict whose resource or control is gone: its finding, closed; nothing if it never failed. */
function closeOne(
  verdict: Verdict,
  resolution: 'DELETED' | 'OUT_OF_SCOPE',
  following: Parameters<typeof resolve>[2],
): Verdict | undefined {
  const { finding } = verdict;
  if (!finding) return undefined;
  const why = resolution === 'DELETED' ? 'the resource was deleted' : 'no longer checked';
  const closed =
    finding.status === 'RESOLVED' ? { ...finding, confirmed: true } : resolve(finding, resolution, following);
  const { staleSince: _since, staleWhy: _why, severity: _severity, ...rest } = verdict;
  return { ...rest, status: 'NOT_APPLICABLE', why, fingerprint: [], reasons: [], finding: closed };
}

/** What must be projected; undefined when nothing public changed and `seq` stays. */
function pendingAfter(
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
