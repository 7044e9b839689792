import type { Change } from './change.ts';
import type { FactName } from './facts.ts';
import type { Instant } from './instant.ts';
import type { Resource, ResourceType } from './resource.ts';
import type { Use } from './use.ts';

/** Why a look is asked for. */
type LookCause = 'change' | 'confirm' | 'follow-up' | 'sweep' | 'missing';

/** "Look at this resource": the only work that reads the account. */
export interface LookMessage {
  readonly kind: 'look';
  readonly resource: Resource;
  readonly cause: LookCause;
  /** A look that began at or after this moment has seen what this message is about; then it is skipped. */
  readonly seenFrom?: Instant;
  /** Not before this moment (confirming looks). */
  readonly notBefore?: Instant;
  /** When the change behind it happened. */
  readonly eventTime?: Instant;
  /** 0 for the changed resource itself, 1 for its users or what it uses, 2 for theirs; never more. */
  readonly hop: 0 | 1 | 2;
  /** How often it was put back because reads were throttled. */
  readonly attempt: number;
  readonly alters: readonly FactName[];
  readonly creates?: boolean;
  readonly deletes?: boolean;
  readonly change?: Change;
  readonly sighting?: Use;
  /** What it is to show is known to us alone: it comes again until it was recorded, however new the looks of others. */
  readonly insists?: true;
  /** Follows from our first sight of a user of the resource: told in the digest, whatever was judged before. */
  readonly firstSight?: boolean;
  readonly sweepId?: string;
  /** It follows from a change of IAM, which settles later than others. */
  readonly slow?: true;
}

/** "List these and ask for a look at each": one page of a sweep, continuing itself. */
export interface SweepMessage {
  readonly kind: 'sweep';
  readonly sweepId: string;
  /** A resource type's inventory; our own records (`state`, `findings`) for what it does not list any more; what events may not have brought. */
  readonly list: ResourceType | 'state' | 'findings' | 'events';
  readonly page?: string;
  /** The action that an earlier page of this list was refused for. */
  readonly refused?: string;
  /** What comes of its looks is news of ours, not of the account's. */
  readonly firstSight?: boolean;
}

/** "Look this up in the event history": the calls of one name in one region, page by page. */
export interface LookUpMessage {
  readonly kind: 'lookup';
  readonly sweepId: string;
  readonly region: string;
  readonly name: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly page?: string;
  /** How often it was put back because the history was throttled. */
  readonly attempt: number;
}

/** "This happened": an envelope as it arrived, not yet understood. */
interface EventMessage {
  readonly kind: 'event';
  readonly envelope: unknown;
}

export type WorkMessage = LookMessage | SweepMessage | LookUpMessage | EventMessage;
/** Changes are never behind a sweep's looks (DESIGN.md "Two lanes"). */
export type Lane = 'changes' | 'sweep';
