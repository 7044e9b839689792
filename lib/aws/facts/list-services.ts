import type { Arn } from '#domain/arn.ts';
import { fieldsOf, textOf, textsOf } from '#domain/normalise/fields.ts';
import type { Listing } from '#domain/ports.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { type Place, serviceArn } from '#domain/resource.ts';
import type { Lister, LiveAccount } from './account.ts';
import { settle } from './failure.ts';
import { SERVICES_AT_ONCE } from './service.ts';

/** Where a listing of services goes on: clusters still to come, the first of them maybe half-way. */
interface Position {
  readonly clusters: readonly Arn[];
  readonly services?: string;
  /** Continues the list of clusters; absent at the beginning and at the end. */
  readonly more?: string;
}

/** Clusters are listed by so few at a time because the position travels in a queue's message. */
const CLUSTERS_IN_POSITION = 10;

/** The services of one cluster, page by page, then those of the next. */
export const listServices: Lister = async (place, page, account) => {
  const position = page === undefined ? await clustersAfter(undefined, place, account) : parse(page);
  if (isUnavailable(position)) return { items: [], unavailable: position };
  const [cluster, ...rest] = position.clusters;
  if (cluster === undefined) {
    if (position.more === undefined) return { items: [] };
    const next = await clustersAfter(position.more, place, account);
    return isUnavailable(next) ? { items: [], unavailable: next } : { items: [], ...continued(next) };
  }
  const listed = await settle(async () =>
    (await account.ecs(place.region)).listServices({
      cluster,
      maxResults: 100,
      ...(position.services !== undefined && { nextToken: position.services }),
    }),
  );
  const { services: _done, ...others } = { ...position, clusters: rest };
  if (isUnavailable(listed)) return { items: [], unavailable: listed, ...continued(others) };
  if ('missing' in listed) return { items: [], ...continued(others) };
  const name = cluster.slice(cluster.indexOf('/') + 1);
  const items = (listed.serviceArns ?? []).map((arn) => inLongForm(arn, name, place));
  account.groups.services.put(items, SERVICES_AT_ONCE);
  return {
    items,
    ...continued(listed.nextToken === undefined ? others : { ...position, services: listed.nextToken }),
  };
};

/** Services of before 2021 may still have ARNs without their cluster. */
const inLongForm = (arn: Arn, cluster: string, place: Place): Arn =>
  serviceArn(place, cluster, arn.slice(arn.lastIndexOf('/') + 1));

async function clustersAfter(
  nextToken: string | undefined,
  { region }: Place,
  account: LiveAccount,
): Promise<Position | Unavailable> {
  const page = await settle(async () =>
    (await account.ecs(region)).listClusters({
      maxResults: CLUSTERS_IN_POSITION,
      ...(nextToken !== undefined && { nextToken }),
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
  const services = textOf(fields['services']);
  const more = textOf(fields['more']);
  return {
    clusters: textsOf(fields['clusters']),
    ...(services !== undefined && { services }),
    ...(more !== undefined && { more }),
  };
}
