import { toRepository } from '#domain/normalise/repository.ts';
import { nameOf, placeOf } from '#domain/resource.ts';
import type { Reader } from './account.ts';

/** A repository and its tags. */
export const readRepository: Reader<'repository'> = async (resource, context, account) => {
  const { region, account: registryId } = placeOf(resource.arn);
  const ecr = await account.ecr(region);
  const { value, readAt } = await account.shelves.repositories.get(resource.arn, context, async () => {
    const repositoryNames = [nameOf(resource)];
    const { repositories } = await ecr.describeRepositories({ registryId, repositoryNames });
    return repositories?.[0];
  });
  if (value === undefined) return { missing: true };
  const { tags } = await ecr.listTagsForResource({ resourceArn: resource.arn });
  return { value: toRepository(value, tags), readAt };
};
