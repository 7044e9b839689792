import { toStandaloneTasks } from '#domain/normalise/standalone-tasks.ts';
import { ranLately } from '#domain/seen.ts';
import type { Reader } from './account.ts';
import { clusterOf } from './clusters.ts';
import { tasksOf } from './tasks.ts';

/** What runs in a cluster without a service: all its tasks are listed and described, as no call tells them apart. */
export const readStandaloneTasks: Reader<'standaloneTasks'> = async ({ arn }, context, account) => {
  const { value: cluster, readAt } = await clusterOf(arn, context, account);
  if (!cluster || cluster['status'] === 'INACTIVE') return { missing: true };
  const before = ranLately(context.uses ?? [], context.now);
  return { value: toStandaloneTasks(cluster, await tasksOf(arn, account), before), readAt };
};
