import type { Arn } from '#domain/arn.ts';
import type { ReadFactName } from '#domain/facts.ts';
import type { FactSource, Store } from '#domain/ports.ts';
import { isUnavailable } from '#domain/reading.ts';
import type { Place, Resource, ResourceType } from '#domain/resource.ts';
import type { ResourceState } from '#domain/state.ts';
import type { Catalogue } from './catalogue.ts';
import { look } from './look.ts';
import type { Monitor } from './monitor.ts';
import type { Scan } from './scan.ts';

/** A part of the account with a source of facts of its own: a region of a live account, or a whole recorded one. */
export interface ScanArea {
  readonly facts: FactSource;
  /** Where it is; not said of a recorded account, which may have several regions. */
  readonly place?: Place;
  /** Whether a resource lies in it. */
  covers(arn: Arn): boolean;
}

export interface Looker {
  /** Looks as the deployed monitor does and gives what it would record; undefined: there is no such resource. */
  look(resource: Resource, area: ScanArea): Promise<ResourceState | undefined>;
  /** Resources of a type that were seen in use, listed or not. */
  used(type: ResourceType): readonly Arn[];
  /** Says that a part of a type could not be listed. */
  unlisted(type: ResourceType, area: ScanArea): void;
}

/** What says who runs a family: without it one that nobody seems to use may well be used. */
const USERS_OF_FAMILIES: ReadonlySet<ReadFactName | ResourceType> = new Set<ReadFactName | ResourceType>([
  'service',
  'standaloneTasks',
  'AWS::ECS::Service',
  'AWS::ECS::Cluster',
]);

/** Looks of one scan: they share the memory of who uses what, and nothing is kept of what they judged. */
export function lookerOf({ settings, store, clock }: Scan, catalogue: Catalogue): Looker {
  const used = new Map<ResourceType, Set<Arn>>();
  const blind = new Set<ScanArea>();
  const startedAt = clock.now();
  const nothing = (): Promise<void> => Promise.resolve();
  const monitor: Omit<Monitor, 'facts' | 'store'> = {
    catalogue,
    settings,
    clock,
    wake: nothing,
    topic: { publish: nothing },
    home: { account: '', region: '' },
    queue: {
      bury: nothing,
      send: async (_lane, messages) => {
        for (const message of messages) {
          if (message.kind !== 'look') continue;
          const { type, arn } = message.resource;
          used.set(type, (used.get(type) ?? new Set()).add(arn));
        }
      },
    },
  };
  return {
    used: (type) => [...(used.get(type) ?? [])],
    unlisted: (type, area) => {
      if (USERS_OF_FAMILIES.has(type)) blind.add(area);
    },
    async look(resource, area) {
      const facts = watched(area, startedAt, blind);
      let recorded: ResourceState | undefined;
      const passing = passingStore(store, (state) => {
        recorded = state;
      });
      const message = { kind: 'look', resource, cause: 'sweep', hop: 0, attempt: 0, alters: [] } as const;
      await look(message, { ...monitor, facts, store: passing });
      return recorded;
    },
  };
}

/** The memory of one look: what it records is handed over; edges alone are kept. */
const passingStore = (store: Store, recorded: (state: ResourceState) => void): Store => ({
  ...store,
  state: () => Promise.resolve(undefined),
  putState: (state) => {
    recorded(state);
    return Promise.resolve(true);
  },
  findingsOf: () => Promise.resolve([]),
  putFinding: () => Promise.resolve(),
  putHistory: () => Promise.resolve(),
});

/** The area's facts, shared between looks since the scan began. Where a user could not be read, nobody can say that a family has none. */
function watched(area: ScanArea, freshFrom: string, blind: Set<ScanArea>): FactSource {
  return {
    list: (type, page) => area.facts.list(type, page),
    async read(fact, resource, context) {
      const reading = await area.facts.read(fact, resource, { ...context, freshFrom });
      if (USERS_OF_FAMILIES.has(fact) && isUnavailable(reading)) blind.add(area);
      if (!blind.has(area) || !('value' in reading)) return reading;
      const { value } = reading;
      return 'usage' in value && value.usage === 'unused'
        ? { ...reading, value: Object.assign({}, value, { usage: 'unknown' }) }
        : reading;
    },
  };
}
