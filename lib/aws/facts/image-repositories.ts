import type { Arn } from '#domain/arn.ts';
import { earliest } from '#domain/instant.ts';
import { toRepository } from '#domain/normalise/repository.ts';
import { taggedRepositories } from '#domain/own-images.ts';
import { partitionOf } from '#domain/partition.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable } from '#domain/reading.ts';
import type { ImageRepositories } from '#domain/repository.ts';
import { nameOf, type Place, placeOf, repositoryArn } from '#domain/resource.ts';
import type { LiveAccount, Reader } from './account.ts';
import { settle } from './failure.ts';
import type { Shared } from './shelf.ts';

type Found = ImageRepositories[string] | undefined;

/**
 * The repositories that a family runs images from by a tag; no call where it has none. Looks of one sweep share the list
 * of a region, others ask for each. One that is not there is left out.
 */
export const readImageRepositories: Reader<'imageRepositories'> = async ({ arn }, context, account) => {
  const found: [Arn, ImageRepositories[string]][] = [];
  let readAt = context.now;
  for (const repository of taggedRepositories(context.known.family, arn)) {
    const { value, readAt: at } = await repositoryAt(repository, context, account);
    readAt = earliest(readAt, at);
    if (value) found.push([repository, value]);
  }
  return { value: Object.fromEntries(found), readAt };
};

async function repositoryAt(arn: Arn, context: ReadContext, account: LiveAccount): Promise<Shared<Found>> {
  const place = placeOf(arn);
  // The region stands in an image's name, which anybody may choose: nothing is sent to one that AWS does not have.
  if (partitionOf(place.region)?.id !== place.partition)
    return { value: { unavailable: 'elsewhere', what: `region ${place.region}` }, readAt: context.now };
  if (context.freshFrom === undefined) return { value: await one(arn, place, account), readAt: context.now };
  const key = `${place.account} ${place.region}`;
  const shared = await account.shelves.allRepositories.get(key, context, () => all(place, account));
  const { value: listed, readAt } = shared;
  return { value: isUnavailable(listed) ? listed : listed.get(arn), readAt };
}

async function one(arn: Arn, { region, account: registryId }: Place, account: LiveAccount): Promise<Found> {
  const repositoryNames = [nameOf({ type: 'AWS::ECR::Repository', arn })];
  const answer = await settle(async () =>
    (await account.ecr(region)).describeRepositories({ registryId, repositoryNames }),
  );
  if (isUnavailable(answer)) return answer;
  const described = 'missing' in answer ? undefined : answer.repositories?.[0];
  return described && toRepository(described);
}

async function all(place: Place, account: LiveAccount) {
  const listed = await settle(() => pages(place, account));
  return 'missing' in listed ? new Map<Arn, ImageRepositories[string]>() : listed;
}

async function pages(
  place: Place,
  account: LiveAccount,
): Promise<ReadonlyMap<Arn, ImageRepositories[string]>> {
  const ecr = await account.ecr(place.region);
  const found = new Map<Arn, ImageRepositories[string]>();
  let nextToken: string | undefined;
  do {
    const page = await ecr.describeRepositories({
      registryId: place.account,
      maxResults: 1000,
      ...(nextToken !== undefined && { nextToken }),
    });
    for (const each of page.repositories ?? [])
      found.set(repositoryArn(place, each.repositoryName ?? ''), toRepository(each));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}
