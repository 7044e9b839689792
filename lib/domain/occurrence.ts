import { blankState } from './blank-state.ts';
import type { Change } from './change.ts';
import { dueAt } from './due.ts';
import { type Reason, together } from './evaluation.ts';
import { type Following, followVerdict, resolve, type Sight, transitionOf } from './finding-state.ts';
import { after, type Instant } from './instant.ts';
import type { Judgement } from './look.ts';
import { counted, isQuiet, isShownTooLow, shownNow } from './occurrences.ts';
import type { Resource } from './resource.ts';
import { rank } from './severity.ts';
import type { Pending, ResourceState, Route, Verdict } from './state.ts';
import { markUntold, quietlyTold, untold } from './untold.ts';
import { failedVerdict, sameSet } from './verdict.ts';

/** One event in which a behaviour was seen: a judgement that fails, and the event as a change. */
export interface Occurrence {
  readonly judgement: Judgement;
  readonly change: Change;
}

export interface OccurrenceContext {
  readonly resource: Resource;
  readonly now: Instant;
  /** A behaviour not seen for so long has gone quiet. */
  readonly quietMs: number;
  readonly suppressions: Sight['suppressions'];
  readonly judgedUnder: string;
}

/** An event older than this when it is read tells nobody at once: old logs must not wake people. */
const OLD_MS = 24 * 3_600_000;
/** Ways of failing kept of one finding, whatever an attacker thinks of. */
const MAX_WAYS = 50;
const MAX_EVIDENCE = 10;
const MAX_CHANGES = 5;

/**
 * The item after events in which behaviours were seen: pure, and the same whatever the order of the events and
 * however often each comes. What looks found is not touched. Undefined when there is nothing to write.
 */
export function recordOccurrences(
  previous: ResourceState | undefined,
  occurrences: readonly Occurrence[],
  context: OccurrenceContext,
): ResourceState | undefined {
  const base = previous ?? blankState(context.resource, context.now, context);
  const verdicts = { ...base.verdicts };
  for (const occurrence of occurrences) {
    const { controlId } = occurrence.judgement;
    const next = afterOccurrence({ ...base, verdicts }, occurrence, context);
    if (next) verdicts[controlId] = next;
  }
  const ids = Object.keys(verdicts).filter((id) => verdicts[id] !== base.verdicts[id]);
  if (ids.length === 0) return undefined;
  return withVerdicts(base, verdicts, ids, context);
}

function withVerdicts(
  base: ResourceState,
  verdicts: Readonly<Record<string, Verdict>>,
  ids: readonly string[],
  { now, quietMs }: OccurrenceContext,
): ResourceState {
  const transitions = ids.flatMap((controlId) => {
    const kind = transitionOf(base.verdicts[controlId], verdicts[controlId]);
    return kind ? [{ controlId, kind }] : [];
  });
  const rows = ids.filter((id) => {
    const occurrences = verdicts[id]?.occurrences;
    const isNews = transitions.some(({ controlId }) => controlId === id);
    return isNews || (occurrences !== undefined && isShownTooLow(occurrences, now));
  });
  const { dueAt: _due, ...rest } = base;
  const shown = Object.entries(verdicts).map(([id, verdict]): [string, Verdict] => [
    id,
    rows.includes(id) ? asShown(verdict, now) : verdict,
  ]);
  const pending: Pending | undefined =
    rows.length === 0
      ? undefined
      : {
          transitions,
          rows,
          edges: [],
          endedEdges: [],
          usesChanged: [],
          at: now,
          hop: 0,
        };
  const next: ResourceState = {
    ...rest,
    version: base.version + 1,
    verdicts: Object.fromEntries(shown),
    ...(pending && { seq: base.seq + 1, pending }),
    ...dueAt(verdicts, quietMs),
  };
  return markUntold({ ...next, told: quietlyTold(next, false) }, now);
}

/** A verdict whose row is about to show the count. */
export const asShown = (verdict: Verdict, now: Instant): Verdict =>
  verdict.occurrences && verdict.occurrences.shown !== verdict.occurrences.count
    ? { ...verdict, occurrences: shownNow(verdict.occurrences, now) }
    : verdict;

