import type { Arn } from '#domain/arn.ts';
import { denials } from '#domain/denials.ts';
import { type EdgeFactName, type FactName, type FactValues, factSpec } from '#domain/facts.ts';
import { earliest, type Instant } from '#domain/instant.ts';
import type { Presence } from '#domain/look.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isMissing, isUnavailable, type Reading, type Unavailable } from '#domain/reading.ts';
import { sensitiveRepositories, tagsInUse } from '#domain/repository.ts';
import { ec2Arn, placeOf, type Resource } from '#domain/resource.ts';
import type { Edge, Use } from '#domain/use.ts';
import { usedAs } from '#domain/used-as.ts';
import { vpcUse } from '#domain/vpc.ts';
import type { Catalogue } from './catalogue.ts';
import { usersAreHidden } from './hidden-users.ts';
import type { Monitor } from './monitor.ts';

/** What a look read: values, and why others are not there. */
export interface Gathered {
  /** Before the first read; earlier when a fact came from a cache. */
  readonly observedAt: Instant;
  readonly presence: Presence;
  readonly facts: { readonly [F in FactName]?: FactValues[F] };
  readonly unavailable: { readonly [F in FactName]?: Unavailable };
  /** Something was on its way to another state, of which no event tells: a look soon knows more. */
  readonly settling?: true;
  /** Nothing was asked: no control is judged by it. */
  readonly unread?: true;
}

/** Whose users say how a resource is used: an endpoint serves whoever is in its VPC. */
const judgedByUsersOf = ({ type, arn }: Resource, { vpcEndpoint }: Gathered['facts']): Arn =>
  type === 'AWS::EC2::VPCEndpoint' && vpcEndpoint ? ec2Arn(placeOf(arn), 'vpc', vpcEndpoint.vpc) : arn;

const FROM_EDGES: {
  readonly [F in EdgeFactName]: (edges: readonly Edge[], now: Instant, catalogue: Catalogue) => FactValues[F];
} = {
  tagsInUse,
  usedAs,
  sensitiveRepositories,
  vpcUse,
  denials: (edges, now, { blindWithout }) => denials(edges, now, blindWithout),
};

/**
 * Reads each fact of a resource once, those that others need first. The first that says "there is no such thing" of
 * the resource itself ends it. A value read since `freshFrom` may be shared with other looks. `uses` are those that the look before found.
 */
export async function gather(
  resource: Resource,
  { catalogue, facts: source, store, clock, settings }: Monitor,
  freshFrom?: Instant,
  uses: readonly Use[] = [],
): Promise<Gathered> {
  const names = catalogue.factsOf(resource.type);
  let observedAt = clock.now();
  let users: readonly Edge[] | undefined;
  const facts: Partial<Record<FactName, unknown>> = {};
  let settling = false;
  const unavailable: Partial<Record<FactName, Unavailable>> = {};
  for (const name of names) {
    // Thousands may use one repository: nobody is asked for until a fact needs them, never for what is not there.
    if (factSpec(name).readsUsers)
      users ??= await store.users(judgedByUsersOf(resource, facts as Gathered['facts']));
    const known = facts as ReadContext['known'];
    const context: ReadContext = {
      users: users ?? [],
      uses,
      now: observedAt,
      known,
      parameters: settings.parameters,
      ...(freshFrom !== undefined && { freshFrom }),
    };
    const reading = await read(name, resource, context, { facts: source, catalogue });
    if (isUnavailable(reading)) unavailable[name] = reading;
    else if (!isMissing(reading)) {
      facts[name] = reading.value;
      settling ||= reading.settling ?? false;
      observedAt = earliest(observedAt, reading.readAt ?? observedAt);
    } else if (factSpec(name).identifies)
      return { observedAt, presence: 'missing', facts: {}, unavailable: {} };
    else unavailable[name] = { unavailable: 'unreadable', what: `${name} is not there` };
  }
  const presence = isThere(names, facts) ? 'present' : 'unknown';
  return {
    observedAt,
    presence,
    facts: await asFarAsKnown(facts as Gathered['facts'], { store }),
    unavailable,
    ...(settling && { settling }),
  };
}

/** A family without a known user is unused only where no user can be hidden. */
async function asFarAsKnown(
  facts: Gathered['facts'],
  { store }: Pick<Monitor, 'store'>,
): Promise<Gathered['facts']> {
  const { family } = facts;
  return family?.usage === 'unused' && (await usersAreHidden(store))
    ? { ...facts, family: { ...family, usage: 'unknown' } }
    : facts;
}

/** A look that reads nothing: there is no fact about the resource, or it is another account's. */
export const nothing = (observedAt: Instant): Gathered => ({
  observedAt,
  presence: 'present',
  facts: {},
  unavailable: {},
  unread: true,
});

/** Whether any fact that says so could be read; of what no fact says so, being asked for is enough. */
const isThere = (names: readonly FactName[], facts: object): boolean => {
  const telling = names.filter((name) => factSpec(name).identifies);
  return telling.length === 0 || telling.some((name) => name in facts);
};

const isFromEdges = (name: FactName): name is EdgeFactName => name in FROM_EDGES;

async function read(
  name: FactName,
  resource: Resource,
  context: ReadContext,
  { facts, catalogue }: Pick<Monitor, 'facts' | 'catalogue'>,
): Promise<Reading<unknown>> {
  if (isFromEdges(name)) return { value: FROM_EDGES[name](context.users, context.now, catalogue) };
  // No look needs it: a sweep looks it up.
  if (name === 'eventHistory') return { unavailable: 'unsupported', what: name };
  return facts.read(name, resource, context);
}
