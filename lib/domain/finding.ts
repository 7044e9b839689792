import type { Arn } from './arn.ts';
import type { Change } from './change.ts';
import type { Reason } from './evaluation.ts';
import type { GuidanceId } from './guidance.ts';
import type { Instant } from './instant.ts';
import type { ResourceType } from './resource.ts';
import type { Severity } from './severity.ts';

export type FindingStatus = 'OPEN' | 'RESOLVED' | 'SUPPRESSED';
export type Resolution = 'FIXED' | 'DELETED' | 'NOT_APPLICABLE' | 'QUIET' | 'OUT_OF_SCOPE';

/** A decision not to be told of a finding; holds for the fingerprint it was given, until its end. */
export interface Suppression {
  readonly reason: string;
  readonly owner: string;
  readonly until: Instant;
  /** ARN of the authenticated caller who gave it; a rule of the settings has none. */
  readonly by?: string;
}

/** A row of the findings table: a public contract (DESIGN.md "The findings table"). */
export interface FindingRow {
  readonly resourceArn: Arn;
  readonly controlId: string;
  readonly findingId: string;
  readonly status: FindingStatus;
  readonly severity: Severity;
  readonly title: string;
  readonly guidance: readonly GuidanceId[];
  readonly resourceType: ResourceType;
  readonly resourceName: string;
  readonly account: string;
  readonly region: string;
  readonly reasons: readonly Reason[];
  readonly remediation: string;
  readonly firstSeenAt: Instant;
  readonly statusChangedAt: Instant;
  /** The look that last changed the row. */
  readonly observedAt: Instant;
  readonly staleSince?: Instant;
  readonly resolvedAt?: Instant;
  readonly resolution?: Resolution;
  readonly resolvedBy?: string;
  readonly changes: readonly RowChange[];
  /** Of a behaviour: how often it was seen since it opened; rises a little late when it is seen very often. */
  readonly occurrences?: number;
  readonly suppression?: Suppression;
  readonly controlVersion: number;
  readonly schemaVersion: 1;
  readonly seq: number;
  /** Seconds since 1970 (DynamoDB TTL); only while RESOLVED. */
  readonly expiresAt?: number;
}

/** A change as the table shows it. */
export interface RowChange {
  readonly actor: string;
  readonly eventName: string;
  readonly eventId: string;
  readonly eventTime: Instant;
  readonly sourceIp: string;
  readonly userAgent: string;
}

export type TransitionKind =
  | 'opened'
  | 'changed'
  | 'resolved'
  | 'reopened'
  | 'suppressed'
  | 'suppression ended';

/** One transition of one finding, kept for ever under (resource, seq, control). */
export interface HistoryEntry {
  readonly resourceArn: Arn;
  readonly seq: number;
  readonly controlId: string;
  readonly findingId: string;
  readonly transition: TransitionKind;
  readonly status: FindingStatus;
  readonly severity: Severity;
  readonly reasons: readonly Reason[];
  readonly changes: readonly Change[];
  readonly resolution?: Resolution;
  /** The suppression that began with this transition. */
  readonly suppression?: Suppression;
  /** ARN of the caller who suppressed it, or ended that before its time. */
  readonly by?: string;
  readonly at: Instant;
  readonly observedAt: Instant;
}
