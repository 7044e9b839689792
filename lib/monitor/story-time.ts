import { after, type Instant, latest } from '#domain/instant.ts';
import type { Clock, WorkQueue } from '#domain/ports.ts';
import type { Lane, WorkMessage } from '#domain/work.ts';

/** A clock that stands still until it is told to go on; it never goes back. */
export interface StoryClock extends Clock {
  goTo(instant: Instant): void;
}

export function storyClock(start: Instant): StoryClock {
  let now = start;
  return {
    now: () => now,
    goTo: (instant) => {
      now = latest(now, instant);
    },
  };
}

/** Work in memory, each message due at its time; changes before the sweep's, then in the order of sending. */
export interface StoryQueue extends WorkQueue {
  /** When the next message is due; undefined when there is none. */
  nextDue(): Instant | undefined;
  /** Takes the next message that is due by now. */
  take(): WorkMessage | undefined;
  readonly buried: readonly { readonly message: unknown; readonly reason: string }[];
}

export function storyQueue(clock: Clock): StoryQueue {
  // What is due last stands first, so that the next message is taken from the end.
  const waiting: Waiting[] = [];
  const buried: { message: unknown; reason: string }[] = [];
  let sent = 0;
  return {
    buried,
    send: (lane, messages, delayMs = 0) => {
      const due = after(clock.now(), delayMs);
      for (const message of messages) {
        sent += 1;
        const item = { due, lane, order: sent, message };
        waiting.splice(placeFor(item, waiting), 0, item);
      }
      return Promise.resolve();
    },
    bury: (message, reason) => {
      buried.push({ message, reason });
      return Promise.resolve();
    },
    nextDue: () => waiting.at(-1)?.due,
    take: () => {
      const next = waiting.at(-1);
      return next && next.due <= clock.now() ? waiting.pop()?.message : undefined;
    },
  };
}

interface Waiting {
  readonly due: Instant;
  readonly lane: Lane;
  readonly order: number;
  readonly message: WorkMessage;
}

/** Earlier first; of the same moment changes before the sweep's, then in the order of sending. */
function isBefore(a: Waiting, b: Waiting): boolean {
  if (a.due !== b.due) return a.due < b.due;
  if (a.lane !== b.lane) return a.lane === 'changes';
  return a.order < b.order;
}

/** Where an item belongs in a list whose first item is taken last. */
function placeFor(item: Waiting, waiting: readonly Waiting[]): number {
  let low = 0;
  let high = waiting.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = waiting[middle];
    if (other && isBefore(item, other)) low = middle + 1;
    else high = middle;
  }
  return low;
}
