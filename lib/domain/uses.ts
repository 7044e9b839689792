import type { FactName, FactValues } from './facts.ts';
import type { Instant } from './instant.ts';
import { ownImages } from './own-images.ts';
import { isUnreadable } from './readable.ts';
import { isUnavailable } from './reading.ts';
import {
  familyOfRevision,
  placeOf,
  type Resource,
  type ResourceType,
  registryArn,
  repositoryArn,
  revisionOf,
} from './resource.ts';
import { standaloneUses } from './seen.ts';
import type { LoadBalancers, Service } from './service.ts';
import { featureOf, type Use } from './use.ts';

/** What is known of a user besides its facts. `now` is when the look began. */
interface UseContext {
  readonly resource: Resource;
  readonly previous: readonly Use[];
  /** A use that the event behind the look shows. */
  readonly sighting?: Use;
  readonly now: Instant;
}

/** How a type's uses follow from its facts. */
export interface UseRule {
  /** Facts that a look must read to know them. */
  readonly facts: readonly FactName[];
  /** The uses, sorted; undefined: they could not be told, the previous ones stay. */
  readonly usesOf: (facts: Partial<FactValues>, context: UseContext) => readonly Use[] | undefined;
}

const NOTHING: UseRule = { facts: [], usesOf: () => [] };

/** What each type of resource uses. A type without an entry does not compile. */
export const USES: Readonly<Record<ResourceType, UseRule>> = {
  'AWS::ECS::Service': { facts: ['service', 'loadBalancers'], usesOf: usesOfService },
  'AWS::ECS::TaskDefinition': { facts: ['family'], usesOf: usesOfFamily },
  'AWS::ECS::Cluster': { facts: ['standaloneTasks'], usesOf: usesOfCluster },
  'AWS::ECS::ContainerInstance': NOTHING,
  'AWS::ECS::CapacityProvider': NOTHING,
  'AWS::ECR::Repository': { facts: ['repository'], usesOf: usesOfRepository },
  'AWS::ECR::Registry': NOTHING,
  'AWS::ECR::Image': NOTHING,
  'AWS::::Account': NOTHING,
};

/** Features by what is used, as uses: each once, in a fixed order. */
const toUses = (features: ReadonlyMap<string, ReadonlySet<string>>): readonly Use[] =>
  [...features].map(([used, each]) => ({ used, features: [...each].sort() })).sort(byUsed);
const byUsed = (a: Use, b: Use): number => (a.used < b.used ? -1 : 1);

function add(features: Map<string, Set<string>>, used: string, ...more: readonly string[]): void {
  features.set(used, new Set([...(features.get(used) ?? []), ...more]));
}

/** A service uses the family of each revision it runs. */
function usesOfService(
  { service, loadBalancers }: Partial<FactValues>,
  { previous }: UseContext,
): readonly Use[] | undefined {
  if (!service) return undefined;
  const features = new Map<string, Set<string>>();
  if (service.status === 'INACTIVE') return [];
  const common = [
    ...service.capacity.map((kind) => `capacity:${kind}`),
    ...(service.executeCommand ? ['exec'] : []),
  ];
  for (const arn of service.revisions) {
    const revision = revisionOf(arn);
    if (revision !== undefined) add(features, familyOfRevision(arn), `revision:${revision}`, ...common);
  }
  for (const family of features.keys()) {
    const before = previous.find(({ used }) => used === family);
    add(features, family, `exposure:${exposureOf(service, loadBalancers, before)}`);
  }
  return toUses(features);
}

/** Load balancers that could not be read do not unsay what an earlier look saw: a throttled call is not a change. */
function exposureOf(
  service: Service,
  loadBalancers: LoadBalancers | undefined,
  before: Use | undefined,
): string {
  if (
    loadBalancers?.facing === 'internet' ||
    service.networks.some(({ assignPublicIp }) => assignPublicIp === 'ENABLED')
  )
    return 'internet';
  if (
    service.networks.some(({ assignPublicIp }) => isUnreadable(assignPublicIp)) ||
    loadBalancers?.facing === 'unknown'
  )
    return 'unknown';
  if (loadBalancers) return 'internal';
  const hasNone = service.targetGroups.length === 0 && service.classicLoadBalancers.length === 0;
  return hasNone ? 'internal' : ((before && featureOf(before, 'exposure')[0]) ?? 'unknown');
}

/** A family uses the repositories of this account that its images in scope lie in, and the registries that hold them. */
function usesOfFamily({ family }: Partial<FactValues>, { resource }: UseContext): readonly Use[] | undefined {
  if (!family) return undefined;
  const features = new Map<string, Set<string>>();
  for (const { description } of family.revisions) {
    if (isUnavailable(description) || description.containersUnreadable !== undefined) return undefined;
    for (const { repository, region, digest, tag } of ownImages(description, resource.arn)) {
      const place = { ...placeOf(resource.arn), region };
      add(
        features,
        repositoryArn(place, repository),
        digest === undefined ? `tag:${tag}` : `digest:${digest}`,
      );
      add(features, registryArn(place), 'pull-through');
    }
  }
  return toUses(features);
}

/**
 * A cluster uses the families whose tasks run in it without a service, now or within the last day. An event's
 * sighting counts even where the tasks could not be listed: the task may be over before anybody can.
 */
function usesOfCluster(
  { standaloneTasks }: Partial<FactValues>,
  { previous, sighting, now }: UseContext,
): readonly Use[] | undefined {
  if (!standaloneTasks && !sighting) return undefined;
  const running = (standaloneTasks?.revisions ?? []).map(
    (arn): Use => ({ used: familyOfRevision(arn), features: [`revision:${revisionOf(arn)}`] }),
  );
  return standaloneUses([...previous, ...(sighting ? [sighting] : []), ...running], now);
}

/** A repository uses its registry, whose pull-through rules and scanning say what it is. */
function usesOfRepository(
  { repository }: Partial<FactValues>,
  { resource }: UseContext,
): readonly Use[] | undefined {
  return repository && [{ used: registryArn(placeOf(resource.arn)), features: ['pull-through'] }];
}
