import type { Arn } from './arn.ts';
import type { FactName, FactValues } from './facts.ts';
import type { Instant } from './instant.ts';
import { isUnavailable, type Unavailable } from './reading.ts';
import { accountOf, type Resource } from './resource.ts';
import { type Edge, featureOf, isLive, type Use } from './use.ts';

/** A read that the account refuses the monitor. */
export interface Denial {
  /** The IAM action; `unknown` where the refusal does not name one. */
  readonly action: string;
  /** Controls that cannot be judged, or only in part, without it; sorted. */
  readonly controls: readonly string[];
  /** Some of the resources whose reading was refused; sorted. */
  readonly seenOn: readonly Arn[];
}

/** Every read that was refused to the latest look at each resource of an account in a region, by action. */
export type Denials = readonly Denial[];

/** Enough to find out what refuses. */
const MAX_SEEN_ON = 5;
const DENIED = 'denied:';
const ACTION = /^[a-z0-9-]{1,63}:[A-Za-z0-9]{1,128}$/;

/** Readings within a fact's value, each with an answer of its own. */
const PARTS: { readonly [F in FactName]?: (value: FactValues[F]) => readonly unknown[] } = {
  family: ({ revisions }) => revisions.map(({ description }) => description),
  execUse: ({ revisions }) => revisions.map(({ containers }) => containers),
  loadBalancers: ({ unread }) => unread,
  bridgedTasks: ({ unread }) => unread,
  listeners: ({ listeners, unread }) => [...unread, ...listeners.map(({ policy }) => policy?.protocols)],
  securityGroups: ({ networks, prefixLists }) => [
    ...networks.map(({ groups }) => groups),
    ...Object.values(prefixLists),
  ],
  pullThroughCache: (byRegion) => Object.values(byRegion),
  rolePolicies: (byName) => Object.values(byName),
  tagAuthorization: (byRegion) => Object.values(byRegion),
  accessPoints: (byId) => Object.values(byId),
  imageRepositories: (byArn) => Object.values(byArn),
  imageContent: ({ platforms }) => platforms,
  imageScan: ({ platforms }) => platforms,
  imageSuccessors: (byTag) => Object.values(byTag),
  familyImages: ({ named, running, users }) => [
    ...Object.values(named),
    ...Object.values(running),
    ...Object.values(users).flat(),
  ],
};

/** What a look read, as far as refusals are concerned. */
interface Read {
  readonly facts: { readonly [F in FactName]?: FactValues[F] };
  readonly unavailable: { readonly [F in FactName]?: Unavailable };
}

/** All that a look could not read, with the fact it belongs to. */
function failures({ facts, unavailable }: Read): readonly (Unavailable & { readonly fact: FactName })[] {
  const within = <F extends FactName>(fact: F): readonly unknown[] => {
    const value = facts[fact];
    return value === undefined ? [] : (PARTS[fact]?.(value) ?? []);
  };
  const whole = Object.entries(unavailable) as readonly [FactName, Unavailable][];
  const parts = (Object.keys(PARTS) as FactName[]).flatMap((fact) =>
    within(fact).map((part) => [fact, part] as const),
  );
  return [...whole, ...parts].flatMap(([fact, failure]) =>
    isUnavailable(failure) ? [{ ...failure, fact }] : [],
  );
}

/** The actions that were refused to a look, sorted, those within a fact's value too. */
export const deniedActions = (read: Read): readonly string[] =>
  [
    ...new Set(
      failures(read).flatMap(({ unavailable, what }) => (unavailable === 'denied' ? [actionIn(what)] : [])),
    ),
  ].sort();

const actionIn = (what: string): string => (ACTION.test(what) ? what : 'unknown');

/**
 * A resource's uses with the account among them while a read of it is refused: so the account is looked at when a
 * refusal begins or ends. `own` are its uses proper, undefined where they could not be told and the previous stay.
 * A read that failed otherwise this time (throttled, garbled) does not unsay that it is refused.
 */
export function withDenials(
  own: readonly Use[] | undefined,
  previous: readonly Use[],
  read: Read,
  { arn }: Resource,
  actionsOf: (fact: FactName) => readonly string[],
): readonly Use[] {
  const account = accountOf(arn);
  if (account === undefined) return own ?? previous;
  // What is refused is told anew; what else a resource uses its account for stays.
  const uses = (own ?? previous).filter(({ used }) => used !== account);
  const others = (own ?? previous)
    .filter(({ used }) => used === account)
    .flatMap(({ features }) => features.filter((feature) => !feature.startsWith(DENIED)));
  const undecided = new Set(
    failures(read).flatMap(({ unavailable, fact }) =>
      unavailable === 'throttled' || unavailable === 'unreadable' ? actionsOf(fact) : [],
    ),
  );
  const before = previous.filter(({ used }) => used === account).flatMap((use) => featureOf(use, 'denied'));
  const actions = new Set([...deniedActions(read), ...before.filter((action) => undecided.has(action))]);
  if (actions.size + others.length === 0) return uses;
  const use: Use = {
    used: account,
    features: [...others, ...[...actions].map((each) => DENIED + each)].sort(),
  };
  return [...uses, use].sort((a, b) => (a.used < b.used ? -1 : 1));
}

/** Refused reads, from the edges that point at an account; `blindWithout` names the controls that need an action. */
export function denials(
  edges: readonly Edge[],
  now: Instant,
  blindWithout: (action: string) => readonly string[],
): Denials {
  const byAction = new Map<string, readonly Arn[]>();
  for (const edge of edges.filter((each) => isLive(each, now)))
    for (const action of featureOf(edge, 'denied'))
      byAction.set(action, [...(byAction.get(action) ?? []), edge.user]);
  return [...byAction]
    .map(([action, users]) => ({
      action,
      controls: blindWithout(action),
      seenOn: users.toSorted().slice(0, MAX_SEEN_ON),
    }))
    .sort((a, b) => (a.action < b.action ? -1 : 1));
}
