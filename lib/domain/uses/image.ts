import type { FactValues } from '#domain/facts.ts';
import { imageArn, repositoryOfImage } from '#domain/resource.ts';
import type { Use } from '#domain/use.ts';
import { add, toUses } from './features.ts';
import type { UseContext } from './rule.ts';

/** An index uses the images in it that run: a scan's event names one of those, the task the index. */
export function usesOfImage(
  { imageContent }: Partial<FactValues>,
  { resource }: UseContext,
): readonly Use[] | undefined {
  if (!imageContent) return undefined;
  const features = new Map<string, Set<string>>();
  const repository = repositoryOfImage(resource.arn);
  if (imageContent.kind === 'index')
    for (const { digest } of imageContent.platforms) add(features, imageArn(repository, digest), 'in-index');
  return toUses(features);
}
