import type { Arn } from '#domain/arn.ts';
import type { ResourceState } from '#domain/state.ts';
import type { Monitor } from './monitor.ts';
import { project } from './project.ts';

/** The item with everything projected: whoever meets unfinished work does it first, also what came meanwhile. */
export async function projectedState(arn: Arn, monitor: Monitor): Promise<ResourceState | undefined> {
  for (;;) {
    const state = await monitor.store.state(arn);
    if (!state || state.projectedSeq >= state.seq) return state;
    await project(state, monitor);
  }
}
