import type { Arn } from '#domain/arn.ts';
import { type Fields, objectsOf, textOf } from '#domain/normalise/fields.ts';
import { toLifecyclePolicy, toRepositoryScanning } from '#domain/normalise/repository.ts';
import { nameOf, placeOf, repositoryArn } from '#domain/resource.ts';
import type { LiveAccount, Reader } from './account.ts';
import { errorNameOf } from './failure.ts';

/** Calls of BatchGetRepositoryScanningConfiguration take 25 (API reference). */
export const SCANNING_AT_ONCE = 25;

/** How a repository is scanned in effect, the registry's rules included. */
export const readRepositoryScanning: Reader<'repositoryScanning'> = async ({ arn }, context, account) => {
  const group = account.groups.repositories.of(arn);
  const { value, readAt } = await account.shelves.scanning.get(group.join(' '), context, () =>
    scanningOf(group, account),
  );
  const found = value.get(arn);
  return found ? { value: toRepositoryScanning(found), readAt } : { missing: true };
};

async function scanningOf(arns: readonly Arn[], account: LiveAccount): Promise<ReadonlyMap<Arn, Fields>> {
  const place = placeOf(arns[0] ?? '');
  const ecr = await account.ecr(place.region);
  const repositoryNames = arns.map((arn) => nameOf({ type: 'AWS::ECR::Repository', arn }));
  const { scanningConfigurations } = await ecr.batchGetRepositoryScanningConfiguration({ repositoryNames });
  return new Map(
    objectsOf(scanningConfigurations).flatMap((each): [Arn, Fields][] => {
      const name = textOf(each['repositoryName']);
      return name === undefined ? [] : [[repositoryArn(place, name), each]];
    }),
  );
}

/** A repository without a policy has an answer too: that there is none. */
export const readLifecyclePolicy: Reader<'lifecyclePolicy'> = async (resource, _context, account) => {
  const { region, account: registryId } = placeOf(resource.arn);
  const ecr = await account.ecr(region);
  try {
    const answer = await ecr.getLifecyclePolicy({ registryId, repositoryName: nameOf(resource) });
    return { value: toLifecyclePolicy(answer.lifecyclePolicyText) };
  } catch (error) {
    if (errorNameOf(error) === 'LifecyclePolicyNotFoundException')
      return { value: toLifecyclePolicy(undefined) };
    throw error;
  }
};
