import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import type { TaskDefinition } from '#domain/task-definition.ts';
import { apiShape } from './api-shape.ts';

/** A task definition from the `Properties` of AWS::ECS::TaskDefinition in a template. Never throws. */
export const fromProperties = (properties: unknown, kind: TaskDefinition['kind'] = 'task'): TaskDefinition =>
  toTaskDefinition(apiShape(properties), kind);
