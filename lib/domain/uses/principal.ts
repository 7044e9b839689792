import { type Arn, formatArn, parseArn } from '#domain/arn.ts';
import type { FactValues } from '#domain/facts.ts';
import { managedPoliciesOf, type PrincipalRecord } from '#domain/identity.ts';
import type { Use } from '#domain/use.ts';
import { add, toUses } from './features.ts';

/**
 * A principal uses its managed policies and its boundary, a user its groups; and its own name: events name it without
 * its path, and a name is unique in an account.
 */
export function usesOfPrincipal({ principal }: Partial<FactValues>): readonly Use[] | undefined {
  if (!principal) return undefined;
  const features = new Map<string, Set<string>>();
  for (const policy of managedPoliciesOf(principal)) add(features, policy, 'applies');
  for (const group of principal.groups) add(features, group.arn, 'member');
  if (principal.path !== '/') add(features, nameKeyOf(principal), NAMED);
  return toUses(features);
}

/** What says in an edge that its user is the one of that name. */
const NAMED = 'named';

/** Under which the principal of a name is found, whatever its path. AWS has no such ARN. */
function nameKeyOf({ kind, name, arn }: Pick<PrincipalRecord, 'kind' | 'name' | 'arn'>): Arn {
  const { partition = 'aws', account = '' } = parseArn(arn) ?? {};
  return formatArn({ partition, service: 'iam', region: '', account, resource: `${kind}-name/${name}` });
}
