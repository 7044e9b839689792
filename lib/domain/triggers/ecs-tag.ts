import type { Arn } from '#domain/arn.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { type ResourceType, resourceOf } from '#domain/resource.ts';
import { andThen, type Found, ignored, malformed, type Trigger, together } from '#domain/trigger.ts';
import type { EcsCall, EcsNative } from './ecs-events.ts';
import {
  capacityProviderNamed,
  clusterNamed,
  containerInstanceNamed,
  daemonFamilyNamed,
  serviceNamed,
  taskDefinitionNamed,
} from './ecs-names.ts';
import { needed, pathOf, said } from './names.ts';

/** How to find each taggable type that is a resource of ours, by its kind in the ARN. */
const BY_KIND: Readonly<Record<string, (event: ChangeEvent, arn: string) => Found<Arn>>> = {
  cluster: clusterNamed,
  service: serviceNamed,
  'task-definition': (event, arn) => andThen(taskDefinitionNamed(event, arn), ({ family }) => family),
  'daemon-task-definition': daemonFamilyNamed,
  'container-instance': containerInstanceNamed,
  'capacity-provider': capacityProviderNamed,
};

/** The tagged resource, when it is of a type; a tag on a task, a task set or a daemon changes nothing that is judged. */
const taggedAs =
  (type: ResourceType) =>
  (event: ChangeEvent): Found<readonly Arn[]> =>
    andThen(needed(said(event.request, 'resourceArn'), 'resource'), (arn) => {
      const kind = /^arn:[a-z-]+:ecs:[a-z0-9-]+:\d{12}:([a-z-]{1,40})\//.exec(arn)?.[1];
      if (kind === undefined) return malformed('names no valid ECS ARN');
      const find = Object.hasOwn(BY_KIND, kind) ? BY_KIND[kind] : undefined;
      if (!find)
        return andThen(pathOf(event, 'ecs', kind, arn), () =>
          ignored(`a tag on a ${kind.replaceAll('-', ' ')} changes nothing that is judged`),
        );
      return andThen(find(event, arn), (found) =>
        resourceOf(found)?.type === type ? together([found]) : [],
      );
    });

const TYPES = [
  'AWS::ECS::Cluster',
  'AWS::ECS::Service',
  'AWS::ECS::TaskDefinition',
  'AWS::ECS::ContainerInstance',
  'AWS::ECS::CapacityProvider',
] as const;

/**
 * Tags are read along with other facts, but no verdict on these types comes from them: a tag on an old resource must
 * not make all its findings look new (A9). A control that judges tags wants a fact of its own, named here.
 */
export const TAG_TRIGGERS: readonly Trigger<EcsCall, EcsNative>[] = TYPES.map((resourceType) => ({
  resourceType,
  calls: ['TagResource', 'UntagResource'],
  locate: taggedAs(resourceType),
  alters: [],
}));
