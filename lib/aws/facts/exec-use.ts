import type { ExecRevision } from '#domain/cluster.ts';
import { awslogsOf, execRevisions, leavesExecLogToContainers, toExecUse } from '#domain/exec-use.ts';
import type { Reader } from './account.ts';
import { lasting } from './family.ts';

/** What ECS Exec can open in a cluster. Revisions are described only where their own logging decides, and remembered. */
export const readExecUse: Reader<'execUse'> = async ({ arn }, { users, known, now }, account) => {
  const { cluster, standaloneTasks } = known;
  const asks = cluster !== undefined && leavesExecLogToContainers(cluster.execLogging);
  const revisions: ExecRevision[] = [];
  for (const each of execRevisions(arn, users, standaloneTasks, now)) {
    const definition = asks ? await lasting(each.arn, account) : undefined;
    revisions.push(definition ? { ...each, containers: awslogsOf(definition) } : each);
  }
  return { value: toExecUse(revisions, standaloneTasks) };
};
