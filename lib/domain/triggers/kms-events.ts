/** Every call of KMS that is not a read (IAM's service authorisation data), by name as CloudTrail records it. */
export type KmsCall =
  | 'CancelKeyDeletion'
  | 'DeleteImportedKeyMaterial'
  | 'DisableKey'
  | 'DisableKeyRotation'
  | 'EnableKey'
  | 'EnableKeyRotation'
  | 'ImportKeyMaterial'
  | 'ScheduleKeyDeletion'
  | keyof typeof KMS_IGNORED;

const USE = 'a use of a key changes nothing of it';
const NEW = 'a new key encrypts no repository yet';
const ALIAS = 'a repository names the key itself, not an alias';
const STORE = 'where the material of a key lies is not judged';
const WHO = 'who may use a key is not judged';

/** What changes nothing that is judged, and why. */
export const KMS_IGNORED = {
  ConnectCustomKeyStore: STORE,
  CreateAlias: ALIAS,
  CreateCustomKeyStore: STORE,
  CreateGrant: WHO,
  CreateKey: NEW,
  Decrypt: USE,
  DeleteAlias: ALIAS,
  DeleteCustomKeyStore: STORE,
  DeriveSharedSecret: USE,
  DisconnectCustomKeyStore: STORE,
  Encrypt: USE,
  GenerateDataKey: USE,
  GenerateDataKeyPair: USE,
  GenerateDataKeyPairWithoutPlaintext: USE,
  GenerateDataKeyWithoutPlaintext: USE,
  GenerateMac: USE,
  GenerateRandom: USE,
  PutKeyPolicy: WHO,
  ReEncryptFrom: USE,
  ReEncryptTo: USE,
  ReplicateKey: NEW,
  RetireGrant: WHO,
  RevokeGrant: WHO,
  RotateKeyOnDemand: 'renewing a key by hand does not switch its rotation on',
  Sign: USE,
  SynchronizeMultiRegionKey: 'what is shared with other regions is not judged',
  TagResource: 'tags of keys are not judged',
  UntagResource: 'tags of keys are not judged',
  UpdateAlias: ALIAS,
  UpdateCustomKeyStore: STORE,
  UpdateKeyDescription: 'the description of a key is not judged',
  UpdatePrimaryRegion: 'which region is the primary one is not judged',
  Verify: USE,
  VerifyMac: USE,
} as const;
