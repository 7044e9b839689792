import type { Arn } from '#domain/arn.ts';
import { type Fields, objectsOf, textOf } from '#domain/normalise/fields.ts';
import type { ReadContext } from '#domain/ports.ts';
import { placeOf } from '#domain/resource.ts';
import type { LiveAccount } from './account.ts';
import type { Shared } from './shelf.ts';

/** Names that need no look-up: ECS has these two in every cluster. */
const KNOWN = ['FARGATE', 'FARGATE_SPOT'];

const providersIn = (fields: Fields | undefined, key: string): readonly string[] =>
  objectsOf(fields?.[key]).flatMap((item) => textOf(item['capacityProvider']) ?? []);

const saysCapacity = (part: Fields): boolean =>
  textOf(part['launchType']) !== undefined || providersIn(part, 'capacityProviderStrategy').length > 0;

/** Whether the cluster's default strategy decides what a service, or one of its task sets, runs on. */
export function leavesCapacityToCluster(service: Fields): boolean {
  const taskSets = objectsOf(service['taskSets']);
  return taskSets.length > 0 ? !taskSets.every(saysCapacity) : !saysCapacity(service);
}

/** The capacity providers whose kind must be looked up. */
export function providersOutside(service: Fields, cluster: Fields | undefined): readonly string[] {
  const parts = [service, ...objectsOf(service['deployments']), ...objectsOf(service['taskSets'])];
  const names = [
    ...parts.flatMap((part) => providersIn(part, 'capacityProviderStrategy')),
    ...providersIn(cluster, 'defaultCapacityProviderStrategy'),
  ];
  return [...new Set(names)].filter((name) => !KNOWN.includes(name)).sort();
}

/** Describes capacity providers, those that only one cluster has (managed instances) too. */
export async function providersOf(
  cluster: Arn,
  names: readonly string[],
  context: ReadContext,
  account: LiveAccount,
): Promise<Shared<readonly unknown[]>> {
  return account.shelves.capacityProviders.get([cluster, ...names].join(' '), context, async () => {
    const ecs = await account.ecs(placeOf(cluster).region);
    const { capacityProviders } = await ecs.describeCapacityProviders({
      cluster,
      capacityProviders: [...names],
    });
    return capacityProviders ?? [];
  });
}
