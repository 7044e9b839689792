import type { Arn } from '#domain/arn.ts';
import { execFeature } from '#domain/exec-use.ts';
import type { FactValues } from '#domain/facts.ts';
import { isUnreadable } from '#domain/readable.ts';
import { familyOfRevision, resourceOf, revisionOf } from '#domain/resource.ts';
import { imageFeatures, imagesOf, keptImageFeatures, type RunningImages } from '#domain/running-image.ts';
import type { LoadBalancers, Service } from '#domain/service.ts';
import { featureOf, type Use } from '#domain/use.ts';
import { alarmUses } from './alarms.ts';
import { add, toUses } from './features.ts';
import type { UseContext } from './rule.ts';
import { networkUses } from './service-network.ts';
import { vpcUses } from './service-vpc.ts';

/** A service uses the family of each revision it runs, its network and VPC, and its cluster's logging of ECS Exec where that can open its tasks. */
export function usesOfService(
  facts: Partial<FactValues>,
  { previous }: UseContext,
): readonly Use[] | undefined {
  const { service, loadBalancers, runningImages } = facts;
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
    add(features, family, ...imagesRun(family, runningImages, before));
  }
  if (service.executeCommand && resourceOf(service.cluster)?.type === 'AWS::ECS::Cluster')
    add(features, service.cluster, ...service.revisions.map(execFeature));
  for (const used of networkUses(service, facts, previous)) add(features, used);
  for (const [vpc, each] of vpcUses(service, facts, previous)) add(features, vpc, ...each);
  for (const used of alarmUses(facts, previous)) add(features, used);
  return toUses(features);
}

/** Images that could not be read this time are those that ran before. */
const imagesRun = (
  family: Arn,
  running: RunningImages | undefined,
  before: Use | undefined,
): readonly string[] =>
  running
    ? imageFeatures(imagesOf(running, family), running.complete)
    : before
      ? keptImageFeatures(before)
      : [];

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
