import { type Arn, parseArn } from '#domain/arn.ts';
import { earliest } from '#domain/instant.ts';
import { type Fields, objectsOf, textOf } from '#domain/normalise/fields.ts';
import { toService } from '#domain/normalise/service.ts';
import type { ReadContext } from '#domain/ports.ts';
import { clusterArn, placeOf, serviceArn } from '#domain/resource.ts';
import type { LiveAccount, Reader } from './account.ts';
import { leavesCapacityToCluster, providersOf, providersOutside } from './capacity.ts';
import { clusterOf } from './clusters.ts';
import type { Shared } from './shelf.ts';

/** Calls of DescribeServices take 10 (API reference). */
export const SERVICES_AT_ONCE = 10;

/** A service; its cluster and capacity providers are read only where they decide what it runs on. */
export const readService: Reader<'service'> = async ({ arn }, context, account) => {
  const cluster = clusterIn(arn);
  // ARNs of before 2021 name no cluster; listings and events give the long form.
  if (cluster === undefined) return { unavailable: 'unreadable', what: "the service's cluster in its ARN" };
  const { value, readAt } = await servicesWith(arn, context, account);
  const raw = value.get(arn);
  if (!raw || raw['status'] === 'INACTIVE') return { missing: true };
  const defaults = leavesCapacityToCluster(raw) ? await clusterOf(cluster, context, account) : undefined;
  const names = providersOutside(raw, defaults?.value);
  const providers = names.length > 0 ? await providersOf(cluster, names, context, account) : undefined;
  return {
    value: toService(raw, defaults?.value, providers?.value),
    readAt: earliest(readAt, defaults?.readAt ?? readAt, providers?.readAt ?? readAt),
  };
};

/** A service as DescribeServices answers, and those described with it, by ARN. */
export const servicesWith = (
  arn: Arn,
  context: ReadContext,
  account: LiveAccount,
): Promise<Shared<ReadonlyMap<Arn, Fields>>> => {
  const group = account.groups.services.of(arn);
  return account.shelves.services.get(group.join(' '), context, () =>
    describeServices(clusterIn(arn) ?? '', group, account),
  );
};

function clusterIn(service: Arn): Arn | undefined {
  const [, cluster, name] = (parseArn(service)?.resource ?? '').split('/');
  return cluster === undefined || name === undefined ? undefined : clusterArn(placeOf(service), cluster);
}

/** Services of one cluster, by their ARNs in the long form; those that are gone are left out. */
async function describeServices(
  cluster: Arn,
  arns: readonly Arn[],
  account: LiveAccount,
): Promise<ReadonlyMap<Arn, Fields>> {
  const place = placeOf(cluster);
  const ecs = await account.ecs(place.region);
  const services = arns.map((arn) => arn.slice(arn.lastIndexOf('/') + 1));
  const answer = await ecs.describeServices({ cluster, services, include: ['TAGS'] });
  const clusterName = cluster.slice(cluster.indexOf('/') + 1);
  return new Map(
    objectsOf(answer.services).flatMap((each): [Arn, Fields][] => {
      const name = textOf(each['serviceName']) ?? textOf(each['serviceArn'])?.split('/').at(-1);
      if (name === undefined) return [];
      const arn = serviceArn(place, clusterName, name);
      return [[arn, { clusterArn: cluster, ...each, serviceArn: arn }]];
    }),
  );
}
