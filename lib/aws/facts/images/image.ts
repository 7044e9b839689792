import type { LiveAccount, Reader } from '#aws/facts/account.ts';
import { errorNameOf } from '#aws/facts/failure.ts';
import type { Arn } from '#domain/arn.ts';
import { imageUsers } from '#domain/image.ts';
import { type Fields, objectsOf, textOf } from '#domain/normalise/fields.ts';
import { toImage } from '#domain/normalise/image.ts';
import { digestOf, imageArn, nameOf, placeOf, repositoryOfImage } from '#domain/resource.ts';

/** Where a running image was deleted, its vulnerabilities run on: its findings must not close for that. */
const DELETED = { unavailable: 'unreadable', what: 'the image is no longer in its repository' } as const;

/** An image that somebody runs; one that nobody runs is none of ours, whether it is there or not. */
export const readImage: Reader<'image'> = async ({ arn }, context, account) => {
  const users = imageUsers(context.users, context.now);
  if (users.length === 0) return { missing: true };
  const group = account.groups.images.of(arn);
  const { value, readAt } = await account.shelves.images.get(group.join(' '), context, () =>
    describeAll(group, account),
  );
  const raw = value.get(arn);
  return raw ? { value: toImage(arn, raw, users), readAt } : DELETED;
};

/** Images of one repository. One that is not there fails the whole call: then each is asked for by itself. */
async function describeAll(arns: readonly Arn[], account: LiveAccount): Promise<ReadonlyMap<Arn, Fields>> {
  const found = await describeImages(arns, account);
  if (found) return found;
  const all = new Map<Arn, Fields>();
  for (const arn of arns.length > 1 ? arns : []) {
    for (const [each, raw] of (await describeImages([arn], account)) ?? []) all.set(each, raw);
  }
  return all;
}

async function describeImages(
  arns: readonly Arn[],
  account: LiveAccount,
): Promise<ReadonlyMap<Arn, Fields> | undefined> {
  const repository = repositoryOfImage(arns[0] ?? '');
  const { region, account: registryId } = placeOf(repository);
  const ecr = await account.ecr(region);
  try {
    const { imageDetails } = await ecr.describeImages({
      registryId,
      repositoryName: nameOf({ type: 'AWS::ECR::Repository', arn: repository }),
      imageIds: arns.map((arn) => ({ imageDigest: digestOf(arn) ?? '' })),
    });
    return new Map(
      objectsOf(imageDetails).flatMap((each): [Arn, Fields][] => {
        const digest = textOf(each['imageDigest']);
        return digest === undefined ? [] : [[imageArn(repository, digest), each]];
      }),
    );
  } catch (error) {
    if (/^(Image|Repository)NotFoundException$/.test(errorNameOf(error))) return undefined;
    throw error;
  }
}
