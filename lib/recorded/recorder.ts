import type { Arn } from '#domain/arn.ts';
import type { ReadFactName } from '#domain/facts.ts';
import type { Instant } from '#domain/instant.ts';
import type { FactSource, Listing } from '#domain/ports.ts';
import { isMissing, isUnavailable, type Reading, type Unavailable } from '#domain/reading.ts';
import type { Place, ResourceType } from '#domain/resource.ts';
import { type RecordedArea, type Recording, shapes } from './recording.ts';
import { type RecordingFile, recordingFile } from './recording-file.ts';

/** Writes down what is read through it. */
export interface Recorder {
  /** The same source; what it answers is kept. */
  over(source: FactSource, place?: Place): FactSource;
  /** What was read so far; of the resources that `keeps` names, where it is given. */
  taken(keeps?: (resource: Arn) => boolean): RecordingFile;
}

interface List {
  readonly arns: readonly Arn[];
  readonly unavailable: readonly Unavailable[];
}
type Readings = Readonly<Partial<Record<ReadFactName, Reading<unknown>>>>;
type Lists = Partial<Record<ResourceType, List>>;

/** A recorder that begins now, in a program that names itself `by`. */
export function recorder(by: string, recordedAt: Instant): Recorder {
  const facts = new Map<Arn, Readings>();
  const areas: { place?: Place; lists: Lists }[] = [];
  return {
    over(source, place) {
      const lists: Lists = {};
      areas.push({ ...(place && { place }), lists });
      return {
        async read(fact, resource, context) {
          const reading = await source.read(fact, resource, context);
          facts.set(resource.arn, { ...facts.get(resource.arn), [fact]: bare(reading) });
          return reading;
        },
        async list(type, page) {
          const listing = await source.list(type, page);
          lists[type] = joined(lists[type], listing);
          return listing;
        },
      };
    },
    taken: (keeps) =>
      recordingFile({
        version: 2,
        recordedAt,
        recordedBy: by,
        shapes: shapes(),
        partial: keeps !== undefined,
        areas: areas.map(({ lists, ...area }) => ({ ...area, lists: kept(lists, keeps ?? ALL) })),
        ...together([...facts].filter(([arn]) => (keeps ?? ALL)(arn)).toSorted(byArn)),
      }),
  };
}

/** Values that were handed to several looks as one are written once. */
function together(facts: readonly (readonly [Arn, Readings])[]): Pick<Recording, 'facts' | 'shared'> {
  const times = new Map<unknown, number>();
  const valueOf = (reading: Reading<unknown>): unknown => ('value' in reading ? reading.value : reading);
  for (const [, readings] of facts)
    for (const reading of Object.values(readings))
      times.set(valueOf(reading), (times.get(valueOf(reading)) ?? 0) + 1);
  const ids = new Map<unknown, string>();
  const shared: Record<string, Reading<unknown>> = {};
  const written = (reading: Reading<unknown>): Reading<unknown> | { readonly shared: string } => {
    const value = valueOf(reading);
    if (typeof value !== 'object' || (times.get(value) ?? 0) < 2) return reading;
    const id = ids.get(value) ?? String(ids.size + 1);
    ids.set(value, id);
    shared[id] = reading;
    return { shared: id };
  };
  const all = facts.map(([arn, readings]): [Arn, Recording['facts'][Arn]] => [
    arn,
    Object.fromEntries(Object.entries(readings).map(([fact, reading]) => [fact, written(reading)])),
  ]);
  return { facts: Object.fromEntries(all), ...(ids.size > 0 && { shared }) };
}

const ALL = (): boolean => true;
const byArn = ([a]: readonly [Arn, unknown], [b]: readonly [Arn, unknown]): number => (a < b ? -1 : 1);

/** When it was read is not what was read: two recordings of an unchanged account agree. */
const bare = (reading: Reading<unknown>): Reading<unknown> =>
  isMissing(reading) || isUnavailable(reading) ? reading : { value: reading.value };

function joined(known: List | undefined, { items, unavailable }: Listing): List {
  return {
    arns: [...(known?.arns ?? []), ...items],
    unavailable: [...(known?.unavailable ?? []), ...(unavailable ? [unavailable] : [])],
  };
}

const kept = (lists: Lists, keeps: (arn: Arn) => boolean): RecordedArea['lists'] =>
  Object.fromEntries(
    Object.entries(lists).map(([type, { arns, unavailable }]) => [
      type,
      { arns: arns.filter(keeps).toSorted(), unavailable },
    ]),
  );
