import type { Arn } from '#domain/arn.ts';
import { fieldsOf, textOf, textsOf } from '#domain/normalise/fields.ts';
import type { Listing } from '#domain/ports.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { containerInstanceArn, type Place, serviceArn } from '#domain/resource.ts';
import type { Lister, LiveAccount } from './account.ts';
import { CONTAINER_INSTANCES_AT_ONCE } from './container-instances.ts';
import { settle } from './failure.ts';
import { SERVICES_AT_ONCE } from './service.ts';

/** Where a listing goes on: clusters still to come, the first of them maybe half-way. */
interface Position {
  readonly clusters: readonly Arn[];
  readonly within?: string;
  /** Continues the list of clusters; absent at the beginning and at the end. */
  readonly more?: string;
}

/** Clusters are listed by so few at a time because the position travels in a queue's message. */
const CLUSTERS_IN_POSITION = 10;

/** One page of what a cluster has, in any form of ARN, and how to make that the long one. */
interface InCluster {
  readonly page: (
    cluster: Arn,
    nextToken: string | undefined,
    place: Place,
    account: LiveAccount,
  ) => Promise<{ readonly arns: readonly Arn[]; readonly next: string | undefined }>;
  readonly arnOf: (place: Place, cluster: string, name: string) => Arn;
  readonly group: (arns: readonly Arn[], account: LiveAccount) => void;
}

/** The services of one cluster, page by page, then those of the next. */
export const listServices = listing({
  async page(cluster, nextToken, place, account) {
    const ecs = await account.ecs(place.region);
    const listed = await ecs.listServices({ cluster, maxResults: 100, ...from(nextToken) });
    return { arns: listed.serviceArns ?? [], next: listed.nextToken };
  },
  arnOf: serviceArn,
  group: (arns, account) => account.groups.services.put(arns, SERVICES_AT_ONCE),
});

/** The container instances of one cluster after the other. */
export const listContainerInstances = listing({
  async page(cluster, nextToken, place, account) {
    const ecs = await account.ecs(place.region);
    const listed = await ecs.listContainerInstances({ cluster, maxResults: 100, ...from(nextToken) });
    return { arns: listed.containerInstanceArns ?? [], next: listed.nextToken };
  },
  arnOf: containerInstanceArn,
  group: (arns, account) => account.groups.containerInstances.put(arns, CONTAINER_INSTANCES_AT_ONCE),
});

const from = (nextToken: string | undefined) => (nextToken === undefined ? {} : { nextToken });

function listing({ page: read, arnOf, group }: InCluster): Lister {
  return async (place, page, account) => {
    const position = page === undefined ? await clustersAfter(undefined, place, account) : parse(page);
    if (isUnavailable(position)) return { items: [], unavailable: position };
    const [cluster, ...rest] = position.clusters;
    if (cluster === undefined) {
      if (position.more === undefined) return { items: [] };
      const next = await clustersAfter(position.more, place, account);
      return isUnavailable(next) ? { items: [], unavailable: next } : { items: [], ...continued(next) };
    }
    const listed = await settle(() => read(cluster, position.within, place, account));
    const { within: _done, ...others } = { ...position, clusters: rest };
    if (isUnavailable(listed)) return { items: [], unavailable: listed, ...continued(others) };
    if ('missing' in listed) return { items: [], ...continued(others) };
    const name = cluster.slice(cluster.indexOf('/') + 1);
    // ARNs of before 2021 may still lack their cluster.
    const items = listed.arns.map((arn) => arnOf(place, name, arn.slice(arn.lastIndexOf('/') + 1)));
    group(items, account);
    return {
      items,
      ...continued(listed.next === undefined ? others : { ...position, within: listed.next }),
    };
  };
}

async function clustersAfter(
  nextToken: string | undefined,
  { region }: Place,
  account: LiveAccount,
): Promise<Position | Unavailable> {
  const page = await settle(async () =>
    (await account.ecs(region)).listClusters({
      maxResults: CLUSTERS_IN_POSITION,
      ...from(nextToken),
    }),
  );
  if (isUnavailable(page)) return page;
  if ('missing' in page) return { clusters: [] };
  return {
    clusters: page.clusterArns ?? [],
    ...(page.nextToken !== undefined && { more: page.nextToken }),
  };
}

const continued = (position: Position): Pick<Listing, 'next'> =>
  position.clusters.length > 0 || position.more !== undefined ? { next: JSON.stringify(position) } : {};

function parse(page: string): Position {
  const fields = fieldsOf(JSON.parse(page)) ?? {};
  const within = textOf(fields['within']);
  const more = textOf(fields['more']);
  return {
    clusters: textsOf(fields['clusters']),
    ...(within !== undefined && { within }),
    ...(more !== undefined && { more }),
  };
}
