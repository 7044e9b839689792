import type { EncryptionKey } from '#domain/encryption-key.ts';
import type { Repository } from '#domain/repository.ts';
import { repository } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const own = (says: Partial<Extract<EncryptionKey, { kind: 'own' }>> = {}): EncryptionKey => ({
  kind: 'own',
  arn: KEY,
  manager: 'CUSTOMER',
  state: 'Enabled',
  rotates: true,
  ...says,
});
const secret = { tags: { DataClassification: 'Secret' } };
const given = (encryptionKey: EncryptionKey, says: Partial<Repository> = secret): Given => ({
  facts: { repository: repository({ encryption: 'KMS', ...says }), encryptionKey },
});
const DENIED = { unavailable: 'denied', what: 'kms:DescribeKey' } as const;
const { rotates: _rotates, ...imported } = own() as Extract<EncryptionKey, { kind: 'own' }>;
const foreign: EncryptionKey = {
  kind: 'foreign',
  arn: KEY.replace('123456789012', '210987654321'),
  account: '210987654321',
};
const notOurs = { reasons: ['not-customer-managed -'], severity: 'HIGH' as const };
const marked = (tag: { key: string; values: string[] }, repositories: string[] = []) => ({
  sensitive: { tag, repositories },
});

export default {
  passes: {
    'a key of our own': given(own()),
    'encrypted twice': given(own(), { ...secret, encryption: 'KMS_DSSE' }),
    "another account's key can only be customer-managed": given(foreign),
    'a key with material from elsewhere, which nobody can renew': given(imported),
    'sensitive by its name': {
      ...given(own(), { name: 'payments/api' }),
      parameters: marked({ key: 'x', values: [] }, ['payments/*']),
    },
  },
  fails: {
    AES256: { ...given({ kind: 'none' }, { ...secret, encryption: 'AES256' }), ...notOurs },
    'no encryption is said': { ...given({ kind: 'none' }, { ...secret, encryption: undefined }), ...notOurs },
    'KMS without a key: the one AWS manages for ECR': { ...given({ kind: 'none' }), ...notOurs },
    'a key that AWS manages': { ...given(own({ manager: 'AWS' })), ...notOurs },
    'AES256 needs no word of KMS': {
      facts: { repository: repository({ ...secret, encryption: 'AES256' }), encryptionKey: DENIED },
      ...notOurs,
    },
    'sensitive by a tag of ours': {
      ...given(own({ manager: 'AWS' }), { tags: { level: 'c3-high' } }),
      parameters: marked({ key: 'level', values: ['c3*'] }),
      ...notOurs,
    },
    'a disabled key': {
      ...given(own({ state: 'Disabled' })),
      reasons: ['key-disabled -'],
      severity: 'HIGH',
    },
    'a key about to be deleted': {
      ...given(own({ state: 'PendingDeletion' })),
      reasons: ['key-to-be-deleted -'],
      severity: 'HIGH',
    },
    'a key whose material is gone': {
      ...given(own({ state: 'PendingImport' })),
      reasons: ['key-disabled -'],
      severity: 'HIGH',
    },
    'a key that is never renewed': {
      ...given(own({ rotates: false })),
      reasons: ['key-not-rotated -'],
      severity: 'LOW',
    },
  },
  notApplicable: {
    'not marked': { ...given(own({ manager: 'AWS' }), {}), why: /not marked sensitive.*DataClassification/ },
    'of another class': {
      ...given(own({ manager: 'AWS' }), { tags: { DataClassification: 'public' } }),
      why: /not marked/,
    },
    'a tag with the name of a built-in property': {
      ...given(own({ manager: 'AWS' }), {}),
      parameters: marked({ key: 'constructor', values: ['*'] }),
      why: /not marked/,
    },
  },
  notAvailable: {
    'a key that may not be read': {
      facts: { repository: repository(secret), encryptionKey: DENIED },
      why: /access denied: kms:DescribeKey/,
    },
    'who manages it is not said': { ...given(own({ manager: undefined })), why: /who manages/ },
    'its state is not said': { ...given(own({ state: undefined })), why: /state of its key/ },
    'a state that nobody knows yet': { ...given(own({ state: 'Resting' })), why: /Resting/ },
    'a state with the name of a built-in property': {
      ...given(own({ state: 'constructor' })),
      why: /constructor/,
    },
    'an unresolved encryption': {
      ...given(own(), { ...secret, encryption: { unreadable: 'Ref Type' } }),
      why: /Ref Type/,
    },
  },
  worse: { before: given(own({ rotates: false })), after: given(own({ state: 'PendingDeletion' })) },
} satisfies Cases;
