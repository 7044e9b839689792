import type { NewsLine, SummaryNews } from '#domain/news.ts';
import { onlyChange } from '#domain/recent-changes.ts';
import { rank } from '#domain/severity.ts';
import type { ResourceState, Route } from '#domain/state.ts';
import { isUrgent } from './cap.ts';
import { claim, markTold } from './claim.ts';
import { hashOf } from './identity.ts';
import type { Monitor } from './monitor.ts';
import { newsParts } from './news.ts';
import { summaryMessage } from './telling/summary-message.ts';

/** Every item with something untold of a route that no teller has now. */
export async function untoldItems(
  route: Exclude<Route, 'silent'>,
  monitor: Monitor,
): Promise<readonly ResourceState[]> {
  const items: ResourceState[] = [];
  let page: string | undefined;
  do {
    const answer = await monitor.store.untold(route, page);
    items.push(
      ...answer.items.filter(
        ({ tellingUntil }) => tellingUntil === undefined || tellingUntil <= monitor.clock.now(),
      ),
    );
    page = answer.next;
  } while (page !== undefined);
  return items;
}

/** Takes those items that nobody else takes meanwhile. */
export async function claimAll(
  items: readonly ResourceState[],
  monitor: Monitor,
): Promise<readonly ResourceState[]> {
  const claimed: ResourceState[] = [];
  for (const item of items) {
    const mine = await claim(item, monitor);
    if (mine) claimed.push(mine);
  }
  return claimed;
}

/** The lines of several items in one message, worst first. */
export const linesOf = (items: readonly ResourceState[], monitor: Monitor): readonly NewsLine[] =>
  items
    .flatMap((item) =>
      newsParts(item, monitor).map(
        (part): NewsLine => ({
          resource: { type: item.type, arn: item.arn },
          part,
          ...actorOf(item, part.controlId),
        }),
      ),
    )
    .toSorted((a, b) => rank(a.part.severity) - rank(b.part.severity));

/** The one actor of a finding, when exactly one change can have made it. */
function actorOf({ verdicts }: ResourceState, controlId: string): { actor?: string } {
  const actor = onlyChange(verdicts[controlId]?.finding?.changes ?? [])?.actor;
  return actor ? { actor: actor.principal } : {};
}

/** One message for many items; the same set at the same `seq` gives the same id. */
export async function tellTogether(
  why: SummaryNews['why'],
  items: readonly ResourceState[],
  monitor: Monitor,
): Promise<number> {
  const claimed = await claimAll(items, monitor);
  const lines = linesOf(claimed, monitor);
  if (lines.length > 0) {
    const { settings, home, clock, topic } = monitor;
    const messageId = hashOf([why, claimed.map(({ arn, seq }) => `${arn} ${seq}`).toSorted()]);
    const accountName = settings.accountName ?? home.account;
    await topic.publish(summaryMessage({ messageId, why, accountName, ...home, toldAt: clock.now(), lines }));
  }
  for (const item of claimed) await markTold(item, monitor);
  return claimed.length;
}

/** A storm of what is urgent: all that is untold, at once, in one message grouped by actor. */
export async function tellStorm(state: ResourceState, monitor: Monitor): Promise<void> {
  const urgent = (await untoldItems('immediate', monitor)).filter((item) => isUrgent(item, monitor));
  const all = urgent.some(({ arn }) => arn === state.arn) ? urgent : [state, ...urgent];
  await tellTogether('storm', all, monitor);
}
