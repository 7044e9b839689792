import type { Arn } from '#domain/arn.ts';
import type { Cluster, StandaloneTasks } from '#domain/cluster.ts';
import { toCluster } from '#domain/normalise/cluster.ts';
import type { Fields } from '#domain/normalise/fields.ts';
import { toStandaloneTasks } from '#domain/normalise/standalone-tasks.ts';
import { isUnavailable, type Reading } from '#domain/reading.ts';
import { descriptionOf, entryOf, isGone, type Recorded } from './recorded.ts';

export function readCluster(arn: Arn, recorded: Recorded): Reading<Cluster> {
  const cluster = describe(arn, recorded);
  return 'value' in cluster ? { value: toCluster({ ...cluster.value, clusterArn: arn }) } : cluster;
}

/** What runs in a cluster without a service; a cluster without `tasks` runs none. */
export function readStandaloneTasks(arn: Arn, recorded: Recorded): Reading<StandaloneTasks> {
  const cluster = describe(arn, recorded);
  if (!('value' in cluster)) return cluster;
  const tasks = entryOf(recorded, arn, 'tasks');
  if (isUnavailable(tasks)) return tasks;
  if (tasks && !Array.isArray(tasks.value))
    return { unavailable: 'unreadable', what: 'tasks of the account file' };
  return { value: toStandaloneTasks(cluster.value, tasks?.value) };
}

function describe(arn: Arn, recorded: Recorded): Reading<Fields> {
  const facts = recorded.get(arn);
  if (!facts || isGone(facts)) return { missing: true };
  return descriptionOf(recorded, arn, 'cluster') ?? { missing: true };
}
