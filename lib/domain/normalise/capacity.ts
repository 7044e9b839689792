import { type Fields, fieldsOf, objectsOf, textOf } from './fields.ts';
import type { ServicePart } from './service-part.ts';

const LAUNCH_TYPES: ReadonlySet<string> = new Set(['FARGATE', 'EC2', 'EXTERNAL', 'MANAGED_INSTANCES']);

/** The kinds of capacity of each part of a service; of a deployment that names none, the service's. */
export type PartCapacity = ReadonlyMap<ServicePart, readonly string[]>;

/**
 * On what kinds of capacity a service runs: each part's launch type, else its strategy. A part that names neither:
 * a deployment has the service's; a task set has the cluster's default strategy (CreateTaskSet), and so has a service
 * without task sets; without a default it is EC2, ECS's own default.
 */
export function capacityOfParts(
  parts: readonly ServicePart[],
  cluster: unknown,
  providers: unknown,
): PartCapacity {
  const byDefault = (): readonly string[] =>
    kindsOfStrategy(fieldsOf(cluster)?.['defaultCapacityProviderStrategy'], providers) ?? ['EC2'];
  const hasTaskSets = parts.some(({ at }) => at === 'task-set');
  const capacity = new Map<ServicePart, readonly string[]>();
  let ofService: readonly string[] = [];
  for (const part of parts) {
    const { at, fields } = part;
    const leavesIt = at === 'task-set' || (at === 'service' && !hasTaskSets);
    const kinds =
      kindsOf(fields, providers) ?? (leavesIt ? byDefault() : at === 'deployment' ? ofService : []);
    if (at === 'service') ofService = kinds;
    capacity.set(part, kinds);
  }
  return capacity;
}

/** All kinds, each once. */
export const allKinds = (capacity: PartCapacity): readonly string[] =>
  [...new Set([...capacity.values()].flat())].sort();

function kindsOf(fields: Fields, providers: unknown): readonly string[] | undefined {
  const launchType = textOf(fields['launchType']);
  if (launchType !== undefined) return [LAUNCH_TYPES.has(launchType) ? launchType : 'PROVIDER'];
  return kindsOfStrategy(fields['capacityProviderStrategy'], providers);
}

function kindsOfStrategy(strategy: unknown, providers: unknown): readonly string[] | undefined {
  const names = objectsOf(strategy).flatMap((item) => textOf(item['capacityProvider']) ?? []);
  return names.length === 0 ? undefined : names.map((name) => kindOfProvider(name, objectsOf(providers)));
}

/** `type` says it; older answers show it only by which of the provider's settings is there. */
function kindOfProvider(name: string, providers: readonly Fields[]): string {
  if (name === 'FARGATE' || name === 'FARGATE_SPOT') return 'FARGATE';
  const provider = providers.find((each) => each['name'] === name || each['capacityProviderArn'] === name);
  const type = textOf(provider?.['type']);
  if (type === 'FARGATE' || type === 'FARGATE_SPOT') return 'FARGATE';
  if (type === 'MANAGED_INSTANCES' || fieldsOf(provider?.['managedInstancesProvider']))
    return 'MANAGED_INSTANCES';
  return type === 'EC2_AUTOSCALING' || fieldsOf(provider?.['autoScalingGroupProvider']) ? 'EC2' : 'PROVIDER';
}
