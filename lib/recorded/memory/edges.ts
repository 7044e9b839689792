import type { Store } from '#domain/ports.ts';
import type { Edge } from '#domain/use.ts';
import { rows } from './rows.ts';

/** Who uses what, in memory. An ended edge stays as a row without an edge, so that an older write finds its `seq`. */
export function edges(): Pick<Store, 'users' | 'putEdge' | 'endEdge'> {
  const kept = rows<{ readonly seq: number; readonly edge?: Edge }>();
  const isOlder = (used: string, user: string, seq: number): boolean =>
    (kept.peek(used, user)?.seq ?? seq) > seq;
  return {
    users: async (used) => kept.of(used).flatMap(({ edge }) => edge ?? []),
    async putEdge(edge, seq) {
      if (!isOlder(edge.used, edge.user, seq)) kept.put(edge.used, edge.user, { seq, edge });
    },
    async endEdge(used, user, seq) {
      if (!isOlder(used, user, seq)) kept.put(used, user, { seq });
    },
  };
}
