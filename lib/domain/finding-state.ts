import type { Change } from './change.ts';
import type { TransitionKind } from './finding.ts';
import type { Look } from './look.ts';
import type { FindingState, Verdict } from './state.ts';
import { isInForce, matchingRule } from './suppression.ts';
import { sameSet } from './verdict.ts';

type Suppressed = NonNullable<FindingState['suppression']>;

/** What following a verdict needs of the look, or of the event, that it comes from. */
export type Sight = Pick<Look, 'resource' | 'observedAt' | 'now' | 'creates' | 'settled' | 'suppressions'>;

/** What following a verdict with its finding needs to know. */
export interface Following {
  readonly look: Sight;
  readonly controlId: string;
  readonly changes: readonly Change[];
  readonly seq: number;
  readonly tags: Readonly<Record<string, string>>;
  /** The verdict before this look. */
  readonly before?: Verdict | undefined;
}

/**
 * The finding that goes with a verdict: opened by a failure, resolved by an explicit other verdict, suppressed
 * while a suppression covers its fingerprint. Undefined for what never failed.
 */
export function followVerdict(verdict: Verdict, following: Following): FindingState | undefined {
  const finding = verdict.finding;
  if (verdict.status === 'FAILED') return failing(verdict, finding, following);
  if (!finding || verdict.status === 'NOT_AVAILABLE') return finding;
  if (finding.status !== 'RESOLVED') {
    return resolve(finding, verdict.status === 'PASSED' ? 'FIXED' : 'NOT_APPLICABLE', following);
  }
  // A look that could not read (the verdict is stale) agrees with nothing.
  const agrees = following.look.settled && verdict.staleSince === undefined;
  return finding.confirmed === false && agrees ? { ...finding, confirmed: true } : finding;
}

function failing(verdict: Verdict, previous: FindingState | undefined, following: Following): FindingState {
  const { look, changes, seq, before } = following;
  const severity = verdict.severity ?? 'INFORMATIONAL';
  const standing = previous && previous.status !== 'RESOLVED' ? previous : undefined;
  const suppression = suppressionOf(verdict, standing, following);
  const status = suppression && covers(suppression, verdict) ? 'SUPPRESSED' : 'OPEN';
  const judgedAnew =
    !standing || standing.severity !== severity || !sameSet(before?.fingerprint ?? [], verdict.fingerprint);
  const news = judgedAnew || standing.status !== status;
  return {
    status,
    severity,
    reasons: verdict.reasons,
    firstSeenAt: previous?.firstSeenAt ?? look.observedAt,
    statusChangedAt: standing?.status === status ? standing.statusChangedAt : look.observedAt,
    openedAt: standing?.openedAt ?? look.observedAt,
    observedAt: news ? look.observedAt : standing.observedAt,
    // A suppression, given or ended, is no change of the resource: who changed it stays named.
    changes: judgedAnew ? changes : standing.changes,
    openedSeq: standing?.openedSeq ?? seq,
    ...(standing ? beginnings(standing) : beginningOf(following)),
    ...(suppression && { suppression }),
  };
}

type Beginning = Pick<FindingState, 'firstSight' | 'passedSince'>;

const beginnings = ({ firstSight, passedSince }: FindingState): Beginning => ({
  ...(firstSight && { firstSight }),
  ...(passedSince && { passedSince }),
});

/** What was known before a finding opened. */
function beginningOf({ before, look }: Following): Beginning {
  if (before?.status === 'PASSED') return { passedSince: before.since };
  return (before === undefined || before.status === 'NOT_AVAILABLE') && !look.creates
    ? { firstSight: true }
    : {};
}

/** Whether a suppression holds for all of a failure: what is new since it was given, it does not cover. */
const covers = ({ fingerprint }: Suppressed, verdict: Verdict): boolean =>
  verdict.fingerprint.every((each) => fingerprint.includes(each));

/**
 * The suppression that applies now. A person's exact one brings its fingerprint; a rule of the settings holds for
 * the fingerprint it first met, which is kept even while it does not cover all of the failure.
 */
function suppressionOf(
  verdict: Verdict,
  standing: FindingState | undefined,
  following: Following,
): Suppressed | undefined {
  const { look, controlId, tags } = following;
  const { resource, now, suppressions } = look;
  const exact = suppressions.exact.find((each) => each.controlId === controlId && isInForce(each, now));
  if (exact) {
    const { reason, owner, until, by, fingerprint } = exact;
    return { reason, owner, until, by, fingerprint };
  }
  const rule = matchingRule(suppressions.rules, { controlId, resource, tags }, now);
  if (!rule) return undefined;
  const { reason, owner, until } = rule;
  const before = standing?.suppression;
  const met =
    before && before.by === undefined && before.owner === owner && before.reason === reason
      ? before.fingerprint
      : verdict.fingerprint;
  return { reason, owner, until, fingerprint: met };
}

/** Closes a finding. A resolution seen by a settled look, and any that is no reading of the resource, is confirmed. */
export function resolve(
  finding: FindingState,
  resolution: NonNullable<FindingState['resolution']>,
  { look, changes }: Following,
): FindingState {
  const { suppression: _ended, ...rest } = finding;
  return {
    ...rest,
    status: 'RESOLVED',
    statusChangedAt: look.observedAt,
    observedAt: look.observedAt,
    resolvedAt: look.observedAt,
    resolution,
    changes,
    confirmed:
      look.settled || resolution === 'DELETED' || resolution === 'OUT_OF_SCOPE' || resolution === 'QUIET',
  };
}

type Judged = Pick<Verdict, 'fingerprint' | 'finding'>;

/**
 * The transition between the findings of two verdicts of one control; undefined when nothing that is public changed.
 * Fingerprints are compared, not reasons: of those only the first are kept.
 */
export function transitionOf(
  earlier: Judged | undefined,
  later: Judged | undefined,
): TransitionKind | undefined {
  const before = earlier?.finding;
  const now = later?.finding;
  if (!now) return undefined;
  if (now.status === 'RESOLVED') return before && before.status !== 'RESOLVED' ? 'resolved' : undefined;
  const isSame = sameSet(earlier?.fingerprint ?? [], later?.fingerprint ?? []);
  const changed = isSame && before?.severity === now.severity ? undefined : 'changed';
  if (now.status === 'SUPPRESSED') return before?.status === 'SUPPRESSED' ? changed : 'suppressed';
  if (!before) return 'opened';
  if (before.status === 'RESOLVED') return 'reopened';
  if (before.status === 'SUPPRESSED') return isSame ? 'suppression ended' : 'changed';
  return changed;
}
