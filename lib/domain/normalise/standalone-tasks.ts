import type { Arn } from '#domain/arn.ts';
import type { StandaloneTasks } from '#domain/cluster.ts';
import { revisionOf } from '#domain/resource.ts';
import { type Fields, fieldsOf, objectsOf, readBoolean, textOf } from './fields.ts';
import { imagesOfTasks, isOver } from './running-images.ts';

/** What runs in a cluster (DescribeClusters) without a service, from its tasks (DescribeTasks); `before`: whether some did within the last day. Never throws. */
export function toStandaloneTasks(cluster: unknown, tasks: unknown, before = false): StandaloneTasks {
  const running = objectsOf(tasks).filter((task) => !isOver(task) && !isOfService(task));
  // A flag that cannot be read is taken for set: to ask for a log too many does less harm than to miss a session.
  const open = running.filter((task) => (readBoolean(task, 'enableExecuteCommand') ?? false) !== false);
  return {
    status: textOf(fieldsOf(cluster)?.['status']) ?? 'ACTIVE',
    revisions: revisionsOf(running),
    ...((before || running.length > 0) && { ranLately: true }),
    execRevisions: revisionsOf(open),
    images: imagesOfTasks(running),
  };
}

function revisionsOf(tasks: readonly Fields[]): readonly Arn[] {
  const revisions = tasks
    .flatMap((task) => textOf(task['taskDefinitionArn']) ?? [])
    .filter((arn) => revisionOf(arn) !== undefined);
  return [...new Set(revisions)].sort();
}

/**
 * Whether a service started the task. ECS sets `group` to `service:NAME` and `startedBy` to the deployment's id (`ecs-svc/…`);
 * whoever runs a task may choose both, so each one that is there must agree. Taking a service's task for a standalone
 * one only keeps its revision in scope for a day longer.
 */
function isOfService(task: Fields): boolean {
  const group = textOf(task['group']);
  const startedBy = textOf(task['startedBy']);
  if (group === undefined && startedBy === undefined) return false;
  return (group ?? 'service:').startsWith('service:') && (startedBy ?? 'ecs-svc/').startsWith('ecs-svc/');
}
