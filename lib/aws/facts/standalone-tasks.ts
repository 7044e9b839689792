import type { Arn } from '#domain/arn.ts';
import { toStandaloneTasks } from '#domain/normalise/standalone-tasks.ts';
import { placeOf } from '#domain/resource.ts';
import type { LiveAccount, Reader } from './account.ts';
import { clusterOf } from './clusters.ts';

/** What runs in a cluster without a service: all its tasks are listed and described, as no call tells them apart. */
export const readStandaloneTasks: Reader<'standaloneTasks'> = async ({ arn }, context, account) => {
  const { value: cluster, readAt } = await clusterOf(arn, context, account);
  if (!cluster || cluster['status'] === 'INACTIVE') return { missing: true };
  return { value: toStandaloneTasks(cluster, await tasksOf(arn, account)), readAt };
};

/** Pages of ListTasks have 100 tasks at most, what one call of DescribeTasks takes. */
async function tasksOf(cluster: Arn, account: LiveAccount): Promise<readonly unknown[]> {
  const ecs = await account.ecs(placeOf(cluster).region);
  const found: unknown[] = [];
  let nextToken: string | undefined;
  do {
    const page = await ecs.listTasks({
      cluster,
      desiredStatus: 'RUNNING',
      maxResults: 100,
      ...(nextToken !== undefined && { nextToken }),
    });
    const tasks = page.taskArns ?? [];
    // A task that stopped in between is among the answer's failures.
    if (tasks.length > 0) found.push(...((await ecs.describeTasks({ cluster, tasks })).tasks ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}
