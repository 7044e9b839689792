import type { Act } from './act.ts';
import type { Canary } from './canary.ts';
import type { Evaluation } from './evaluation.ts';
import type { FactName } from './facts.ts';
import type { Instant } from './instant.ts';
import type { Resource } from './resource.ts';
import type { Use } from './use.ts';

/** Who made a change: the role or user, not the session. */
export interface Actor {
  /** ARN of the role or user, `root`, or the AWS service that acted. */
  readonly principal: string;
  readonly session?: string;
  readonly sourceIdentity?: string;
  /** The AWS service that called on the principal's behalf. */
  readonly invokedBy?: string;
}

/** One change as an event told of it: evidence, never a verdict. */
export interface Change {
  readonly eventId: string;
  /** CloudTrail's event name, or the detail-type of a native event. */
  readonly eventName: string;
  readonly eventTime: Instant;
  readonly actor?: Actor;
  readonly sourceIp?: string;
  readonly userAgent?: string;
  /** In a finding: it may have another cause, for an earlier look after this change did not see it, or this one alters nothing of it. */
  readonly doubtful?: true;
}

/** A resource that an event changed, and what of it the change can alter. */
export interface ChangedResource {
  readonly resource: Resource;
  /** Facts of this resource that the change can alter; a control that reads none of them is not "due to" it. */
  readonly alters: readonly FactName[];
  readonly creates?: boolean;
  readonly deletes?: boolean;
  /** A use that the event itself shows, for what cannot be read any more later (standalone tasks). */
  readonly sighting?: Use;
}

/** The head of an event: enough to name it in a line of output. */
export interface EventHead {
  readonly eventId: string;
  /** `ecs.amazonaws.com` for calls, `aws.ecs` for native events. */
  readonly source: string;
  readonly name: string;
  readonly region: string;
  readonly account: string;
}

/** What a behaviour makes of one event. */
export interface Shown {
  readonly controlId: string;
  /** Whom a finding would be about. */
  readonly principal: Resource;
  readonly evaluation: Evaluation;
}

/** What became of one event. `malformed`: it claims to be for us but cannot be understood; a dead letter. */
export type Routing =
  | {
      readonly kind: 'changes';
      readonly head: EventHead;
      readonly change: Change;
      readonly changed: readonly ChangedResource[];
      /** What behaviours make of it; then `act` is what they were judged from. */
      readonly behaviours: readonly Shown[];
      readonly act?: Act;
    }
  | {
      readonly kind: 'ignored';
      readonly head: EventHead;
      readonly why: string;
      /** It is the monitor's own sign of life. */
      readonly canary?: Canary;
    }
  | { readonly kind: 'malformed'; readonly head: EventHead; readonly why: string };
