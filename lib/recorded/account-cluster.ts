import type { Arn } from '#domain/arn.ts';
import type { Cluster, ExecRevision, ExecUse, StandaloneTasks } from '#domain/cluster.ts';
import { awslogsOf, execRevisions, leavesExecLogToContainers, toExecUse } from '#domain/exec-use.ts';
import { toCluster } from '#domain/normalise/cluster.ts';
import type { Fields } from '#domain/normalise/fields.ts';
import { toStandaloneTasks } from '#domain/normalise/standalone-tasks.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable, type Reading } from '#domain/reading.ts';
import { ranLately } from '#domain/seen.ts';
import { revisionIn } from './account-family.ts';
import { descriptionOf, entryOf, isGone, type Recorded } from './recorded.ts';

export function readCluster(arn: Arn, recorded: Recorded): Reading<Cluster> {
  const cluster = describe(arn, recorded);
  return 'value' in cluster ? { value: toCluster({ ...cluster.value, clusterArn: arn }) } : cluster;
}

/** What runs in a cluster without a service; a cluster without `tasks` runs none. */
export function readStandaloneTasks(
  arn: Arn,
  recorded: Recorded,
  { uses = [], now }: ReadContext,
): Reading<StandaloneTasks> {
  const cluster = describe(arn, recorded);
  if (!('value' in cluster)) return cluster;
  const tasks = entryOf(recorded, arn, 'tasks');
  if (isUnavailable(tasks)) return tasks;
  if (tasks && !Array.isArray(tasks.value))
    return { unavailable: 'unreadable', what: 'tasks of the account file' };
  return { value: toStandaloneTasks(cluster.value, tasks?.value, ranLately(uses, now)) };
}

/** What ECS Exec can open in a cluster: services by who uses it, standalone tasks by its tasks. */
export function readExecUse(
  arn: Arn,
  recorded: Recorded,
  { users, known: { cluster, standaloneTasks }, now }: ReadContext,
): Reading<ExecUse> {
  const asks = cluster !== undefined && leavesExecLogToContainers(cluster.execLogging);
  const revisions = execRevisions(arn, users, standaloneTasks, now).map((each): ExecRevision => {
    const definition = asks ? revisionIn(each.arn, recorded) : undefined;
    return definition ? { ...each, containers: awslogsOf(definition) } : each;
  });
  return { value: toExecUse(revisions, standaloneTasks) };
}

function describe(arn: Arn, recorded: Recorded): Reading<Fields> {
  const facts = recorded.get(arn);
  if (!facts || isGone(facts)) return { missing: true };
  return descriptionOf(recorded, arn, 'cluster') ?? { missing: true };
}
