import type { ServiceEvents } from '#domain/trigger.ts';
import { ECR } from './ecr.ts';
import { ECS } from './ecs.ts';

/** The services whose events change what the controls judge. */
export const SERVICES: readonly ServiceEvents[] = [ECS, ECR];
