import { hasPath, NAMED, nameKeyOf } from '#domain/name-key.ts';
import type { Store } from '#domain/ports.ts';
import { type Resource, resourceOf } from '#domain/resource.ts';
import type { Edge } from '#domain/use.ts';

/**
 * The principal that an event means by a name without a path. One that no look has met yet keeps its name: the look asks
 * IAM by it, and learns the path.
 */
export async function meant(resource: Resource, { users }: Pick<Store, 'users'>): Promise<Resource> {
  const key = hasPath(resource.arn) ? undefined : nameKeyOf(resource.arn);
  if (key === undefined) return resource;
  const [own] = (await users(key)).filter(({ features }) => features.includes(NAMED));
  return (own && resourceOf(own.user)) ?? resource;
}

/** Edges that point at a resource; at a principal also those that know it by its name alone. */
export async function usersOf({ arn }: Resource, { users }: Pick<Store, 'users'>): Promise<readonly Edge[]> {
  const key = nameKeyOf(arn);
  const byName = key === undefined ? [] : await users(key);
  const all = [...(await users(arn)), ...byName.filter(({ features }) => !features.includes(NAMED))];
  return [...new Map(all.map((edge) => [edge.user, edge])).values()];
}
