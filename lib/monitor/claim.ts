import { after } from '#domain/instant.ts';
import type { ResourceState, Told } from '#domain/state.ts';
import { markUntold, toldNow, untold } from '#domain/untold.ts';
import type { Monitor } from './monitor.ts';
import { update } from './update.ts';

/** How long one teller has an item to itself; a teller that died lets it go by then. */
export const CLAIM_MS = 30_000;

/**
 * Takes an item for telling; undefined when somebody else was faster. What is about to be said is noted as unsure
 * first: if this teller dies, the next one does not rely on either belief.
 */
export async function claim(
  state: ResourceState,
  { store, clock }: Monitor,
): Promise<ResourceState | undefined> {
  const unsure = [...new Set([...(state.unsure ?? []), ...untold(state).map(({ controlId }) => controlId)])];
  const claimed = {
    ...state,
    version: state.version + 1,
    unsure,
    tellingUntil: after(clock.now(), CLAIM_MS),
  };
  return (await store.putState(claimed, state.version)) ? claimed : undefined;
}

/** Moves `told` to what a snapshot's message said; what changed since then stays untold. */
export async function markTold(snapshot: ResourceState, { store, clock }: Monitor): Promise<void> {
  const said: Record<string, Told> = {};
  for (const { controlId } of untold(snapshot)) {
    const told = toldNow(snapshot, controlId);
    if (told) said[controlId] = told;
  }
  await update(store, snapshot.arn, ({ tellingUntil: _claim, unsure = [], ...state }) => {
    const left = unsure.filter((controlId) => !(controlId in said));
    const told = { ...state.told, ...said };
    return markUntold({ ...state, told, ...(left.length > 0 && { unsure: left }) }, clock.now());
  });
}
