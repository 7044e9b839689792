import type { FactName, FactValues } from '#domain/facts.ts';
import type { Instant } from '#domain/instant.ts';
import type { Resource } from '#domain/resource.ts';
import type { Parameters } from '#domain/settings.ts';
import type { Use } from '#domain/use.ts';

/** What is known of a user besides its facts. `now` is when the look began. */
export interface UseContext {
  readonly resource: Resource;
  readonly previous: readonly Use[];
  /** A use that the event behind the look shows. */
  readonly sighting?: Use;
  readonly now: Instant;
  /** What the operator set: what is sensitive is a matter of that. */
  readonly parameters?: Parameters;
}

/** How a type's uses follow from its facts. */
export interface UseRule {
  /** Facts that a look must read to know them. */
  readonly facts: readonly FactName[];
  /** The uses, sorted; undefined: they could not be told, the previous ones stay. */
  readonly usesOf: (facts: Partial<FactValues>, context: UseContext) => readonly Use[] | undefined;
}
