import { toCluster } from '#domain/normalise/cluster.ts';
import type { Reader } from './account.ts';
import { clusterOf } from './clusters.ts';

/** A cluster with its settings and tags. */
export const readCluster: Reader<'cluster'> = async ({ arn }, context, account) => {
  const { value, readAt } = await clusterOf(arn, context, account);
  if (!value || value['status'] === 'INACTIVE') return { missing: true };
  return { value: toCluster(value), readAt };
};
