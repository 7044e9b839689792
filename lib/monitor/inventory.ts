import { RESOURCE_TYPES, type ResourceType, resourceOf } from '#domain/resource.ts';
import { USES } from '#domain/uses.ts';
import { catalogueOf } from './catalogue.ts';
import { look } from './look.ts';
import type { Monitor } from './monitor.ts';

/** Users before what they use, so that each family is known to be used when it is looked at. */
const ORDER: readonly ResourceType[] = [...RESOURCE_TYPES].sort(
  (a, b) => Number(a === 'AWS::ECS::TaskDefinition') - Number(b === 'AWS::ECS::TaskDefinition'),
);

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
  for (const type of ORDER.filter((each) => USES[each].facts.length > 0)) {
    let page: string | undefined;
    do {
      const answer = await monitor.facts.list(type, page);
      for (const resource of answer.items.map(resourceOf)) {
        if (resource)
          await look({ kind: 'look', resource, cause: 'sweep', hop: 0, attempt: 0, alters: [] }, silent);
      }
      page = answer.next;
    } while (page !== undefined);
  }
}
