import type { FactValues } from '#domain/facts.ts';
import { managedPoliciesOf } from '#domain/identity.ts';
import { NAMED, nameKeyOf } from '#domain/name-key.ts';
import type { Use } from '#domain/use.ts';
import { add, toUses } from './features.ts';

/** A principal uses its managed policies and its boundary, a user its groups; and its name, where that leaves a path out. */
export function usesOfPrincipal({ principal }: Partial<FactValues>): readonly Use[] | undefined {
  if (!principal) return undefined;
  const features = new Map<string, Set<string>>();
  for (const policy of managedPoliciesOf(principal)) add(features, policy, 'applies');
  for (const group of principal.groups) add(features, group.arn, 'member');
  const key = nameKeyOf(principal.arn);
  if (principal.path !== '/' && key !== undefined) add(features, key, NAMED);
  return toUses(features);
}
