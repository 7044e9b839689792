import type { EventHead } from '#domain/change.ts';
import { after } from '#domain/instant.ts';
import type { Monitor } from './monitor.ts';

/** Dead letters are counted for the digest over this time. */
const KEEP_COUNT_MS = 30 * 86_400_000;

/** Puts a record aside that cannot be understood: its head and the reason, never its content, which may hold secrets. */
export async function putAside(
  head: EventHead,
  why: string,
  { queue, store, clock }: Monitor,
): Promise<void> {
  await store.count('dead-letters', 1, after(clock.now(), KEEP_COUNT_MS));
  await queue.bury(head, why);
}
