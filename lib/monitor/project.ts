import type { ResourceState } from '#domain/state.ts';
import { lookAtUsed } from './fan-out.ts';
import type { Monitor } from './monitor.ts';
import { historyOf, rowOf } from './rows.ts';
import { update } from './update.ts';

/**
 * Writes what follows from an item's last change of `seq`: finding rows, history, edges, follow-up looks; then marks
 * it projected. Every write is guarded by `seq` or repeatable, so any worker may do it, again and at the same time.
 */
export async function project(state: ResourceState, monitor: Monitor): Promise<ResourceState | undefined> {
  const { pending, arn, seq } = state;
  if (!pending || state.projectedSeq >= seq) return state;
  const { store, catalogue } = monitor;
  for (const controlId of pending.rows) {
    const row = rowOf(state, controlId, catalogue);
    if (row) await store.putFinding(row);
  }
  for (const transition of pending.transitions) {
    const entry = historyOf(state, transition);
    if (entry) await store.putHistory(entry);
  }
  for (const use of pending.edges)
    await store.putEdge({ ...use, user: arn, confirmedAt: state.usesConfirmedAt }, seq);
  for (const used of pending.endedEdges) await store.endEdge(used, arn, seq, pending.at);
  await lookAtUsed(pending.usesChanged, pending, monitor);
  return update(store, arn, (current) => (current.seq === seq ? projected(current) : undefined));
}

function projected({ pending: _done, ...state }: ResourceState): ResourceState {
  return { ...state, projectedSeq: state.seq };
}
