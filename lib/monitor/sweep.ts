import type { Arn } from '#domain/arn.ts';
import type { Page } from '#domain/ports.ts';
import { resourceOf } from '#domain/resource.ts';
import type { LookMessage, SweepMessage } from '#domain/work.ts';
import type { Monitor } from './monitor.ts';
import { countInSweep } from './sweep-run.ts';

/** One page of a sweep: asks for a look at each resource on it and for the next page. Lists only; reads nothing. */
export async function sweepPage(message: SweepMessage, monitor: Monitor): Promise<void> {
  const { sweepId } = message;
  const { items, next } = await listPage(message, monitor);
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
          },
        ]
      : [];
  });
  if (looks.length > 0) {
    await countInSweep(sweepId, 'sent', looks.length, monitor);
    await monitor.queue.send('sweep', looks);
  }
  if (next !== undefined) await monitor.queue.send('sweep', [{ ...message, page: next }]);
  else await countInSweep(sweepId, 'lists', 1, monitor);
}

/** The account's resources of a type, or what we hold ourselves and the account may not list any more. */
async function listPage(
  { list, page, sweepId }: SweepMessage,
  { facts, store }: Monitor,
): Promise<Page<Arn>> {
  if (list === 'state') {
    const { items, next } = await store.states(page);
    const unseen = items.filter(
      ({ observedAt, deletedAt }) => deletedAt === undefined && observedAt < sweepId,
    );
    return { items: unseen.map(({ arn }) => arn), ...(next !== undefined && { next }) };
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
