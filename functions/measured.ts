import type { Canary } from '#domain/canary.ts';
import { between, type Instant } from '#domain/instant.ts';
import { isObject, list, text } from '#domain/json.ts';
import type { OutboundMessage } from '#domain/outbound.ts';
import type { Handled } from '#monitor/handle.ts';
import type { Monitor } from '#monitor/monitor.ts';
import type { Measures } from './measures.ts';

const seconds = (from: Instant, to: Instant): number => Math.max(0, between(from, to) / 1000);

/** The same monitor, whose transitions, messages and dead letters are counted as they are written. */
export const measured = (monitor: Monitor, measures: Measures): Monitor => ({
  ...monitor,
  store: {
    ...monitor.store,
    putHistory: async (entry) => {
      await monitor.store.putHistory(entry);
      measures.add('Transitions', 1, entry.severity);
    },
  },
  topic: {
    publish: async (message) => {
      await monitor.topic.publish(message);
      const changed = firstChange(message);
      if (changed !== undefined) measures.add('TellDelay', seconds(changed, monitor.clock.now()));
    },
  },
  queue: {
    ...monitor.queue,
    bury: async (message, reason) => {
      await monitor.queue.bury(message, reason);
      measures.add('Unreadable', 1);
    },
  },
});

/** When the first change happened that an immediate message tells of; a digest waits on purpose. */
function firstChange({ body, attributes }: OutboundMessage): Instant | undefined {
  if (attributes.kind !== 'finding') return undefined;
  return list(body, 'changes')
    .flatMap((change) => (isObject(change) ? [text(change, 'eventTime')] : []))
    .filter((each) => each !== undefined)
    .toSorted()[0];
}

/** Counts the looks behind one handled message, and how long after their change they came. */
export function measureHandled(handled: Handled, now: Instant, measures: Measures): void {
  for (const { canary } of canariesIn(handled)) measures.add('CanarySeen', 1, canary.region);
  const looks = handled.kind === 'look' ? [handled] : handled.kind === 'event' ? handled.looks : [];
  for (const { message, outcome } of looks) {
    if (outcome === 'recorded') measures.add('Evaluations', 1);
    if (message.cause === 'change' && message.attempt === 0 && message.eventTime !== undefined)
      measures.add('EventLag', seconds(message.eventTime, now));
  }
}

const canariesIn = (handled: Handled): readonly { readonly canary: Canary }[] =>
  handled.kind !== 'event'
    ? []
    : handled.routings.flatMap((routing) =>
        routing.kind === 'ignored' && routing.canary ? [{ canary: routing.canary }] : [],
      );
