import type { EncryptionKey } from '#domain/encryption-key.ts';
import { keyOf, toEncryptionKey } from '#domain/normalise/encryption-key.ts';
import { type Fields, fieldsOf, readBoolean, textOf, unresolved } from '#domain/normalise/fields.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { isAccountKnown } from '#domain/undeployed.ts';
import type { TemplateAccount } from '#template/account.ts';
import { outside, type Reader } from './reader.ts';

/** The key that a repository names, if the template makes it, or if its name says enough. */
export const readEncryptionKey: Reader<EncryptionKey> = ({ arn, declared }, account, { known }) => {
  const named = fieldsOf(declared.fields['encryptionConfiguration'])?.['kmsKey'];
  const why = unresolved(named);
  if (why !== undefined) return { unavailable: 'unreadable', what: `its key (${why})` };
  const key = keyOf(arn, known.repository?.kmsKey);
  if (typeof key === 'string') {
    const made = keyIn(key, account);
    if (made) return isUnavailable(made) ? made : { value: made };
    // Names that AWS keeps for the keys that it manages itself (KMS guide, "AWS managed keys").
    if (/(?:^|:)alias\/aws\//.test(key))
      return { value: toEncryptionKey(key, { KeyManager: 'AWS', KeyState: 'Enabled' }) };
    return OUTSIDE;
  }
  // Where it will be deployed is not known, so the account that the key names may be the own one.
  return key.kind === 'foreign' && !isAccountKnown(account.place.account) ? OUTSIDE : { value: key };
};

const OUTSIDE: Unavailable = outside('the key of a repository that the template does not make');

/** A key of the template by its id, ARN or alias. */
function keyIn(named: string, account: TemplateAccount): EncryptionKey | Unavailable | undefined {
  const [alias] = account.having('AWS::KMS::Alias', 'AliasName', /(?:^|:)(alias\/.+)$/.exec(named)?.[1]);
  const id = alias ? alias.properties['TargetKeyId'] : named;
  const declared = account.made('AWS::KMS::Key', id) ?? account.made('AWS::KMS::ReplicaKey', id);
  const arn = declared && account.names.attribute(declared.logicalId, 'Arn');
  return declared && arn !== undefined ? toKey(arn, declared.type, declared.properties) : undefined;
}

function toKey(arn: string, type: string, properties: Fields): EncryptionKey | Unavailable {
  const enabled = readBoolean(properties, 'Enabled') ?? true;
  const state = typeof enabled === 'boolean' ? (enabled ? 'Enabled' : 'Disabled') : properties['Enabled'];
  const isImported = (textOf(properties['Origin']) ?? 'AWS_KMS') !== 'AWS_KMS';
  const raw = { Arn: arn, KeyManager: 'CUSTOMER', KeyState: isImported ? undefined : state };
  // Rotation is asked for where the material is made, and only symmetric keys of KMS's own material have it; absent it is off.
  const isRenewable = type === 'AWS::KMS::Key' && !isImported && isSymmetric(properties);
  const rotation = properties['EnableKeyRotation'] ?? false;
  const open = unresolved(rotation);
  if (isRenewable && open !== undefined)
    return { unavailable: 'unreadable', what: `EnableKeyRotation of its key (${open})` };
  return toEncryptionKey(arn, raw, isRenewable ? { KeyRotationEnabled: rotation } : undefined);
}

/** Absent, a key is symmetric (CreateKey). */
const isSymmetric = (properties: Fields): boolean =>
  (properties['KeySpec'] ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT';
