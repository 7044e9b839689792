import type { Arn } from '#domain/arn.ts';
import type { EncryptionKey } from '#domain/encryption-key.ts';
import { keyOf, toEncryptionKey } from '#domain/normalise/encryption-key.ts';
import { fieldsOf, textOf } from '#domain/normalise/fields.ts';
import {
  toLifecyclePolicy,
  toPullThroughRules,
  toRepository,
  toRepositoryScanning,
} from '#domain/normalise/repository.ts';
import { ownImages, taggedRepositories } from '#domain/own-images.ts';
import type { ReadContext } from '#domain/ports.ts';
import { isUnavailable, type Reading } from '#domain/reading.ts';
import type {
  ImageRepositories,
  LifecyclePolicy,
  PullThroughCache,
  Repository,
  RepositoryScanning,
} from '#domain/repository.ts';
import { placeOf, registryArn } from '#domain/resource.ts';
import { descriptionOf, entryOf, type Recorded } from './recorded.ts';

export function readRepository(arn: Arn, recorded: Recorded): Reading<Repository> {
  const repository = descriptionOf(recorded, arn, 'repository');
  if (!repository) return { missing: true };
  if (isUnavailable(repository)) return repository;
  const tags = entryOf(recorded, arn, 'tags');
  if (isUnavailable(tags)) return tags;
  return { value: toRepository({ ...repository.value, repositoryArn: arn }, tags?.value) };
}

/** The key of a repository: `key` (KeyMetadata of DescribeKey) and `rotation` (GetKeyRotationStatus) under the key's ARN. */
export function readEncryptionKey(
  arn: Arn,
  recorded: Recorded,
  { known }: ReadContext,
): Reading<EncryptionKey> {
  const key = keyOf(arn, known.repository?.kmsKey);
  if (typeof key !== 'string') return { value: key };
  const described = entryOf(recorded, key, 'key');
  const rotation = entryOf(recorded, key, 'rotation');
  if (isUnavailable(described)) return described;
  if (isUnavailable(rotation)) return rotation;
  if (!described) return { unavailable: 'unreadable', what: 'key of the account file' };
  return { value: toEncryptionKey(key, described.value, rotation?.value) };
}

/** A repository always is scanned in some way, so a file without it does not say that it is not. */
export function readRepositoryScanning(arn: Arn, recorded: Recorded): Reading<RepositoryScanning> {
  const scanning = descriptionOf(recorded, arn, 'scanningConfiguration');
  if (!scanning) return { missing: true };
  return isUnavailable(scanning) ? scanning : { value: toRepositoryScanning(scanning.value) };
}

/** A repository that is recorded without `lifecyclePolicy` has none. */
export function readLifecyclePolicy(arn: Arn, recorded: Recorded): Reading<LifecyclePolicy> {
  if (!recorded.has(arn)) return { missing: true };
  const policy = entryOf(recorded, arn, 'lifecyclePolicy');
  if (isUnavailable(policy)) return policy;
  if (!policy) return { value: toLifecyclePolicy(undefined) };
  const text = textOf(fieldsOf(policy.value)?.['lifecyclePolicyText']);
  return text === undefined
    ? { unavailable: 'unreadable', what: 'lifecyclePolicy of the account file' }
    : { value: toLifecyclePolicy(text) };
}

/**
 * The rules of the registries a resource has to do with: its own region's and, for a family, those of the regions its
 * images in this account's private ECR lie in. A registry that is not recorded has no rules.
 */
export function readPullThroughCache(
  arn: Arn,
  recorded: Recorded,
  { known }: ReadContext,
): Reading<PullThroughCache> {
  const place = placeOf(arn);
  const definitions = (known.family?.revisions ?? []).flatMap(({ description }) =>
    isUnavailable(description) ? [] : [description],
  );
  const regions = new Set([
    place.region,
    ...definitions.flatMap((each) => ownImages(each, arn).map(({ region }) => region)),
  ]);
  const rules = [...regions].sort().map((region) => {
    const entry = entryOf(recorded, registryArn({ ...place, region }), 'pullThroughCacheRules');
    return [region, !entry ? [] : isUnavailable(entry) ? entry : toPullThroughRules(entry.value)] as const;
  });
  return { value: Object.fromEntries(rules) };
}

/** The repositories that a family runs images from by a tag; one that is not recorded is not there. */
export function readImageRepositories(
  arn: Arn,
  recorded: Recorded,
  { known }: ReadContext,
): Reading<ImageRepositories> {
  const found = taggedRepositories(known.family, arn).flatMap(
    (repository): [Arn, ImageRepositories[string]][] => {
      const described = descriptionOf(recorded, repository, 'repository');
      if (!described) return [];
      return [[repository, isUnavailable(described) ? described : toRepository(described.value)]];
    },
  );
  return { value: Object.fromEntries(found) };
}
