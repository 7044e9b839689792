import type { Arn } from './arn.ts';
import type { FactName, FactValues, ReadFactName } from './facts.ts';
import type { FindingRow, HistoryEntry, Suppression } from './finding.ts';
import type { Instant } from './instant.ts';
import type { OutboundMessage } from './outbound.ts';
import type { Reading, Unavailable } from './reading.ts';
import type { Resource, ResourceType } from './resource.ts';
import type { Parameters } from './settings.ts';
import type { Severity } from './severity.ts';
import type { ResourceState, Route } from './state.ts';
import type { Edge, Use } from './use.ts';
import type { Lane, LookUpMessage, WorkMessage } from './work.ts';

/** One page of a listing; `next` continues it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** What a fact may need besides the resource: who uses it, the time, and the facts read before it. */
export interface ReadContext {
  readonly users: readonly Edge[];
  /** What the look before found it to use; absent: there was none. */
  readonly uses?: readonly Use[];
  readonly now: Instant;
  readonly known: { readonly [F in FactName]?: FactValues[F] };
  /** A value read at or after this moment will do, so looks of one sweep may share a call; absent: it is read anew. */
  readonly freshFrom?: Instant;
  /** What the operator set, for facts that depend on it (which images are approved bases); absent: the defaults. */
  readonly parameters?: Parameters;
}

/** One page of the account's resources. `unavailable`: a part could not be listed; `next` goes on behind it. */
export interface Listing extends Page<Arn> {
  readonly unavailable?: Unavailable;
}

/** Reads the account. Never throws for what an account can be like: denied, throttled and absent are readings. */
export interface FactSource {
  read<F extends ReadFactName>(
    fact: F,
    resource: Resource,
    context: ReadContext,
  ): Promise<Reading<FactValues[F]>>;
  /** Lists resources of a type, page by page. */
  list(type: ResourceType, page?: string): Promise<Listing>;
  /** Says which resources will be looked at next, so that those of a kind may be read together. */
  expect?(arns: readonly Arn[]): void;
}

/** A suppression of exactly one finding, given by a person. */
export interface ExactSuppression extends Suppression {
  readonly by: string;
  readonly givenAt: Instant;
  /** Who ended it before its time, and when: then it only says so. */
  readonly ended?: { readonly by: string; readonly at: Instant };
  readonly findingId: string;
  readonly resourceArn: Arn;
  readonly controlId: string;
  readonly fingerprint: readonly string[];
}

/** How much there is, as the indexes say: a moment late, and cheap however large the account is. */
export interface Tally {
  /** Open findings. */
  readonly open: Readonly<Record<Severity, number>>;
  /** Verdicts that could not be judged or renewed. */
  readonly unjudged: number;
  /** Resources with something untold, and since when the first of them has. */
  readonly untold: Readonly<
    Record<Exclude<Route, 'silent'>, { readonly resources: number; readonly since?: Instant }>
  >;
}

/** The monitor's memory. Every read is consistent; no transactions (DESIGN.md "State"). */
export interface Store {
  state(arn: Arn): Promise<ResourceState | undefined>;
  /** Writes an item if the stored one still has version `expected` (undefined: if there is none). False: somebody was faster. */
  putState(state: ResourceState, expected: number | undefined): Promise<boolean>;
  /** Items by type or all, without order, page by page. */
  states(page?: string): Promise<Page<ResourceState>>;
  /** Items with something untold of that route, oldest first. */
  untold(route: Exclude<Route, 'silent'>, page?: string): Promise<Page<ResourceState>>;
  /** Items that time alone changes at or before a moment: a suppression ends, a behaviour has gone quiet. */
  due(by: Instant): Promise<readonly Arn[]>;
  tally(): Promise<Tally>;

  /** Edges that point at a resource. */
  users(used: Arn): Promise<readonly Edge[]>;
  /** Upserts the edge unless a newer `seq` of its user wrote it. */
  putEdge(edge: Edge, seq: number): Promise<void>;
  /** Ends the edge unless a newer `seq` of its user wrote it; leaves a mark so that an older write cannot bring it back. */
  endEdge(used: Arn, user: Arn, seq: number, at: Instant): Promise<void>;

  finding(resourceArn: Arn, controlId: string): Promise<FindingRow | undefined>;
  findingsOf(resourceArn: Arn): Promise<readonly FindingRow[]>;
  /** All rows, page by page. */
  findings(page?: string): Promise<Page<FindingRow>>;
  openFindings(
    page?: string,
  ): Promise<Page<Pick<FindingRow, 'resourceArn' | 'controlId' | 'severity' | 'statusChangedAt'>>>;
  /** Upserts unless the row has this `seq` or a newer one; `firstSeenAt` of an existing row stays. */
  putFinding(row: FindingRow): Promise<void>;
  putHistory(entry: HistoryEntry): Promise<void>;
  history(resourceArn: Arn): Promise<readonly HistoryEntry[]>;

  suppressions(resourceArn: Arn): Promise<readonly ExactSuppression[]>;
  /** Replaces the one there is of the same finding. It is forgotten some time after its end. */
  putSuppression(suppression: ExactSuppression): Promise<void>;

  /** Adds to a counter and returns its new value; it is forgotten some time after `expires`. */
  count(name: string, by: number, expires: Instant): Promise<number>;
  /** A small record of the monitor's own (last sweep, last digest). */
  note(name: string): Promise<unknown>;
  putNote(name: string, value: unknown): Promise<void>;
}

/** How a store is set up, whatever it is kept in. */
export interface StoreOptions {
  /** The most items on one page of a listing: 1 to 100, by default 100. */
  readonly pageSize?: number;
  /** Says which rows have expired; by default the system's clock. */
  readonly clock?: Clock;
}

/** Where work waits. Messages may come twice, late or out of order. */
export interface WorkQueue {
  send(lane: Lane, messages: readonly WorkMessage[], delayMs?: number): Promise<void>;
  /** Puts what can never be understood aside, with the reason. */
  bury(message: unknown, reason: string): Promise<void>;
}

/** Where people are told. Publishing the same `messageId` twice is allowed, and happens only after a crash. */
export interface Topic {
  publish(message: OutboundMessage): Promise<void>;
}

/** CloudTrail's own memory of events, which nobody can switch off: 90 days of management events, some minutes late. */
export interface EventHistory {
  /** A page of records of one name; one that cannot be read is given as its text. */
  lookUp(
    query: Pick<LookUpMessage, 'region' | 'name' | 'from' | 'to' | 'page'>,
  ): Promise<Reading<{ readonly records: readonly unknown[]; readonly next?: string }>>;
}

/** What a deployed monitor sees by, in each region: its event rules, and a harmless write whose event must come back. */
export interface Eyes {
  /** Its rules there, by what they bring, and whether each is enabled. */
  rules(region: string): Promise<Reading<ReadonlyMap<string, boolean>>>;
  /** Writes the canary (canary.ts). */
  write(region: string): Promise<Reading<true>>;
}

export interface Clock {
  now(): Instant;
}