/** The verdict after one event; undefined when the event changes nothing: counted already, or gone quiet long ago. */
function afterOccurrence(
  base: ResourceState,
  { judgement, change }: Occurrence,
  { resource, now, quietMs, suppressions }: OccurrenceContext,
): Verdict | undefined {
  if (judgement.evaluation.status !== 'FAILED' || isQuiet(change.eventTime, quietMs, now)) return undefined;
  const before = base.verdicts[judgement.controlId];
  const standing = before?.status === 'FAILED' ? before : undefined;
  const occurrences = counted(before?.occurrences, change, standing === undefined, now);
  if (!occurrences) return undefined;
  const reasons = united(standing?.reasons ?? [], judgement.evaluation.reasons);
  const fresh = failedVerdict(reasons, judgement, change.eventTime);
  const fingerprint = [...new Set([...(standing?.fingerprint ?? []), ...fresh.fingerprint])]
    .sort()
    .slice(0, MAX_WAYS);
  const isSame =
    standing !== undefined &&
    standing.severity === fresh.severity &&
    sameSet(standing.fingerprint, fingerprint);
  const verdict: Verdict = {
    ...fresh,
    fingerprint,
    since: isSame ? standing.since : change.eventTime,
    route: isSame ? standing.route : routeOf(fresh, base, judgement.controlId, change, now),
    occurrences,
    ...(before?.finding && { finding: before.finding }),
  };
  const look: Sight = {
    resource,
    observedAt: change.eventTime,
    now,
    creates: true,
    settled: true,
    suppressions,
  };
  const changes = changesNow(base, judgement.controlId, change);
  const following: Following = {
    look,
    controlId: judgement.controlId,
    changes,
    seq: base.seq + 1,
    tags: base.tags,
    before,
  };
  const finding = followVerdict(verdict, following);
  return finding ? { ...verdict, finding: { ...finding, observedAt: occurrences.lastAt } } : verdict;
}

/** Reasons by code and subject, with their evidence united; the same whatever came first. */
const united = (known: readonly Reason[], fresh: readonly Reason[]): readonly Reason[] => {
  const [first, ...rest] = [...known, ...fresh].map(
    (reason) => ({ status: 'FAILED', reasons: [reason] }) as const,
  );
  const all = first === undefined ? undefined : together([first, ...rest], first);
  return all?.status === 'FAILED' ? all.reasons.map(tidied) : [];
};

const tidied = (reason: Reason): Reason => {
  const { evidence } = reason;
  if (!evidence) return reason;
  const lists = Object.entries(evidence).map(([name, value]) => [
    name,
    typeof value === 'object' ? [...value].sort().slice(0, MAX_EVIDENCE) : value,
  ]);
  return { ...reason, evidence: Object.fromEntries(lists) as NonNullable<Reason['evidence']> };
};

/** Whoever acts makes the news, so it is told at once where it is grave; old news waits for the digest. */
function routeOf(
  { severity = 'INFORMATIONAL' }: Verdict,
  base: ResourceState,
  controlId: string,
  { eventTime }: Change,
  now: Instant,
): Route {
  if (rank(severity) > rank('MEDIUM')) return 'silent';
  // What is to be told at once and was not yet, an older event does not put off.
  const waiting = untold(base).some((each) => each.controlId === controlId && each.route === 'immediate');
  const isNews = waiting || after(eventTime, OLD_MS) > now;
  return isNews && rank(severity) <= rank('HIGH') ? 'immediate' : 'digest';
}

/** The events behind what people do not know yet: those of an untold finding stay, those of a told one are over. */
function changesNow(base: ResourceState, controlId: string, change: Change): readonly Change[] {
  const isUntold = untold(base).some((each) => each.controlId === controlId);
  const known = isUntold ? (base.verdicts[controlId]?.finding?.changes ?? []) : [];
  const all = new Map([...known, change].map((each) => [each.eventId, each]));
  return [...all.values()].toSorted((a, b) => (a.eventTime < b.eventTime ? -1 : 1)).slice(-MAX_CHANGES);
}

/**
 * The verdict on a behaviour as time and settings leave it: gone quiet, covered by another suppression, or as it was.
 * A look at the principal comes by; what the look saw has no part in it.
 */
export function asTimeLeaves(verdict: Verdict, following: Following, quietMs: number): Verdict {
  const { occurrences, finding } = verdict;
  const { now } = following.look;
  if (!occurrences || !finding || verdict.status !== 'FAILED') return verdict;
  if (isQuiet(occurrences.lastAt, quietMs, now)) {
    const { severity: _severity, ...rest } = verdict;
    const look: Sight = { ...following.look, observedAt: now, settled: true };
    const closed = resolve(finding, 'QUIET', { ...following, look, changes: [] });
    return {
      ...rest,
      status: 'NOT_APPLICABLE',
      why: 'not seen any more',
      fingerprint: [],
      reasons: [],
      since: now,
      finding: closed,
    };
  }
  const followed = followVerdict(verdict, { ...following, changes: finding.changes, before: verdict });
  return followed && followed.status !== finding.status ? { ...verdict, finding: followed } : verdict;
}
