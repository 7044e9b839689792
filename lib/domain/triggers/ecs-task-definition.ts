import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { at, list, objects } from '#domain/json.ts';
import {
  andThen,
  collect,
  type Found,
  ignored,
  isMiss,
  malformed,
  type Trigger,
  together,
} from '#domain/trigger.ts';
import type { EcsCall, EcsNative } from './ecs-events.ts';
import { daemonFamilyNamed, type NamedRevision, taskDefinitionNamed } from './ecs-names.ts';
import { firstSaid, needed, said, saidIn } from './names.ts';

const WHAT = 'task definition';

const named = (event: ChangeEvent): Found<NamedRevision> => {
  const { request, response } = event;
  const name = firstSaid(
    said(response, 'taskDefinition', 'taskDefinitionArn'),
    said(response, 'taskDefinition', 'family'),
    said(request, 'family'),
    said(request, 'taskDefinition'),
  );
  return andThen(needed(name, WHAT), (found) => taskDefinitionNamed(event, found));
};

const family = (event: ChangeEvent): Found<readonly Arn[]> =>
  andThen(named(event), (found) => [found.family]);

/** The first revision makes the family; later ones change it. */
const isFirstRevision = (event: ChangeEvent): boolean => {
  const found = named(event);
  return (
    (isMiss(found) ? undefined : found.revision) === 1 ||
    at(event.response, 'taskDefinition', 'revision') === 1
  );
};

const eachNamed = (event: ChangeEvent, names: Found<readonly string[]>): Found<readonly NamedRevision[]> =>
  andThen(names, (all) => collect(all.map((name) => taskDefinitionNamed(event, name))));

/** Up to ten in one call; those in `failures` were not deleted, though the call has no error code. */
function deletedFamilies(event: ChangeEvent): Found<readonly Arn[]> {
  const deleted = objects(event.response, 'taskDefinitions');
  const failures = objects(event.response, 'failures');
  if (deleted.length > 0) {
    return andThen(eachNamed(event, saidIn(deleted, 'taskDefinitionArn')), (all) =>
      together(all.map((each) => each.family)),
    );
  }
  return andThen(eachNamed(event, saidIn(list(event.request, 'taskDefinitions'))), (asked) =>
    andThen(eachNamed(event, saidIn(failures, 'arn')), (failed) => {
      const left = asked.filter(({ arn }) => !failed.some((each) => each.arn === arn));
      if (left.length > 0) return together(left.map((each) => each.family));
      return failures.length > 0
        ? ignored('no task definition was deleted')
        : malformed(`it names no ${WHAT}`);
    }),
  );
}

/** A daemon is no resource of ours: what it runs is judged, as the family of its task definition. */
const daemonFamily = (event: ChangeEvent): Found<readonly Arn[]> => {
  const { request, response } = event;
  const name = firstSaid(
    said(response, 'daemonTaskDefinitionArn'),
    said(request, 'daemonTaskDefinitionArn'),
    said(request, 'daemonTaskDefinition'),
    said(request, 'family'),
  );
  return andThen(
    andThen(needed(name, `daemon ${WHAT}`), (found) => daemonFamilyNamed(event, found)),
    (arn) => [arn],
  );
};

const isFirstDaemonRevision = ({ response }: ChangeEvent): boolean => {
  const arn = said(response, 'daemonTaskDefinitionArn');
  return typeof arn === 'string' && arn.endsWith(':1');
};

const type = 'AWS::ECS::TaskDefinition';
const alters = ['family'] as const;

export const TASK_DEFINITION_TRIGGERS: readonly Trigger<EcsCall, EcsNative>[] = [
  { resourceType: type, calls: ['RegisterTaskDefinition'], locate: family, alters, creates: isFirstRevision },
  { resourceType: type, calls: ['DeregisterTaskDefinition'], locate: family, alters, deletes: true },
  { resourceType: type, calls: ['DeleteTaskDefinitions'], locate: deletedFamilies, alters, deletes: true },
  {
    resourceType: type,
    calls: ['RegisterDaemonTaskDefinition'],
    locate: daemonFamily,
    alters,
    creates: isFirstDaemonRevision,
  },
  { resourceType: type, calls: ['DeleteDaemonTaskDefinition'], locate: daemonFamily, alters, deletes: true },
  { resourceType: type, calls: ['CreateDaemon', 'UpdateDaemon'], locate: daemonFamily, alters },
];
