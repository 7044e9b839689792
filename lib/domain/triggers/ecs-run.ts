import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { at, type JsonObject, objects, text } from '#domain/json.ts';
import { imageFeatures } from '#domain/running-image.ts';
import {
  andThen,
  type Found,
  ignored,
  isMiss,
  type Pattern,
  type Trigger,
  together,
} from '#domain/trigger.ts';
import type { Use } from '#domain/use.ts';
import type { EcsCall, EcsNative } from './ecs-events.ts';
import { clusterOf, type NamedRevision, taskDefinitionNamed } from './ecs-names.ts';
import { needed, said } from './names.ts';

const LAUNCH_TYPES: readonly unknown[] = ['FARGATE', 'EC2', 'EXTERNAL', 'MANAGED_INSTANCES'];

/** The tasks a record shows: those a call started, or the one that a native event is about. */
const tasksOf = (event: ChangeEvent): readonly JsonObject[] =>
  event.native ? [event.detail] : objects(event.response, 'tasks');

/** The one revision that was started. The answer says which, a request may name the family only. */
function started(event: ChangeEvent): Found<NamedRevision> {
  const [task] = tasksOf(event);
  if (!task && !event.native && objects(event.response, 'failures').length > 0)
    return ignored('no task was started');
  const name =
    said(task, 'taskDefinitionArn') ?? (event.native ? undefined : said(event.request, 'taskDefinition'));
  return andThen(needed(name, 'task definition'), (found) => taskDefinitionNamed(event, found));
}

const family = (event: ChangeEvent): Found<readonly Arn[]> =>
  andThen(started(event), (found) => [found.family]);
const cluster = (event: ChangeEvent): Found<readonly Arn[]> =>
  andThen(started(event), () => together([clusterOf(event)]));

/** That tasks not started by a service run a revision: nothing lists them any more once they are over. */
function sighting(event: ChangeEvent): Use | undefined {
  const found = started(event);
  if (isMiss(found) || found.revision === undefined) return undefined;
  const kinds = [...tasksOf(event).map((task) => at(task, 'launchType')), at(event.request, 'launchType')];
  const capacity = LAUNCH_TYPES.filter((kind) => kinds.includes(kind)).map(
    (kind) => `capacity:${String(kind)}`,
  );
  return {
    used: found.family,
    features: [`revision:${found.revision}`, 'standalone', ...capacity, ...imagesIn(event, found)],
    lastSeen: event.time,
  };
}

/** A task's containers with the digests of their images, once these are pulled. */
const imagesIn = (event: ChangeEvent, { revision = 0 }: NamedRevision): readonly string[] =>
  imageFeatures(
    tasksOf(event)
      .flatMap((task) => objects(task, 'containers'))
      .map((each) => ({
        revision,
        container: text(each, 'name') ?? '',
        digest: text(each, 'imageDigest') ?? '',
      })),
    false,
  );

/**
 * Whether a service started the task. ECS sets `group` to `service:NAME` and `startedBy` to `ecs-svc/…`; whoever runs
 * a task may choose both, so each one that is there must agree.
 */
function isOfService({ detail }: ChangeEvent): boolean {
  const group = text(detail, 'group');
  const startedBy = text(detail, 'startedBy');
  if (group === undefined && startedBy === undefined) return false;
  return (group ?? 'service:').startsWith('service:') && (startedBy ?? 'ecs-svc/').startsWith('ecs-svc/');
}

/** A task has five events and more; one says that it runs now and is meant to (B5). Also the rule's condition. */
export const RUNNING: Pattern = { lastStatus: ['RUNNING'], desiredStatus: ['RUNNING'] };

const whenRunning =
  (standalone: boolean, locate: (event: ChangeEvent) => Found<readonly Arn[]>) =>
  (event: ChangeEvent): Found<readonly Arn[]> => {
    const { lastStatus, desiredStatus } = event.detail;
    if (lastStatus !== 'RUNNING' || desiredStatus !== 'RUNNING')
      return ignored('the task does not run, or is to stop');
    return isOfService(event) === standalone ? [] : locate(event);
  };

const RUN = ['RunTask', 'StartTask'] as const;
const STATE = ['ECS Task State Change'] as const;

export const RUN_TRIGGERS: readonly Trigger<EcsCall, EcsNative>[] = [
  { resourceType: 'AWS::ECS::TaskDefinition', calls: RUN, locate: family, alters: ['family'] },
  { resourceType: 'AWS::ECS::Cluster', calls: RUN, locate: cluster, alters: ['standaloneTasks'], sighting },
  {
    resourceType: 'AWS::ECS::TaskDefinition',
    native: STATE,
    locate: whenRunning(true, family),
    alters: ['family'],
  },
  {
    resourceType: 'AWS::ECS::Cluster',
    native: STATE,
    locate: whenRunning(true, cluster),
    alters: ['standaloneTasks'],
    sighting,
  },
  // A service that starts another of its tasks changes nothing of the family: whose change it was, its own events say.
  { resourceType: 'AWS::ECS::TaskDefinition', native: STATE, locate: whenRunning(false, family), alters: [] },
];
