import type { Arn } from '#domain/arn.ts';
import type { ReadFactName } from '#domain/facts.ts';
import type { Instant } from '#domain/instant.ts';
import type { FactSource, Listing } from '#domain/ports.ts';
import { isMissing, isUnavailable, type Reading, type Unavailable } from '#domain/reading.ts';
import type { Place, ResourceType } from '#domain/resource.ts';
import { type RecordedArea, shapes } from './recording.ts';
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
type Lists = Partial<Record<ResourceType, List>>;

/** A recorder that begins now, in a program that names itself `by`. */
export function recorder(by: string, recordedAt: Instant): Recorder {
  const facts = new Map<Arn, Partial<Record<ReadFactName, Reading<unknown>>>>();
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
        facts: Object.fromEntries([...facts].filter(([arn]) => (keeps ?? ALL)(arn)).toSorted(byArn)),
      }),
  };
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
