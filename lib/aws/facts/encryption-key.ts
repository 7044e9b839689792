import type { EncryptionKey } from '#domain/encryption-key.ts';
import { keyOf, toEncryptionKey } from '#domain/normalise/encryption-key.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { isSensitive } from '#domain/repository.ts';
import { placeOf } from '#domain/resource.ts';
import type { LiveAccount, Reader } from './account.ts';
import { settle } from './failure.ts';

/** The key that a sensitive repository is encrypted with; repositories with the same key share what KMS says of it. */
export const readEncryptionKey: Reader<'encryptionKey'> = async ({ arn }, context, account) => {
  const { repository } = context.known;
  if (!repository) return { unavailable: 'unreadable', what: 'the repository whose key this is' };
  if (context.parameters && !isSensitive(repository.name, repository.tags, context.parameters.sensitive))
    return { value: { kind: 'unasked' } };
  const key = keyOf(arn, repository.kmsKey);
  if (typeof key !== 'string') return { value: key };
  const { region } = placeOf(arn);
  const { value, readAt } = await account.shelves.keys.get(`${region} ${key}`, context, () =>
    describe(key, region, account),
  );
  return isUnavailable(value) ? value : { value, readAt };
};

async function describe(
  key: string,
  region: string,
  account: LiveAccount,
): Promise<EncryptionKey | Unavailable> {
  const kms = await account.kms(region);
  const described = await settle(() => kms.describeKey({ KeyId: key }));
  if (isUnavailable(described)) return described;
  if ('missing' in described) return { unavailable: 'unreadable', what: 'its key: KMS does not have it' };
  const metadata = described.KeyMetadata;
  // Only material that KMS made itself is renewed, and of AWS's own keys AWS sees to it.
  const canRotate =
    metadata?.KeyManager === 'CUSTOMER' && metadata.Origin === 'AWS_KMS' && metadata.KeyState === 'Enabled';
  if (!canRotate) return toEncryptionKey(key, metadata);
  const rotation = await settle(() => kms.getKeyRotationStatus({ KeyId: key }));
  if (isUnavailable(rotation)) return rotation;
  return toEncryptionKey(key, metadata, rotation);
}
