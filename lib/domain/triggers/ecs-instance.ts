import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { list, objects } from '#domain/json.ts';
import { regionalAccountArn } from '#domain/resource.ts';
import { andThen, type Found, ignored, malformed, type Trigger, together } from '#domain/trigger.ts';
import type { EcsCall, EcsNative } from './ecs-events.ts';
import { capacityProviderNamed, containerInstanceNamed } from './ecs-names.ts';
import { firstSaid, needed, said, saidIn } from './names.ts';

const WHAT = 'container instance';

const instance = (event: ChangeEvent): Found<readonly Arn[]> => {
  const name = firstSaid(
    said(event.response, 'containerInstance', 'containerInstanceArn'),
    said(event.request, 'containerInstance'),
    said(event.request, 'containerInstanceArn'),
  );
  return andThen(needed(name, WHAT), (found) => together([containerInstanceNamed(event, found)]));
};

const eachInstance = (event: ChangeEvent, names: Found<readonly string[]>): Found<readonly Arn[]> =>
  andThen(names, (all) => together(all.map((name) => containerInstanceNamed(event, name))));

/** Up to ten in one call, without those in `failures`. */
const instances = (event: ChangeEvent): Found<readonly Arn[]> => {
  const changed = saidIn(objects(event.response, 'containerInstances'), 'containerInstanceArn');
  return andThen(eachInstance(event, changed), (answered) => {
    if (answered.length > 0) return answered;
    return andThen(eachInstance(event, saidIn(list(event.request, 'containerInstances'))), (asked) =>
      andThen(eachInstance(event, saidIn(objects(event.response, 'failures'), 'arn')), (failed) => {
        const left = asked.filter((arn) => !failed.includes(arn));
        if (left.length > 0) return left;
        return failed.length > 0 ? ignored(`no ${WHAT} was changed`) : malformed(`it names no ${WHAT}`);
      }),
    );
  });
};

/** Attributes hang on container instances, by id or ARN. */
const attributed = (event: ChangeEvent): Found<readonly Arn[]> =>
  andThen(eachInstance(event, saidIn(objects(event.request, 'attributes'), 'targetId')), (asked) =>
    asked.length > 0
      ? asked
      : andThen(eachInstance(event, saidIn(objects(event.response, 'attributes'), 'targetId')), (answered) =>
          answered.length > 0 ? answered : malformed(`it names no ${WHAT}`),
        ),
  );

/** A create and an update say `name`, a delete `capacityProvider`. */
const capacityProvider = (event: ChangeEvent): Found<readonly Arn[]> => {
  const name = firstSaid(
    said(event.response, 'capacityProvider', 'capacityProviderArn'),
    said(event.request, 'name'),
    said(event.request, 'capacityProvider'),
  );
  return andThen(needed(name, 'capacity provider'), (found) =>
    together([capacityProviderNamed(event, found)]),
  );
};

const account = ({ place }: ChangeEvent): Found<readonly Arn[]> => [regionalAccountArn(place)];

const INSTANCE = 'AWS::ECS::ContainerInstance';
const PROVIDER = 'AWS::ECS::CapacityProvider';

/** What is done to an instance's attributes and state alters no verdict; registering it, and its agent, do. */
export const INSTANCE_TRIGGERS: readonly Trigger<EcsCall, EcsNative>[] = [
  {
    resourceType: INSTANCE,
    calls: ['RegisterContainerInstance'],
    locate: instance,
    alters: ['containerInstance', 'host', 'machineImage'],
    creates: () => true,
  },
  {
    resourceType: INSTANCE,
    calls: ['DeregisterContainerInstance'],
    locate: instance,
    alters: ['containerInstance'],
    deletes: true,
  },
  {
    resourceType: INSTANCE,
    calls: ['UpdateContainerAgent'],
    locate: instance,
    alters: ['containerInstance'],
  },
  { resourceType: INSTANCE, calls: ['UpdateContainerInstancesState'], locate: instances, alters: [] },
  { resourceType: INSTANCE, calls: ['PutAttributes', 'DeleteAttributes'], locate: attributed, alters: [] },
  {
    resourceType: PROVIDER,
    calls: ['CreateCapacityProvider'],
    locate: capacityProvider,
    alters: [],
    creates: () => true,
  },
  { resourceType: PROVIDER, calls: ['UpdateCapacityProvider'], locate: capacityProvider, alters: [] },
  {
    resourceType: PROVIDER,
    calls: ['DeleteCapacityProvider'],
    locate: capacityProvider,
    alters: [],
    deletes: true,
  },
  {
    resourceType: 'AWS::::Account',
    calls: ['PutAccountSetting', 'PutAccountSettingDefault', 'DeleteAccountSetting'],
    locate: account,
    alters: [],
  },
];
