import type { Arn } from '#domain/arn.ts';
import type { ResourceState } from '#domain/state.ts';
import { isLive } from '#domain/use.ts';
import { mayTellAlone } from './cap.ts';
import { claim, markTold } from './claim.ts';
import type { Monitor } from './monitor.ts';
import { findingNews } from './news.ts';
import { tellStorm } from './summary.ts';
import { findingMessage } from './telling/finding-message.ts';

export type TellOutcome = 'told' | 'nothing to tell' | 'somebody else tells' | 'left for the summary';

/**
 * Tells at once what people do not know of a resource: one message, then `told` moves to what it said. A crash
 * between the two repeats the message with the same id, for the item's `seq` is the same.
 */
export async function tell(arn: Arn, monitor: Monitor): Promise<TellOutcome> {
  let outcome: TellOutcome = 'nothing to tell';
  for (;;) {
    const state = await monitor.store.state(arn);
    if (!state || state.untoldRoute !== 'immediate') return outcome;
    const now = monitor.clock.now();
    if (state.tellingUntil !== undefined && state.tellingUntil > now) return 'somebody else tells';
    const alone = await mayTellAlone(state, monitor);
    if (alone === 'storm') {
      await tellStorm(state, monitor);
      return 'told';
    }
    if (alone === 'summary') return 'left for the summary';
    const claimed = await claim(state, monitor);
    if (!claimed) continue;
    await publish(claimed, monitor);
    await markTold(claimed, monitor);
    outcome = 'told';
  }
}

async function publish(state: ResourceState, monitor: Monitor): Promise<void> {
  const { store, clock, topic } = monitor;
  const users = (await store.users(state.arn)).filter((edge) => isLive(edge, clock.now()));
  const news = findingNews(state, users, monitor);
  if (news) await topic.publish(findingMessage(news));
}
