import { type Resource, resourceOf, USERS_FIRST } from '#domain/resource.ts';
import type { Use } from '#domain/use.ts';
import { USES } from '#domain/uses.ts';
import { catalogueOf } from './catalogue.ts';
import { look } from './look.ts';
import type { Monitor } from './monitor.ts';
import { update } from './update.ts';

/**
 * Learns who uses what in an account without judging anything: what a deployed monitor knows from its sweeps, for
 * runs that begin with an event. No messages and no findings come of it.
 */
export async function takeInventory(monitor: Monitor): Promise<void> {
  const silent: Monitor = {
    ...monitor,
    catalogue: catalogueOf([], monitor.settings),
    queue: { send: () => Promise.resolve(), bury: () => Promise.resolve() },
    wake: () => Promise.resolve(),
  };
  for (const type of USERS_FIRST.filter((each) => USES[each].facts.length > 0)) {
    let page: string | undefined;
    do {
      const answer = await monitor.facts.list(type, page);
      for (const resource of answer.items.map(resourceOf)) if (resource) await learn(resource, silent);
      page = answer.next;
    } while (page !== undefined);
  }
}

/** Marks a use that no look has followed up: the family was not judged for it. */
const NOT_FOLLOWED = 'inventory';

/**
 * The uses of one resource. Its families are marked, so that the first real look at it looks at them too: the event
 * behind that look may be what began to run them (CreateService), and a family without an ACTIVE revision is in no list.
 */
async function learn(resource: Resource, silent: Monitor): Promise<void> {
  await look({ kind: 'look', resource, cause: 'sweep', hop: 0, attempt: 0, alters: [] }, silent);
  if (resource.type === 'AWS::ECS::TaskDefinition') return;
  await update(silent.store, resource.arn, (state) => {
    const uses = state.uses.map(marked);
    return uses.some((use, at) => use !== state.uses[at]) ? { ...state, uses } : undefined;
  });
}

const marked = (use: Use): Use =>
  resourceOf(use.used)?.type === 'AWS::ECS::TaskDefinition'
    ? { ...use, features: [...use.features, NOT_FOLLOWED] }
    : use;
