import type { Arn } from '#domain/arn.ts';
import type { Store } from '#domain/ports.ts';
import type { ResourceState } from '#domain/state.ts';

/**
 * Changes an item whoever else writes it meanwhile: reads, applies, writes if nobody was faster, else again.
 * `change` returns undefined to leave it. Gives the item as it is afterwards.
 */
export async function update(
  store: Store,
  arn: Arn,
  change: (state: ResourceState) => ResourceState | undefined,
): Promise<ResourceState | undefined> {
  for (;;) {
    const state = await store.state(arn);
    const next = state && change(state);
    if (!state || !next) return state;
    const written = { ...next, version: state.version + 1 };
    if (await store.putState(written, state.version)) return written;
  }
}
