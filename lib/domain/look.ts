import type { Change } from './change.ts';
import type { Evaluation } from './evaluation.ts';
import type { Instant } from './instant.ts';
import type { ExactSuppression } from './ports.ts';
import type { Resource } from './resource.ts';
import type { SuppressionRule } from './settings.ts';
import type { Severity } from './severity.ts';
import type { Use } from './use.ts';

/** One control's judgement in a look, with what decides how it is recorded and told. */
export interface Judgement {
  readonly controlId: string;
  readonly evaluation: Evaluation;
  /** The control's own severity. */
  readonly severity: Severity;
  /** The operator's, which replaces that of every reason. */
  readonly severityOverride?: Severity;
  readonly controlVersion: number;
  readonly parametersHash: string;
  /** Whether a change event that can alter the facts of this control led to the look. */
  readonly due: boolean;
}

/** `missing`: the account says there is no such resource; `unknown`: it would not say. */
export type Presence = 'present' | 'missing' | 'unknown';

/** What one look at one resource saw: all that recording needs, without any further call. */
export interface Look {
  readonly resource: Resource;
  /** Before the first read. */
  readonly observedAt: Instant;
  readonly now: Instant;
  readonly presence: Presence;
  /** Whether a delete event of the resource led here: then one "not found" is enough. */
  readonly deletes: boolean;
  readonly creates: boolean;
  /** Whether it follows from our first sight of a user, without any change in the account. */
  readonly firstSight: boolean;
  /** Whether reads are past the time in which AWS may still show the state before the change. */
  readonly settled: boolean;
  readonly judgements: readonly Judgement[];
  /** Behaviours that are judged, of whatever principal: what was seen of others is out of scope. */
  readonly behaviours: readonly string[];
  /** No severity above this (a family nobody uses). */
  readonly ceiling?: Severity;
  /** Undefined: could not be told, the previous ones stay. */
  readonly uses?: readonly Use[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly complete: boolean;
  readonly denied: readonly string[];
  readonly judgedUnder: string;
  readonly change?: Change;
  /** The change cannot have altered what is used: a use first seen now is not its doing (a tag on an old service, A9). */
  readonly innocent?: boolean;
  /** What it is to show was only just written down, or is known from the event alone: no earlier look can have seen it. */
  readonly isNewUse?: boolean;
  readonly eventTime?: Instant;
  readonly hop: 0 | 1 | 2;
  readonly suppressions: {
    readonly rules: readonly SuppressionRule[];
    readonly exact: readonly ExactSuppression[];
  };
  /** Controls whose rows differ from the state (a sweep compares them) and the highest `seq` found there. */
  readonly repair?: { readonly controlIds: readonly string[]; readonly seq: number };
  readonly timing: { readonly settleMs: number; readonly missingMs: number; readonly quietMs: number };
}
