import type { FactValues } from '#domain/facts.ts';
import { bucketArn, placeOf } from '#domain/resource.ts';
import type { Use } from '#domain/use.ts';
import type { UseContext } from './rule.ts';

/** A trail uses the bucket it delivers to. */
export function usesOfTrail(
  { trail }: Partial<FactValues>,
  { resource }: UseContext,
): readonly Use[] | undefined {
  if (!trail) return undefined;
  return typeof trail.bucket === 'string'
    ? [{ used: bucketArn(placeOf(resource.arn), trail.bucket), features: ['trail-log'] }]
    : [];
}

/** An account uses, in each region, the trails that record what happens there. */
export function usesOfAccount({ trails }: Partial<FactValues>): readonly Use[] | undefined {
  return trails?.trails
    .map(({ arn }): Use => ({ used: arn, features: ['records'] }))
    .toSorted((a, b) => (a.used < b.used ? -1 : 1));
}
