import type { Arn } from './arn.ts';
import { matchesGlob } from './suppression.ts';

/**
 * What a monitor is made of, by ARN, as its deployment tells its functions: nothing is taken for ours because of how
 * it is called, but alarms, whose names the deployment gives by how they begin (`*`). Empty where none is deployed.
 */
export type Own = readonly Arn[];

export const NOTHING_OWN: Own = [];

export const isOwn = (own: Own, arn: Arn): boolean => own.some((pattern) => matchesGlob(pattern, arn));
