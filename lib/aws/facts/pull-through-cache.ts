import { earliest } from '#domain/instant.ts';
import { toPullThroughRules } from '#domain/normalise/repository.ts';
import { ownImages } from '#domain/own-images.ts';
import { partitionOf } from '#domain/partition.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import type { PullThroughCache, PullThroughRule } from '#domain/repository.ts';
import { type Place, placeOf } from '#domain/resource.ts';
import type { LiveAccount, Reader } from './account.ts';
import { settle } from './failure.ts';

/**
 * The rules of the registries a resource has to do with: its own region's and, for a family, those of the regions its
 * images in this account's private ECR lie in. Each registry that cannot be read says so by itself.
 */
export const readPullThroughCache: Reader<'pullThroughCache'> = async ({ arn }, context, account) => {
  const place = placeOf(arn);
  const definitions = (context.known.family?.revisions ?? []).flatMap(({ description }) =>
    isUnavailable(description) ? [] : [description],
  );
  const regions = new Set([
    place.region,
    ...definitions.flatMap((each) => ownImages(each, arn).map(({ region }) => region)),
  ]);
  let readAt = context.now;
  const rules: [string, PullThroughCache[string]][] = [];
  for (const region of [...regions].sort()) {
    const shared = await account.shelves.pullThroughRules.get(`${place.account} ${region}`, context, () =>
      rulesOf({ ...place, region }, account),
    );
    readAt = earliest(readAt, shared.readAt);
    rules.push([region, shared.value]);
  }
  return { value: Object.fromEntries(rules), readAt };
};

async function rulesOf(
  place: Place,
  account: LiveAccount,
): Promise<readonly PullThroughRule[] | Unavailable> {
  // The region stands in an image's name, which anybody may choose: nothing is sent to one that AWS does not have.
  if (partitionOf(place.region)?.id !== place.partition)
    return { unavailable: 'elsewhere', what: `region ${place.region}` };
  const listed = await settle(() => pagesOf(place, account));
  if ('missing' in listed) return [];
  return isUnavailable(listed) ? listed : toPullThroughRules(listed.rules);
}

async function pagesOf(
  { region, account: registryId }: Place,
  account: LiveAccount,
): Promise<{ readonly rules: readonly unknown[] }> {
  const ecr = await account.ecr(region);
  const rules: unknown[] = [];
  let nextToken: string | undefined;
  do {
    const page = await ecr.describePullThroughCacheRules({
      registryId,
      maxResults: 1000,
      ...(nextToken !== undefined && { nextToken }),
    });
    rules.push(...(page.pullThroughCacheRules ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return { rules };
}
