import type { ServiceEvents } from '#domain/trigger.ts';
import { CLUSTER_TRIGGERS } from './ecs-cluster.ts';
import { ECS_IGNORED, type EcsCall, type EcsNative } from './ecs-events.ts';
import { INSTANCE_TRIGGERS } from './ecs-instance.ts';
import { RUN_TRIGGERS, RUNNING } from './ecs-run.ts';
import { SERVICE_TRIGGERS } from './ecs-service.ts';
import { TAG_TRIGGERS } from './ecs-tag.ts';
import { TASK_DEFINITION_TRIGGERS } from './ecs-task-definition.ts';

export const ECS: ServiceEvents<EcsCall, EcsNative> = {
  service: 'ecs',
  triggers: [
    ...TASK_DEFINITION_TRIGGERS,
    ...RUN_TRIGGERS,
    ...SERVICE_TRIGGERS,
    ...CLUSTER_TRIGGERS,
    ...INSTANCE_TRIGGERS,
    ...TAG_TRIGGERS,
  ],
  ignored: ECS_IGNORED,
  conditions: { 'ECS Task State Change': RUNNING },
  // Deregistering and deleting answer with the whole definition; express services take containers themselves.
  reduced: [
    'RegisterTaskDefinition',
    'DeregisterTaskDefinition',
    'DeleteTaskDefinitions',
    'RunTask',
    'StartTask',
    'RegisterDaemonTaskDefinition',
    'CreateExpressGatewayService',
    'UpdateExpressGatewayService',
    'DeleteExpressGatewayService',
  ],
};
