import type { Arn } from '#domain/arn.ts';
import { type AnyControl, factsNamedBy } from '#domain/control.ts';
import type { Clock, Store } from '#domain/ports.ts';
import { type Unavailable } from '#domain/reading.ts';
import { type Resource, type ResourceType, resourceOf, USERS_FIRST } from '#domain/resource.ts';
import type { Settings } from '#domain/settings.ts';
import { type Catalogue, catalogueOf } from './catalogue.ts';
import { inFlight } from './in-flight.ts';
import { type Evaluated, evaluationsOf, unlistedIn } from './scan-evaluations.ts';
import { type Looker, lookerOf, type ScanArea } from './scan-look.ts';

/** A pass over a whole account that leaves nothing behind: what a first sweep would find. */
export interface Scan {
  /** Where to look, each part with its own source of facts. */
  readonly areas: readonly ScanArea[];
  readonly settings: Settings;
  readonly controls: readonly AnyControl[];
  /** `scanCatalogue` of these controls and settings, where one serves many scans. */
  readonly catalogue?: Catalogue;
  /** An empty memory for who uses what; nothing else is kept. */
  readonly store: Store;
  readonly clock: Clock;
  readonly observe?: ScanObserver;
}

/** Is told how far the scan is, and what the account refuses or does not answer. */
export interface ScanObserver {
  /** After each look: how many resources of a type are done, of how many known so far. */
  readonly looked?: (type: ResourceType, done: number, known: number) => void;
  /** An IAM action that was refused to a look; may be told often. */
  readonly refused?: (action: string) => void;
  /** A part of a type's listing that could not be had. */
  readonly unlisted?: (type: ResourceType, why: Unavailable) => void;
}

/** Looks at once (DESIGN.md "Two lanes and a budget"). */
const LOOKS_IN_FLIGHT = 8;
/** Resources listed before they are looked at: adapters keep what a listing showed of at least so many. */
const LISTED_AHEAD = 1000;

/**
 * Holds every resource of the areas against the controls of its type. Evaluations come type by type, then by ARN, then
 * by control, so two scans of an unchanged account agree. The control on what the monitor may read is left out: what
 * is refused here is refused to whoever scans, and told to the observer.
 */
export async function* scan(options: Scan): AsyncGenerator<Evaluated> {
  const { catalogue = scanCatalogue(options.controls, options.settings) } = options;
  const looker = lookerOf(options, catalogue);
  for (const type of USERS_FIRST)
    if (catalogue.factsOf(type).length > 0) yield* scanType(type, options, looker, catalogue);
}

/** The controls of a scan, as they stand under settings. */
export const scanCatalogue = (controls: readonly AnyControl[], settings: Settings): Catalogue =>
  catalogueOf(
    controls.filter((control) => !factsNamedBy(control).includes('denials')),
    settings,
  );

async function* scanType(
  type: ResourceType,
  { areas, observe }: Scan,
  looker: Looker,
  catalogue: Catalogue,
): AsyncGenerator<Evaluated> {
  const seen = new Set<Arn>();
  let done = 0;
  for (const area of areas) {
    for await (const { resources, unavailable } of listed(type, area, looker, seen)) {
      for (const why of unavailable) {
        looker.unlisted(type, area);
        observe?.unlisted?.(type, why);
        yield* unlistedIn(type, area.place, why, catalogue);
      }
      for await (const state of inFlight(resources, LOOKS_IN_FLIGHT, (each) => looker.look(each, area))) {
        done += 1;
        observe?.looked?.(type, done, seen.size);
        for (const action of state?.denied ?? []) observe?.refused?.(action);
        if (state) yield* evaluationsOf(state, catalogue);
      }
    }
  }
}

/** What is looked at together. */
interface Portion {
  readonly resources: readonly Resource[];
  readonly unavailable: readonly Unavailable[];
}

/** The resources of a type in an area, in portions, each by ARN; behind those listed come those that only their users name. */
async function* listed(
  type: ResourceType,
  area: ScanArea,
  looker: Looker,
  seen: Set<Arn>,
): AsyncGenerator<Portion> {
  let resources: Resource[] = [];
  let unavailable: Unavailable[] = [];
  const take = (arns: readonly Arn[]): void => {
    for (const resource of arns.map(resourceOf)) {
      if (resource?.type !== type || seen.has(resource.arn) || !area.covers(resource.arn)) continue;
      seen.add(resource.arn);
      resources.push(resource);
    }
  };
  let page: string | undefined;
  do {
    const answer = await area.facts.list(type, page);
    take(answer.items);
    if (answer.unavailable) unavailable.push(answer.unavailable);
    page = answer.next;
    if (resources.length < LISTED_AHEAD && page !== undefined) continue;
    if (page === undefined) take(looker.used(type));
    area.facts.expect?.(resources.map(({ arn }) => arn));
    yield { resources: resources.toSorted(byArn), unavailable };
    resources = [];
    unavailable = [];
  } while (page !== undefined);
}

const byArn = (a: Resource, b: Resource): number => (a.arn < b.arn ? -1 : 1);
