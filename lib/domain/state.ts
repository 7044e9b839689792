import type { Arn } from './arn.ts';
import type { Change } from './change.ts';
import type { EvaluationStatus, Reason } from './evaluation.ts';
import type { FindingStatus, Resolution, Suppression, TransitionKind } from './finding.ts';
import type { Instant } from './instant.ts';
import type { Occurrences } from './occurrences.ts';
import type { ResourceType } from './resource.ts';
import type { Severity } from './severity.ts';
import type { Use } from './use.ts';

/** How a verdict is told: at once, in the digest, or not at all. */
export type Route = 'immediate' | 'digest' | 'silent';

/** What is held of one resource under one control. PASSED and NOT_AVAILABLE are kept too, so an older look always meets a guard. */
export interface Verdict {
  readonly status: EvaluationStatus;
  /** Only when FAILED. */
  readonly severity?: Severity;
  /** Sorted `code subject` pairs; empty unless FAILED. */
  readonly fingerprint: readonly string[];
  readonly reasons: readonly Reason[];
  /** Why it is NOT_APPLICABLE or NOT_AVAILABLE, or what a pass rests on. */
  readonly why?: string;
  /** When status, severity and fingerprint became what they are. */
  readonly since: Instant;
  readonly route: Route;
  /** Since when a look could not renew it, and why. */
  readonly staleSince?: Instant;
  readonly staleWhy?: string;
  /** The version and parameters it was last truly judged under. */
  readonly controlVersion: number;
  readonly parametersHash: string;
  readonly finding?: FindingState;
  /** Only of a behaviour: how often it was seen. */
  readonly occurrences?: Occurrences;
}

/** The finding of a verdict that has failed at least once. */
export interface FindingState {
  readonly status: FindingStatus;
  readonly severity: Severity;
  readonly reasons: readonly Reason[];
  readonly firstSeenAt: Instant;
  readonly statusChangedAt: Instant;
  /** Since when it fails, or had failed; suppressed or not. */
  readonly openedAt: Instant;
  readonly observedAt: Instant;
  readonly changes: readonly Change[];
  /** Whether a settled look agrees that it is resolved; only then is that told. */
  readonly confirmed?: boolean;
  readonly resolvedAt?: Instant;
  readonly resolution?: Resolution;
  /** The suppression that applies; in force only while `status` is SUPPRESSED, for it may not cover what is new. */
  readonly suppression?: Suppression & { readonly fingerprint: readonly string[] };
  /** `seq` of its last opening: what its messages are threaded by. */
  readonly openedSeq: number;
  /** Nothing was known before it opened: it may be older than the change that led to the look. */
  readonly firstSight?: boolean;
  /** Since when the resource had passed when it opened. */
  readonly passedSince?: Instant;
}

/** What people were last told of one control on this resource. */
export interface Told {
  readonly status: FindingStatus;
  readonly severity: Severity;
  readonly fingerprint: readonly string[];
  /** How it was told; its resolution goes the same way. */
  readonly route: Route;
}

/** What a change of `seq` still has to write elsewhere; kept in the item so that any worker can finish it. */
export interface Pending {
  readonly transitions: readonly {
    readonly controlId: string;
    readonly kind: TransitionKind;
    /** The caller who decided it, where somebody did. */
    readonly by?: string;
  }[];
  /** Controls whose finding row must be written. */
  readonly rows: readonly string[];
  /** Edges to write, and to end (by what is used). */
  readonly edges: readonly Use[];
  readonly endedEdges: readonly Arn[];
  /** What it began or ceased to use, or uses otherwise: to be looked at if its verdicts read its users. */
  readonly usesChanged: readonly Arn[];
  readonly at: Instant;
  /** How far from the change that led here; follow-up looks are one further. */
  readonly hop: 0 | 1 | 2;
  readonly eventTime?: Instant;
  readonly change?: Change;
  /** The change cannot have altered what is used: what follows is not due to it. */
  readonly innocent?: boolean;
  /** The item was new and no change event led to it: what follows is news of ours, not of the account's. */
  readonly firstSight?: boolean;
}

/** One item a resource: the only truth. All else (rows, edges, history, messages) is projected or reconciled from it. */
export interface ResourceState {
  readonly arn: Arn;
  readonly type: ResourceType;
  readonly schemaVersion: 1;
  /** Rises with every write; the guard of the item. */
  readonly version: number;
  /** The moment before the first read of the last look; empty while only behaviours were seen. */
  readonly observedAt: Instant;
  /** Rises when anything projected changes; starts at the milliseconds of its first look, so that a rebuilt item outruns old rows. */
  readonly seq: number;
  readonly projectedSeq: number;
  readonly pending?: Pending;
  readonly verdicts: Readonly<Record<string, Verdict>>;
  readonly told: Readonly<Record<string, Told>>;
  /** Controls of a message that is being sent, or whose teller died: what people believe of them is not known. */
  readonly unsure?: readonly string[];
  readonly untoldSince?: Instant;
  readonly untoldRoute?: Exclude<Route, 'silent'>;
  readonly untoldSeverity?: Severity;
  /** Until when a teller has this item to itself. */
  readonly tellingUntil?: Instant;
  readonly uses: readonly Use[];
  readonly usesConfirmedAt: Instant;
  readonly missingSince?: Instant;
  readonly deletedAt?: Instant;
  /** Catalogue and settings it was judged under; a look under others is never skipped. */
  readonly judgedUnder: string;
  /** Whether the last look judged every control. */
  readonly complete: boolean;
  /** IAM actions that were denied to the last look. */
  readonly denied: readonly string[];
  readonly changes: readonly Change[];
  readonly tags: Readonly<Record<string, string>>;
  /** The earliest moment at which time alone changes a finding (due.ts); absent where none does. */
  readonly dueAt?: Instant;
}
