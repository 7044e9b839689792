import type { Arn } from '#domain/arn.ts';
import { type Fields, objectsOf, textOf } from '#domain/normalise/fields.ts';
import type { ReadContext } from '#domain/ports.ts';
import { placeOf } from '#domain/resource.ts';
import type { LiveAccount } from './account.ts';
import type { Shared } from './shelf.ts';

/** Calls of DescribeClusters take 100 (API reference). */
export const CLUSTERS_AT_ONCE = 100;

/** A cluster as DescribeClusters answers, with settings, configuration and tags; undefined when there is no such cluster. */
export async function clusterOf(
  arn: Arn,
  context: ReadContext,
  account: LiveAccount,
): Promise<Shared<Fields | undefined>> {
  const group = account.groups.clusters.of(arn);
  const { value, readAt } = await account.shelves.clusters.get(group.join(' '), context, () =>
    describeClusters(group, account),
  );
  return { value: value.get(arn), readAt };
}

async function describeClusters(
  arns: readonly Arn[],
  account: LiveAccount,
): Promise<ReadonlyMap<Arn, Fields>> {
  const ecs = await account.ecs(placeOf(arns[0] ?? '').region);
  const { clusters } = await ecs.describeClusters({
    clusters: [...arns],
    include: ['SETTINGS', 'CONFIGURATIONS', 'TAGS'],
  });
  return new Map(
    objectsOf(clusters).flatMap((each): [Arn, Fields][] => {
      const arn = textOf(each['clusterArn']);
      return arn === undefined ? [] : [[arn, each]];
    }),
  );
}
