import { deniedActions, withDenials } from '#domain/denials.ts';
import { factSpec } from '#domain/facts.ts';
import type { Instant } from '#domain/instant.ts';
import type { Look } from '#domain/look.ts';
import { isUnavailable } from '#domain/reading.ts';
import type { Resource } from '#domain/resource.ts';
import type { ResourceState } from '#domain/state.ts';
import type { Use } from '#domain/use.ts';
import { USES } from '#domain/uses.ts';
import type { LookMessage } from '#domain/work.ts';
import type { Gathered } from './gather.ts';
import { judge } from './judge.ts';
import type { Monitor } from './monitor.ts';
import { confirmAt, settleMs } from './timing.ts';

/** What a look saw, judged: all that recording needs. `base` is the item it will be held against. */
export async function lookOf(
  base: ResourceState | undefined,
  gathered: Gathered,
  message: LookMessage,
  monitor: Monitor,
): Promise<Look> {
  const { clock, settings, catalogue, store } = monitor;
  const { resource, change, eventTime, hop } = message;
  const now = clock.now();
  const { facts, unavailable, presence, observedAt } = gathered;
  const context = {
    resource,
    previous: base?.uses ?? [],
    now: observedAt,
    parameters: settings.parameters,
    ...(message.sighting && { sighting: message.sighting }),
  };
  const uses =
    presence !== 'missing'
      ? refusalsToo(USES[resource.type].usesOf(facts, context), context, gathered, monitor)
      : undefined;
  const tags = tagsOf(facts);
  return {
    resource,
    observedAt,
    now,
    presence,
    deletes: message.deletes ?? false,
    creates: message.creates ?? false,
    firstSight: message.firstSight ?? false,
    settled: isSettled(message, observedAt, monitor),
    judgements:
      presence === 'missing' || gathered.unread
        ? []
        : judge(resource, gathered, message.alters, settings, catalogue),
    behaviours: catalogue.behaviours.map(({ id }) => id),
    ...(facts.family?.usage === 'unused' && { ceiling: 'LOW' as const }),
    ...(uses && { uses }),
    ...(tags && { tags }),
    complete: Object.keys(unavailable).length === 0,
    denied: deniedActions(gathered),
    judgedUnder: catalogue.judgedUnder,
    ...(change && {
      ...(!isWitness(message) && { change }),
      innocent: !USES[resource.type].facts.some((each) => message.alters.includes(each)),
    }),
    isNewUse: message.cause === 'follow-up' || message.sighting !== undefined,
    ...(eventTime && { eventTime }),
    hop,
    suppressions: { rules: settings.suppressions, exact: await store.suppressions(resource.arn) },
    timing: { ...settings.timing, settleMs: settleMs(message, monitor) },
  };
}

/** Whoever made a change that let us see what the account refuses did not make it refuse, and is not named for it. */
const isWitness = ({ resource, hop }: LookMessage): boolean => resource.type === 'AWS::::Account' && hop > 0;

/** The account counts as used while it refuses a read, for as long as a control asks for what it refuses. */
function refusalsToo(
  own: readonly Use[] | undefined,
  { resource, previous }: { readonly resource: Resource; readonly previous: readonly Use[] },
  gathered: Gathered,
  { catalogue }: Monitor,
): readonly Use[] | undefined {
  return catalogue.factsOf('AWS::::Account').includes('denials')
    ? withDenials(own, previous, gathered, resource, (fact) => factSpec(fact).actions)
    : own;
}

/** The tags of whatever was looked at; a family's are those of its newest revision in scope. */
function tagsOf({
  repository,
  service,
  cluster,
  fileSystem,
  family,
}: Gathered['facts']): Readonly<Record<string, string>> | undefined {
  const newest = family?.revisions[0]?.description;
  return (
    (repository ?? service ?? cluster ?? fileSystem)?.tags ??
    (newest && !isUnavailable(newest) ? newest.tags : undefined)
  );
}

/** Confirming looks, sweeps and looks long after the change read what has settled. */
const isSettled = (message: LookMessage, observedAt: Instant, monitor: Monitor): boolean => {
  const { cause, eventTime } = message;
  return (
    cause === 'confirm' ||
    cause === 'sweep' ||
    cause === 'missing' ||
    (eventTime !== undefined && observedAt >= confirmAt(eventTime, message, monitor))
  );
};
