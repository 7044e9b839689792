import type { Arn } from '#domain/arn.ts';
import { FACT_NAMES, factSpec, type ReadFactName } from '#domain/facts.ts';
import type { Instant } from '#domain/instant.ts';
import { nameKeyOf } from '#domain/name-key.ts';
import type { FactSource } from '#domain/ports.ts';
import type { Reading, Unavailable } from '#domain/reading.ts';
import type { Place, Resource, ResourceType } from '#domain/resource.ts';

/** What was read of one place, and what could not be listed there. Without a place only ARNs tell where it is. */
export interface RecordedArea {
  readonly place?: Place;
  readonly lists: {
    readonly [T in ResourceType]?: {
      readonly arns: readonly Arn[];
      readonly unavailable: readonly Unavailable[];
    };
  };
}

/**
 * An account as it was read: every fact, normalised, so no environment value, command or option can be in it (docs/record.md).
 * The other kind of account file holds AWS's own answers; this one is written by `record`.
 */
export interface Recording {
  readonly version: 2;
  readonly recordedAt: Instant;
  /** The program and its version. */
  readonly recordedBy: string;
  /** The shape that each fact had in that program (`FactSpec.shape`). */
  readonly shapes: { readonly [F in ReadFactName]?: number };
  /** Whether only some resources were kept: then what is not here may well exist. */
  readonly partial: boolean;
  readonly areas: readonly RecordedArea[];
  readonly facts: Readonly<Record<Arn, RecordedReadings>>;
  /** Readings that many resources have in common (the roles that tasks can be given), each once. */
  readonly shared?: Readonly<Record<string, Reading<unknown>>>;
}
type RecordedReadings = { readonly [F in ReadFactName]?: Reading<unknown> | { readonly shared: string } };

/** The shape of each fact in this program. */
export const shapes = (): Recording['shapes'] =>
  Object.fromEntries(FACT_NAMES.map((name) => [name, shapeOf(name)]));
const shapeOf = (name: (typeof FACT_NAMES)[number]): number => factSpec(name).shape ?? 1;

/** The account of a recording, read as the live one was. What was not read then cannot be read now. */
export function recordedFacts({
  areas,
  facts,
  partial,
  shared = {},
  shapes: written,
}: Recording): FactSource {
  const now = shapes();
  const names = new Map(Object.keys(facts).map((arn) => [nameKeyOf(arn), arn]));
  return {
    read(fact, { arn: asked }: Resource) {
      // A principal may be asked for by its name alone.
      const arn = Object.hasOwn(facts, asked) ? asked : (names.get(nameKeyOf(asked) ?? '') ?? asked);
      const readings = Object.hasOwn(facts, arn) ? facts[arn] : undefined;
      // The value has the shape its own program gave it, which is this one's (checked by number).
      const found = readings?.[fact];
      const reading = (found && 'shared' in found ? shared[found.shared] : found) as
        | Reading<never>
        | undefined;
      if (!readings)
        return Promise.resolve(partial ? unreadable(`${fact} of what was not recorded`) : { missing: true });
      if (reading && written[fact] !== now[fact])
        return Promise.resolve(unreadable(`${fact}, recorded by another version`));
      return Promise.resolve(reading ?? unreadable(`${fact}, which was not recorded`));
    },
    list(type) {
      const lists = areas.flatMap(({ lists: of }) => of[type] ?? []);
      const [unavailable] = lists.flatMap((list) => list.unavailable);
      const items = [...new Set(lists.flatMap(({ arns }) => arns))];
      return Promise.resolve({ items, ...(unavailable && { unavailable }) });
    },
  };
}

const unreadable = (what: string): Unavailable => ({ unavailable: 'unreadable', what });
