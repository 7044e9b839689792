import type { Fields } from './fields.ts';

/** A part of a service that runs tasks with settings of its own. */
export interface ServicePart {
  readonly at: 'service' | 'deployment' | 'task-set';
  /** Where it stands in the service: empty, or `deployments[0].`. */
  readonly path: string;
  readonly fields: Fields;
}
