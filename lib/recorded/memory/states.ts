import type { Store, StoreOptions } from '#domain/ports.ts';
import type { ResourceState } from '#domain/state.ts';
import { rows } from './rows.ts';

/** The states of resources, in memory. */
export function states({
  pageSize,
}: Required<StoreOptions>): Pick<Store, 'state' | 'putState' | 'states' | 'untold' | 'due'> {
  const kept = rows<ResourceState>();
  return {
    state: async (arn) => kept.get(arn, ''),
    async putState(state, expected) {
      if (kept.peek(state.arn, '')?.version !== expected) return false;
      kept.put(state.arn, '', state);
      return true;
    },
    states: async (page) => kept.page(pageSize, ({ arn }) => arn, page),
    untold: async (route, page) =>
      kept.page(
        pageSize,
        ({ untoldSince = '', arn }) => `${untoldSince} ${arn}`,
        page,
        ({ untoldRoute, untoldSince }) => untoldRoute === route && untoldSince !== undefined,
      ),
    async due(by) {
      const ending = ({ dueAt }: ResourceState) => dueAt !== undefined && dueAt <= by;
      return kept
        .page(Number.POSITIVE_INFINITY, ({ arn }) => arn, undefined, ending)
        .items.map(({ arn }) => arn);
    },
  };
}
