import type { ChangedResource, Routing } from '#domain/change.ts';
import { standaloneUses } from '#domain/seen.ts';
import { isLive } from '#domain/use.ts';
import type { LookMessage, WorkMessage } from '#domain/work.ts';
import { noteBehaviours } from './behave.ts';
import { seeCanary } from './canary.ts';
import { type LookOutcome, look } from './look.ts';
import { lookUp } from './look-up.ts';
import type { Monitor } from './monitor.ts';
import { meant } from './named.ts';
import { putAside } from './put-aside.ts';
import { routeAll } from './route.ts';
import { sweepPage } from './sweep.ts';
import { countInSweep } from './sweep-run.ts';
import { isSlow, seenFrom } from './timing.ts';

/** What a worker did with one message; for the local run and tests to show. */
export type Handled =
  | {
      readonly kind: 'event';
      readonly routings: readonly Routing[];
      readonly looks: readonly { readonly message: LookMessage; readonly outcome: LookOutcome }[];
    }
  | { readonly kind: 'look'; readonly message: LookMessage; readonly outcome: LookOutcome }
  | { readonly kind: 'sweep' };

/** One message from a queue. An event is looked at here when it changed one resource; several become messages of their own. */
export async function handle(message: WorkMessage, monitor: Monitor): Promise<Handled> {
  if (message.kind === 'sweep') {
    await sweepPage(message, monitor);
    return { kind: 'sweep' };
  }
  if (message.kind === 'lookup') {
    await lookUp(message, monitor);
    return { kind: 'sweep' };
  }
  if (message.kind === 'look') {
    const outcome = await look(message, monitor);
    if (message.sweepId !== undefined && message.attempt === 0)
      await countInSweep(message.sweepId, 'done', 1, monitor);
    return { kind: 'look', message, outcome };
  }
  return handleEvent(message.envelope, monitor);
}

async function handleEvent(envelope: unknown, monitor: Monitor): Promise<Handled> {
  const routings = routeAll(envelope, monitor.catalogue.witness);
  const messages: LookMessage[] = [];
  for (const routing of routings) {
    if (routing.kind === 'malformed') await putAside(routing.head, routing.why, monitor);
    if (routing.kind === 'ignored' && routing.canary) await seeCanary(routing.canary, monitor);
    if (routing.kind !== 'changes') continue;
    await noteBehaviours(routing, monitor);
    for (const each of routing.changed) {
      // What was just made is named in full.
      const resource = each.creates ? each.resource : await meant(each.resource, monitor.store);
      const changed = { ...each, resource };
      if (!(await isKnownUse(changed, monitor))) messages.push(lookMessage(routing, changed, monitor));
    }
  }
  const [only, ...others] = messages;
  if (only && others.length === 0)
    return { kind: 'event', routings, looks: [{ message: only, outcome: await look(only, monitor) }] };
  if (only) await monitor.queue.send('changes', messages);
  return { kind: 'event', routings, looks: [] };
}

function lookMessage(
  { change }: Extract<Routing, { kind: 'changes' }>,
  changed: ChangedResource,
  monitor: Monitor,
): LookMessage {
  const { resource, alters, creates, deletes, sighting } = changed;
  return {
    kind: 'look',
    resource,
    cause: 'change',
    seenFrom: seenFrom(change.eventTime, { resource }, monitor),
    eventTime: change.eventTime,
    hop: 0,
    attempt: 0,
    alters,
    change,
    ...(isSlow({ resource }) && { slow: true }),
    ...(creates && { creates }),
    ...(deletes && { deletes }),
    ...(sighting && { sighting }),
  };
}

/** Whether a started task tells nothing new: to the hour, its revision is known to run in its cluster. */
async function isKnownUse(
  { resource, sighting }: ChangedResource,
  { store, clock }: Monitor,
): Promise<boolean> {
  if (!sighting) return false;
  const now = clock.now();
  const edge = (await store.users(sighting.used)).find(({ user }) => user === resource.arn);
  if (!edge || !isLive(edge, now)) return false;
  const [merged] = standaloneUses([edge, sighting], now);
  return merged !== undefined && merged.features.every((feature) => edge.features.includes(feature));
}
