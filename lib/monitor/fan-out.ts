import type { Arn } from '#domain/arn.ts';
import { type FactName, factSpec } from '#domain/facts.ts';
import { after, between, type Instant, roundUp } from '#domain/instant.ts';
import { RESOURCE_TYPES, type Resource, type ResourceType, resourceOf } from '#domain/resource.ts';
import { isLive } from '#domain/use.ts';
import type { LookMessage } from '#domain/work.ts';
import type { Monitor } from './monitor.ts';
import { usersOf } from './named.ts';

/** What a follow-up look inherits from the look or change that makes it. */
export type Origin = Pick<LookMessage, 'hop' | 'eventTime' | 'change' | 'firstSight' | 'slow'> & {
  readonly innocent?: boolean;
};

/** Clocks of two workers may differ by this much. */
const CLOCK_SKEW_MS = 1000;

const factsWhere = (
  type: ResourceType,
  { catalogue }: Monitor,
  holds: (name: FactName) => boolean,
): readonly FactName[] => catalogue.factsOf(type).filter(holds);

/** Undefined beyond two hops, and where no fact of the resource reads what changed. What no change event led to is due to none. */
function followUp(
  resource: Resource,
  facts: readonly FactName[],
  origin: Origin,
  seenFrom: Instant,
): LookMessage | undefined {
  if (origin.hop >= 2 || facts.length === 0) return undefined;
  const { eventTime, change, firstSight, innocent, slow } = origin;
  const alters = change && !innocent ? facts : [];
  return {
    kind: 'look',
    resource,
    cause: 'follow-up',
    seenFrom,
    hop: origin.hop === 0 ? 1 : 2,
    attempt: 0,
    alters,
    ...(eventTime && { eventTime }),
    ...(change && { change }),
    ...(firstSight && { firstSight }),
    ...(slow && { slow }),
  };
}

/** Looks at what is used, where a change of its users can change its verdicts (a family, a repository's tags in use). */
export async function lookAtUsed(used: readonly Arn[], origin: Origin, monitor: Monitor): Promise<void> {
  const { clock, queue, settings } = monitor;
  const now = clock.now();
  const soon = after(now, CLOCK_SKEW_MS);
  // What only a sweep shows can wait: one look at a repository for the thousand families that pull from it.
  const seenFrom = origin.change ? soon : roundUp(soon, settings.timing.confirmMs);
  const messages = used.flatMap((arn) => {
    const resource = resourceOf(arn);
    if (!resource) return [];
    const facts = factsWhere(resource.type, monitor, (name) => factSpec(name).readsUsers);
    const from = resource.type === 'AWS::::Account' ? refusalOrigin(origin) : origin;
    const message = followUp(resource, facts, from, seenFrom);
    if (!message) return [];
    return [origin.change ? message : { ...message, notBefore: seenFrom }];
  });
  if (messages.length === 0) return;
  if (origin.change) await queue.send('changes', messages);
  else await queue.send('sweep', messages, between(now, seenFrom));
}

/**
 * A look at the account is for what it refuses. That is told at once whenever a change let us see it, also a change
 * that made nothing else; and the look is the last of any chain, so never one too many.
 */
function refusalOrigin({ hop, change, eventTime, firstSight }: Origin): Origin {
  return {
    hop: hop === 0 ? 0 : 1,
    ...(change && { change }),
    ...(eventTime && { eventTime }),
    ...(!change && firstSight && { firstSight }),
  };
}

/** Whether verdicts on other resources can read something of a resource of this type. */
export const isReadByOthers = (type: ResourceType, { catalogue }: Monitor): boolean =>
  RESOURCE_TYPES.some((each) => catalogue.factsOf(each).some((name) => factSpec(name).reads.includes(type)));

/** Looks at the users of a changed resource, where they read something of it (a registry's rules, a role's policies). */
export async function lookAtUsers(
  changed: Resource,
  origin: Origin,
  seenFrom: Instant,
  monitor: Monitor,
): Promise<void> {
  const edges = (await usersOf(changed, monitor.store)).filter((edge) => isLive(edge, monitor.clock.now()));
  const messages = edges.flatMap(({ user }) => {
    const resource = resourceOf(user);
    const facts = resource
      ? factsWhere(resource.type, monitor, (name) => factSpec(name).reads.includes(changed.type))
      : [];
    const message = resource && followUp(resource, facts, origin, seenFrom);
    return message ? [message] : [];
  });
  if (messages.length > 0) await monitor.queue.send('changes', messages);
}
