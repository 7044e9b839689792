import type { FactValues } from '#domain/facts.ts';
import { placeOf, registryArn } from '#domain/resource.ts';
import type { Use } from '#domain/use.ts';
import type { UseContext } from './rule.ts';

/** A repository uses its registry, whose pull-through rules and scanning say what it is. */
export function usesOfRepository(
  { repository }: Partial<FactValues>,
  { resource }: UseContext,
): readonly Use[] | undefined {
  return repository && [{ used: registryArn(placeOf(resource.arn)), features: ['pull-through'] }];
}
