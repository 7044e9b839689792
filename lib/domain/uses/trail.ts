import type { FactValues } from '#domain/facts.ts';
import { bucketArn, placeOf, resourceOf } from '#domain/resource.ts';
import type { Use } from '#domain/use.ts';
import type { UseContext } from './rule.ts';

/** A trail uses the bucket it delivers to, and the key that its log is encrypted with. */
export function usesOfTrail(
  { trail }: Partial<FactValues>,
  { resource }: UseContext,
): readonly Use[] | undefined {
  if (!trail) return undefined;
  const { bucket, kmsKey } = trail;
  const isKey = typeof kmsKey === 'string' && resourceOf(kmsKey)?.type === 'AWS::KMS::Key';
  return [
    ...(isKey ? [{ used: kmsKey, features: ['trail-key'] }] : []),
    ...(typeof bucket === 'string'
      ? [{ used: bucketArn(placeOf(resource.arn), bucket), features: ['trail-log'] }]
      : []),
  ];
}

/** An account uses, in each region, the trails that record what happens there. */
export function usesOfAccount({ trails }: Partial<FactValues>): readonly Use[] | undefined {
  return trails?.trails
    .map(({ arn }): Use => ({ used: arn, features: ['records'] }))
    .toSorted((a, b) => (a.used < b.used ? -1 : 1));
}
