import type { Arn } from '#domain/arn.ts';
import { placeOf } from '#domain/resource.ts';
import type { LiveAccount } from './account.ts';

/** The tasks in a cluster that are to run, or those of one service or container instance. Pages of ListTasks have 100 at most, what one call of DescribeTasks takes. */
export async function tasksOf(
  cluster: Arn,
  account: LiveAccount,
  of: { readonly serviceName?: string; readonly containerInstance?: string } = {},
): Promise<readonly unknown[]> {
  const ecs = await account.ecs(placeOf(cluster).region);
  const found: unknown[] = [];
  let nextToken: string | undefined;
  do {
    const page = await ecs.listTasks({
      cluster,
      desiredStatus: 'RUNNING',
      maxResults: 100,
      ...of,
      ...(nextToken !== undefined && { nextToken }),
    });
    const tasks = page.taskArns ?? [];
    // A task that stopped in between is among the answer's failures.
    if (tasks.length > 0) found.push(...((await ecs.describeTasks({ cluster, tasks })).tasks ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}
