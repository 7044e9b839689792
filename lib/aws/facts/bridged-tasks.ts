import type { Arn } from '#domain/arn.ts';
import { answersBridges, toBridgedTasks } from '#domain/container-instance.ts';
import { objectsOf, textOf } from '#domain/normalise/fields.ts';
import { clusterArn, placeOf } from '#domain/resource.ts';
import type { Reader } from './account.ts';
import { lasting } from './family.ts';
import { tasksOf } from './tasks.ts';

/** Tasks in bridge mode on a container instance; nothing is asked where its metadata service would not answer them. */
export const readBridgedTasks: Reader<'bridgedTasks'> = async ({ arn }, { known }, account) => {
  if (!known.host) return { unavailable: 'unreadable', what: 'the EC2 instance that tasks run on' };
  if (!answersBridges(known.host)) return { value: { families: [], unread: [] } };
  const [, cluster = '', id = ''] = arn.split('/');
  const tasks = await tasksOf(clusterArn(placeOf(arn), cluster), account, { containerInstance: id });
  const revisions = new Map<Arn, Awaited<ReturnType<typeof lasting>>>();
  for (const task of objectsOf(tasks)) {
    const revision = textOf(task['taskDefinitionArn']);
    if (revision !== undefined && !revisions.has(revision))
      revisions.set(revision, await lasting(revision, account));
  }
  return { value: toBridgedTasks(revisions) };
};
