import type { EncryptionKey } from '#domain/encryption-key.ts';
import type { Repository } from '#domain/repository.ts';
import { registry, template } from '../support/ecr-access.ts';
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

const ACCOUNT = 'arn:aws:iam::123456789012:root/eu-west-1';
const secretTags = { DataClassification: 'secret' };

export default {
  passes: {
    'an account with sensitive repositories, each judged by itself': {
      facts: { sensitiveRepositories: { count: 2 } },
      arn: ACCOUNT,
    },
    'a sensitive creation template that names a key': registry({
      templates: [template('prod', { encryption: 'KMS', kmsKey: KEY, tags: secretTags })],
    }),
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
    'sensitive creation templates without a key of our own': {
      ...registry({
        templates: [
          template('a', { tags: secretTags }),
          template('b', { encryption: 'KMS', tags: secretTags }),
          template('c', { encryption: 'KMS', kmsKey: 'alias/aws/ecr', tags: secretTags }),
          template('d'),
        ],
      }),
      reasons: [
        'not-customer-managed template a',
        'not-customer-managed template b',
        'not-customer-managed template c',
      ],
      severity: 'HIGH',
    },
    'a creation template whose repositories are sensitive by name': {
      ...registry({ templates: [template('payments')] }),
      parameters: marked({ key: 'x', values: [] }, ['payments/*']),
      reasons: ['not-customer-managed template payments'],
      severity: 'HIGH',
    },
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
    'an account without a sensitive repository, said once': {
      facts: { sensitiveRepositories: { count: 0 } },
      arn: ACCOUNT,
      why: /no repository that could be read is marked sensitive \(tag DataClassification/,
    },
    'a registry whose templates are not sensitive': {
      ...registry({ templates: [template('d')] }),
      why: /no creation template/,
    },
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
    'a key that nobody asked for': { ...given({ kind: 'unasked' }), why: /not asked for/ },
    'creation templates that may not be read': {
      ...registry({ templates: { unavailable: 'denied', what: 'ecr:DescribeRepositoryCreationTemplates' } }),
      why: /access denied/,
    },
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
