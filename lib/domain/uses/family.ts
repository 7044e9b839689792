import type { FactValues } from '#domain/facts.ts';
import { ownImages } from '#domain/own-images.ts';
import { isUnavailable } from '#domain/reading.ts';
import { placeOf, registryArn, repositoryArn } from '#domain/resource.ts';
import type { Use } from '#domain/use.ts';
import { add, toUses } from './features.ts';
import type { UseContext } from './rule.ts';

/** A family uses the repositories of this account that its images in scope lie in, and the registries that hold them. */
export function usesOfFamily(
  { family }: Partial<FactValues>,
  { resource }: UseContext,
): readonly Use[] | undefined {
  if (!family) return undefined;
  const features = new Map<string, Set<string>>();
  for (const { description } of family.revisions) {
    if (isUnavailable(description) || description.containersUnreadable !== undefined) return undefined;
    for (const { repository, region, digest, tag } of ownImages(description, resource.arn)) {
      const place = { ...placeOf(resource.arn), region };
      add(
        features,
        repositoryArn(place, repository),
        digest === undefined ? `tag:${tag}` : `digest:${digest}`,
      );
      add(features, registryArn(place), 'pull-through');
    }
  }
  return toUses(features);
}
