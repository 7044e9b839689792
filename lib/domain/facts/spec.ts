import type { ResourceType } from '#domain/resource.ts';

/** An IAM action, `service:Action`; tests hold the names against AWS's own list. */
export type Action = `${string}:${string}`;

/** What a fact costs and where it comes from. */
export interface FactSpec<Name extends string = string> {
  /** The read actions of one look. Empty: it comes from edges alone, without a call. */
  readonly actions: readonly Action[];
  /** Read actions on what this monitor's stack keeps itself, given on that alone; absent: none. */
  readonly own?: readonly Action[];
  /** Further actions that list many resources at once in a sweep. */
  readonly bulk: readonly Action[];
  /** Facts that must be read before this one. */
  readonly needs: readonly Name[];
  /** Types of *other* resources it reads: a change to one of those looks at its users. */
  readonly reads: readonly ResourceType[];
  /** Whether it reads who uses the resource: a changed use makes a look at the used. */
  readonly readsUsers: boolean;
  /** Whether absence of the thing it reads means that the resource itself is gone. */
  readonly identifies: boolean;
  /** Rises when the shape of its value changes, so that no recording of an older one is taken for it; absent: 1. */
  readonly shape?: number;
}
