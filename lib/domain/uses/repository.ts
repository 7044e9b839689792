import type { FactValues } from '#domain/facts.ts';
import { isSensitive, SENSITIVE } from '#domain/repository.ts';
import { accountOf, placeOf, registryArn, resourceOf } from '#domain/resource.ts';
import type { Use } from '#domain/use.ts';
import { add, toUses } from './features.ts';
import type { UseContext } from './rule.ts';

/**
 * A repository uses its registry, whose pull-through rules and scanning say what it is, and the key it is encrypted with;
 * a sensitive one its account, which says whether there are any.
 */
export function usesOfRepository(
  { repository, encryptionKey }: Partial<FactValues>,
  { resource, parameters }: UseContext,
): readonly Use[] | undefined {
  if (!repository) return undefined;
  const features = new Map<string, Set<string>>();
  add(features, registryArn(placeOf(resource.arn)), 'pull-through');
  // A key that nobody asked KMS for, or that KMS does not show, is known by the name that the repository gives it.
  const key = encryptionKey?.kind === 'own' ? encryptionKey.arn : repository.kmsKey;
  if (key !== undefined && resourceOf(key)?.type === 'AWS::KMS::Key') add(features, key, 'encrypts');
  const account = accountOf(resource.arn);
  if (
    account !== undefined &&
    parameters &&
    isSensitive(repository.name, repository.tags, parameters.sensitive)
  )
    add(features, account, SENSITIVE);
  return toUses(features);
}
