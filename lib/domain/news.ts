import type { Change } from './change.ts';
import type { Reason } from './evaluation.ts';
import type { Resolution } from './finding.ts';
import type { GuidanceId } from './guidance.ts';
import type { Instant } from './instant.ts';
import type { Resource } from './resource.ts';
import type { Severity } from './severity.ts';

/** What there is to tell of one control on a resource: the difference between its verdict and what was told. */
export interface NewsPart {
  readonly controlId: string;
  readonly findingId: string;
  readonly title: string;
  readonly guidance: readonly GuidanceId[];
  /** `worse`: severity up or a new reason on a finding that was told before. */
  readonly transition: 'opened' | 'worse' | 'reopened' | 'resolved' | 'suppression ended';
  readonly severity: Severity;
  readonly reasons: readonly Reason[];
  /** Fingerprints (`code subject`) that were not told before; the rest of `reasons` is older. */
  readonly newReasons: readonly string[];
  /** Since when it fails; for a resolution, since when it had failed. */
  readonly since: Instant;
  /** What it makes possible: the first sentence of the control's `why`. */
  readonly why?: string;
  /** Since when it had passed before it failed. */
  readonly passedSince?: Instant;
  /** For a resolution: how and when it ended. */
  readonly resolution?: Resolution;
  readonly resolvedAt?: Instant;
  /** It was never judged before: it may be older than the change that led to it. */
  readonly firstSeen: boolean;
  /** `contain`: a command that stops the harm at once, where that is not the fix. */
  readonly remediation: { readonly text: string; readonly cli: string; readonly contain?: string };
}

/** All that one immediate message says: one resource, one change of its state. */
export interface FindingNews {
  readonly messageId: string;
  /** Resource and opening `seq`: resolved goes into the thread of its opening. */
  readonly threadId: string;
  readonly resource: Resource;
  readonly accountName: string;
  readonly owner?: string;
  readonly toldAt: Instant;
  /** Worst first; at least one. */
  readonly parts: readonly NewsPart[];
  /** Findings of the resource that are open, told before and unchanged. */
  readonly unchanged: readonly { readonly controlId: string; readonly since: Instant }[];
  /** Changes since the previous look, oldest first; one actor may be named only when no other change can be behind it. */
  readonly changes: readonly Change[];
  /** For a task definition whose registration led here: the new revision. */
  readonly revision?: number;
  /** For a task definition: who runs which revision, in words (`service shop/web runs 42`). */
  readonly usage: readonly string[];
}

/** One line of a digest or summary. */
export interface NewsLine {
  readonly resource: Resource;
  readonly part: NewsPart;
  readonly actor?: string;
}

/** Several resources in one message because the cap was reached: nothing is left out. */
export interface SummaryNews {
  readonly messageId: string;
  /** `cap`: HIGH beyond 20 in 5 minutes; `storm`: CRITICAL beyond 60, grouped by actor. */
  readonly why: 'cap' | 'storm';
  readonly accountName: string;
  readonly account: string;
  readonly region: string;
  readonly toldAt: Instant;
  readonly lines: readonly NewsLine[];
}

/** The digest: counts, the worst, and what it rests on. */
export interface DigestNews {
  readonly messageId: string;
  readonly accountName: string;
  readonly account: string;
  readonly region: string;
  readonly toldAt: Instant;
  /** When the previous digest went out, and what was open then. */
  readonly from?: Instant;
  readonly openBefore?: Readonly<Record<Severity, number>>;
  /** Open findings by severity, and the age of the oldest. */
  readonly open: Readonly<Record<Severity, number>>;
  readonly oldest: Partial<Readonly<Record<Severity, Instant>>>;
  readonly opened: number;
  readonly resolved: number;
  readonly reopened: number;
  /** Lines not told before, worst first; the message shows 20 and counts the rest by control. */
  readonly lines: readonly NewsLine[];
  /** CRITICAL findings that were told before and are still open. */
  readonly stillBurning?: readonly {
    readonly resource: Resource;
    readonly controlId: string;
    readonly since: Instant;
  }[];
  readonly endingSuppressions: readonly {
    readonly resource: Resource;
    readonly controlId: string;
    readonly owner: string;
    readonly until: Instant;
  }[];
  /** Verdicts that could not be judged, by reason (`access denied: ecr:DescribeRepositories`). */
  readonly couldNotJudge: Readonly<Record<string, number>>;
  readonly verdicts: number;
  readonly resources: number;
  readonly lastSweepAt?: Instant;
  readonly deadLetters: number;
  /** Canaries since the previous digest, written and come back, and how long there was silence; absent where none is written. */
  readonly canary?: { readonly written: number; readonly seen: number; readonly blindMs: number };
  /** Changes since the previous digest that a sweep found and no event had announced. */
  readonly unannounced: number;
}
