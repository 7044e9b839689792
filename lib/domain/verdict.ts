import { type Evaluation, fingerprint, type Reason, severityOf } from './evaluation.ts';
import type { Instant } from './instant.ts';
import type { Judgement, Look } from './look.ts';
import { atMost, rank, type Severity } from './severity.ts';
import type { ResourceState, Route, Verdict } from './state.ts';

/** Reasons kept of one verdict, and characters of one message: a state item must stay below DynamoDB's 400 KB. */
const MAX_REASONS = 20;
const MAX_MESSAGE = 300;

/**
 * The verdict after a look, before anything is said of its finding. An evaluation that is NOT_AVAILABLE never
 * overwrites a verdict, it marks it stale (promise 2).
 */
export function nextVerdict(previous: Verdict | undefined, judgement: Judgement, look: Look): Verdict {
  const { evaluation } = judgement;
  if (evaluation.status === 'NOT_AVAILABLE' && previous && previous.status !== 'NOT_AVAILABLE') {
    return { ...previous, staleSince: previous.staleSince ?? look.observedAt, staleWhy: evaluation.why };
  }
  const fresh = freshVerdict(judgement, look);
  const { staleSince: _stale, staleWhy: _staleWhy, why: _why, ...kept } = previous ?? fresh;
  if (previous && isSame(previous, fresh)) {
    return { ...kept, ...fresh, since: previous.since, route: previous.route };
  }
  return {
    ...fresh,
    ...(previous?.finding && { finding: previous.finding }),
    route: routeOf(previous, fresh, judgement, look),
  };
}

/** Why a verdict is not what the latest look would say: it could not be judged, or not renewed. */
export const whyUnjudged = ({ status, why, staleWhy }: Verdict): string | undefined =>
  status === 'NOT_AVAILABLE' ? (why ?? 'not said') : staleWhy;

/** How many verdicts of a resource could not be judged or renewed. */
export const countUnjudged = ({ verdicts }: Pick<ResourceState, 'verdicts'>): number =>
  Object.values(verdicts).filter((verdict) => whyUnjudged(verdict) !== undefined).length;

/** Equal in all that counts as a change: status, severity and fingerprint. */
const isSame = (a: Verdict, b: Verdict): boolean =>
  a.status === b.status && a.severity === b.severity && sameSet(a.fingerprint, b.fingerprint);

export const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

function freshVerdict(judgement: Judgement, { observedAt, ceiling }: Look): Verdict {
  const { evaluation, controlVersion, parametersHash } = judgement;
  if (evaluation.status === 'FAILED')
    return failedVerdict(evaluation.reasons, judgement, observedAt, ceiling);
  const why = whyOf(evaluation);
  return {
    since: observedAt,
    route: 'silent',
    controlVersion,
    parametersHash,
    status: evaluation.status,
    fingerprint: [],
    reasons: [],
    ...(why !== undefined && { why }),
  };
}

/** The verdict of a failure for these reasons, before its route is known. */
export function failedVerdict(
  all: readonly Reason[],
  judgement: Judgement,
  since: Instant,
  ceiling?: Severity,
): Verdict {
  const { severity, controlVersion, parametersHash } = judgement;
  const reasons = gradedReasons(all, judgement, ceiling);
  return {
    since,
    route: 'silent',
    controlVersion,
    parametersHash,
    status: 'FAILED',
    severity: severityOf(reasons, severity),
    fingerprint: fingerprint(all),
    reasons: shortened(reasons),
  };
}

const whyOf = (evaluation: Exclude<Evaluation, { status: 'FAILED' }>): string | undefined =>
  evaluation.status === 'PASSED' ? evaluation.note : evaluation.why;

/** Reasons with the severity each really has: the operator's override first, then the ceiling of use; worst first. */
function gradedReasons(
  reasons: readonly Reason[],
  { severity, severityOverride }: Judgement,
  ceiling?: Severity,
): readonly Reason[] {
  return reasons
    .map((reason) => {
      const own = severityOverride ?? reason.severity ?? severity;
      return { ...reason, severity: ceiling ? atMost(own, ceiling) : own };
    })
    .toSorted((a, b) => rank(a.severity) - rank(b.severity));
}

function shortened(reasons: readonly Reason[]): readonly Reason[] {
  const kept = reasons
    .slice(0, MAX_REASONS)
    .map((reason) =>
      reason.message.length > MAX_MESSAGE
        ? { ...reason, message: `${reason.message.slice(0, MAX_MESSAGE - 1)}…` }
        : reason,
    );
  const last = kept.at(-1);
  if (!last || reasons.length <= MAX_REASONS) return kept;
  return [
    ...kept.slice(0, -1),
    { ...last, evidence: { ...last.evidence, more: reasons.length - MAX_REASONS } },
  ];
}

/** Whether this very rule was already judged here, under the same version and parameters. */
const judgedBefore = (
  previous: Verdict | undefined,
  { controlVersion, parametersHash }: Judgement,
): boolean =>
  previous !== undefined &&
  previous.status !== 'NOT_AVAILABLE' &&
  previous.controlVersion === controlVersion &&
  previous.parametersHash === parametersHash;

/** How a changed verdict is to be told (DESIGN.md "Immediate, digest or silent"). */
function routeOf(previous: Verdict | undefined, fresh: Verdict, judgement: Judgement, look: Look): Route {
  const known = (judgedBefore(previous, judgement) && !look.firstSight) || look.creates || judgement.due;
  if (fresh.severity === undefined) return known ? (previous?.route ?? 'silent') : 'digest';
  if (rank(fresh.severity) > rank('MEDIUM')) return 'silent';
  return known && rank(fresh.severity) <= rank('HIGH') ? 'immediate' : 'digest';
}
