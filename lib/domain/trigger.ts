import type { Arn } from './arn.ts';
import type { ChangeEvent } from './event.ts';
import type { FactName } from './facts.ts';
import type { ResourceType } from './resource.ts';
import type { Use } from './use.ts';

/** Why an event leads to no resource. `malformed`: what it says cannot be true of AWS. */
export interface Miss {
  readonly miss: 'ignored' | 'malformed';
  readonly why: string;
}

export const ignored = (why: string): Miss => ({ miss: 'ignored', why });
export const malformed = (why: string): Miss => ({ miss: 'malformed', why });

/** Something found in an event, or why it was not. */
export type Found<T> = T | Miss;

export const isMiss = (found: unknown): found is Miss =>
  typeof found === 'object' && found !== null && 'miss' in found;

/** Goes on with what was found; a miss stays a miss. */
export const andThen = <A, B>(found: Found<A>, next: (value: A) => Found<B>): Found<B> =>
  isMiss(found) ? found : next(found);

/** All that was found; the first miss wins, so that a record half understood is not half lost. */
export function collect<T>(found: readonly Found<T>[]): Found<readonly T[]> {
  const all: T[] = [];
  for (const each of found) {
    if (isMiss(each)) return each;
    all.push(each);
  }
  return all;
}

/** As `collect`, each ARN once. */
export const together = (found: readonly Found<Arn>[]): Found<readonly Arn[]> =>
  andThen(collect(found), (arns) => [...new Set(arns)]);

/**
 * Which events change a resource type, and how to find the resources in one. A locator is pure and never throws;
 * an empty list says that the event changed none of this type.
 */
export interface Trigger<Call extends string = string, Native extends string = string> {
  readonly resourceType: ResourceType;
  readonly calls?: readonly Call[];
  readonly native?: readonly Native[];
  readonly locate: (event: ChangeEvent) => Found<readonly Arn[]>;
  /** Facts of that type that the event can alter; empty where no fact reads what it alters. */
  readonly alters: readonly FactName[];
  readonly creates?: (event: ChangeEvent) => boolean;
  readonly deletes?: boolean;
  /** A use that the event shows, for what nothing lists any more later. */
  readonly sighting?: (event: ChangeEvent) => Use | undefined;
}

/** What EventBridge compares a field with: a value, or whether it is there (only what our rules use). */
type PatternValue = string | { readonly exists: boolean };
/** Fields all match; of a list one value does. */
export interface Pattern {
  readonly [field: string]: readonly PatternValue[] | Pattern;
}

/** All that is known of one service's events. A new service is a new file in triggers/, listed in triggers/index.ts. */
export interface ServiceEvents<Call extends string = string, Native extends string = string> {
  /** `ecs`: the events come from `ecs.amazonaws.com` and `aws.ecs`. */
  readonly service: string;
  /** Its resources are in no region; its events come from one region of the partition. */
  readonly isGlobal?: true;
  readonly triggers: readonly Trigger<Call, Native>[];
  /** Calls that write but change nothing that is judged, and native events alike: each with its reason in words. */
  readonly ignored: { readonly [Name in Call | Native]?: string };
  /** How its calls come where they are no API calls, and what else the rule asks of their detail. */
  readonly recordedAs?: { readonly detailType: string; readonly condition: Pattern };
  /** Conditions on the detail of native events, for the rule; the locator holds them too. */
  readonly conditions: { readonly [Name in Native]?: Pattern };
  /** Native events that a rule of the stack brings which names one bucket: derived rules would bring those of all. */
  readonly fromOwnBucket?: readonly Native[];
  /** Calls whose records can hold environment values: they travel in the reduced form. */
  readonly reduced: readonly Call[];
}
