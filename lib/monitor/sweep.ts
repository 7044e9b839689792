import { after } from '#domain/instant.ts';
import type { Listing } from '#domain/ports.ts';
import { resourceOf } from '#domain/resource.ts';
import type { LookMessage, SweepMessage } from '#domain/work.ts';
import { sendLookUps } from './look-up.ts';
import type { Monitor } from './monitor.ts';
import { noteRefusal, refusedBy } from './refused-lists.ts';
import { countInSweep } from './sweep-run.ts';

/** What was deleted is looked at again for so long: a family comes back when something runs an old revision of it. */
const DOUBT_DELETION_MS = 30 * 86_400_000;

/** One page of a sweep: asks for a look at each resource on it and for the next page. Lists only; reads nothing. */
export async function sweepPage(message: SweepMessage, monitor: Monitor): Promise<void> {
  const { sweepId } = message;
  if (message.list === 'events') {
    await sendLookUps(message, monitor);
    await countInSweep(sweepId, 'lists', 1, monitor);
    return;
  }
  const listing = await listPage(message, monitor);
  const { items, next } = listing;
  const refused = refusedBy(message, listing);
  const looks = items.flatMap((arn): LookMessage[] => {
    const resource = resourceOf(arn);
    return resource
      ? [
          {
            kind: 'look',
            resource,
            cause: 'sweep',
            seenFrom: sweepId,
            hop: 0,
            attempt: 0,
            alters: [],
            sweepId,
            ...(message.firstSight && { firstSight: true }),
          },
        ]
      : [];
  });
  if (looks.length > 0) {
    await countInSweep(sweepId, 'sent', looks.length, monitor);
    await monitor.queue.send('sweep', looks);
  }
  if (next !== undefined) {
    const onwards: SweepMessage = { ...message, page: next, ...(refused !== undefined && { refused }) };
    await monitor.queue.send('sweep', [onwards]);
    return;
  }
  if (listing.unavailable?.unavailable !== 'throttled') await noteRefusal(message, refused, monitor);
  await countInSweep(sweepId, 'lists', 1, monitor);
}

/** The account's resources of a type, or what we hold ourselves and the account may not list any more. */
async function listPage({ list, page, sweepId }: SweepMessage, { facts, store }: Monitor): Promise<Listing> {
  if (list === 'events') return { items: [] };
  if (list === 'state') {
    const { items, next } = await store.states(page);
    const unseen = items.filter(
      ({ observedAt, deletedAt }) =>
        observedAt < sweepId && (deletedAt === undefined || after(deletedAt, DOUBT_DELETION_MS) > sweepId),
    );
    const arns = unseen.map(({ arn }) => arn);
    facts.expect?.(arns);
    return { items: arns, ...(next !== undefined && { next }) };
  }
  if (list === 'findings') {
    const { items, next } = await store.openFindings(page);
    return {
      items: [...new Set(items.map(({ resourceArn }) => resourceArn))],
      ...(next !== undefined && { next }),
    };
  }
  return facts.list(list, page);
}
