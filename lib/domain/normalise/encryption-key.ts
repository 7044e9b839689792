import type { Arn } from '#domain/arn.ts';
import { parseArn } from '#domain/arn.ts';
import type { EncryptionKey } from '#domain/encryption-key.ts';
import { placeOf } from '#domain/resource.ts';
import { fieldsOf, readBoolean, readText, textOf } from './fields.ts';

/** Which key a repository names, before anything is asked of KMS: none, another account's, or one to be asked for. */
export function keyOf(
  repository: Arn,
  key: string | undefined,
): Exclude<EncryptionKey, { kind: 'own' }> | string {
  if (key === undefined) return { kind: 'none' };
  const account = parseArn(key)?.account;
  return account === undefined || account === placeOf(repository).account
    ? key
    : { kind: 'foreign', arn: key, account };
}

/** A key from `KeyMetadata` of DescribeKey and the answer of GetKeyRotationStatus. Never throws. */
export function toEncryptionKey(key: string, raw: unknown, rotation?: unknown): EncryptionKey {
  const fields = fieldsOf(raw) ?? {};
  const rotates = readBoolean(fieldsOf(rotation) ?? {}, 'KeyRotationEnabled');
  return {
    kind: 'own',
    arn: textOf(fields['Arn']) ?? key,
    manager: readText(fields, 'KeyManager'),
    state: readText(fields, 'KeyState'),
    ...(typeof rotates === 'boolean' && { rotates }),
  };
}
