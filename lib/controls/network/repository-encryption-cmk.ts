import { defineControl, elsewhere } from '#domain/control.ts';
import type { CreationTemplate } from '#domain/ecr-access.ts';
import type { EncryptionKey } from '#domain/encryption-key.ts';
import {
  type Evaluation,
  failedIf,
  notApplicable,
  notAvailable,
  passed,
  type Reason,
  together,
} from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';
import { type Encrypted, isSensitive } from '#domain/repository.ts';
import type { Parameters } from '#domain/settings.ts';

export default defineControl({
  id: 'repository-encryption-cmk',
  title: 'Images of a sensitive repository are encrypted with a key of your own',
  guidance: ['NET-6'],
  severity: 'HIGH',
  version: 2,
  resourceType: 'AWS::ECR::Repository',
  facts: ['repository'],
  optionalFacts: ['encryptionKey'],
  parameters: ['sensitive'],
  why:
    'Only with a key of your own you decide who may use it, and can take it away: a key that AWS manages answers ' +
    'everybody who may pull. A key that is disabled or about to be deleted makes every image unreadable.',
  blindSpots: [
    'A repository is sensitive by a tag or its name (setting sensitive); one that nobody marked is not judged. Where none is marked, the account says so once.',
    'Of a creation template whether it names a key is judged; the state of the key, at the repositories that it makes.',
    "Of another account's key nothing can be read: it can only be customer-managed, and counts as that.",
    'Who may use the key, by its policy and grants, is not looked at.',
  ],
  remediation: {
    text:
      'The encryption of a repository is fixed when it is created: create a new one with a key of your own, copy the images ' +
      'in use, point the task definitions at it, then delete the old one. A disabled key is enabled, a deletion cancelled.',
    cli: 'aws ecr create-repository --repository-name <new-repository> --encryption-configuration encryptionType=KMS,kmsKey=<key-arn>',
    cloudFormation:
      'Type: AWS::ECR::Repository\nProperties:\n  EncryptionConfiguration:\n    EncryptionType: KMS\n    KmsKey: !GetAtt Key.Arn\n',
  },
  mappings: [{ framework: 'Security Hub', id: 'ECR.5' }],
  references: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html',
  ],
  evaluate: ({ repository, encryptionKey }, { parameters: { sensitive } }) => {
    const { name, tags, openTags = {} } = repository;
    const open = [sensitive.tag.key, '*'].find((key) => Object.hasOwn(openTags, key));
    if (!isSensitive(name, tags, sensitive) && open !== undefined)
      return notAvailable(`whether it is marked sensitive is not known (${openTags[open]})`);
    if (!isSensitive(name, tags, sensitive))
      return notApplicable(`it is not marked sensitive (${marksOf(sensitive)})`);
    const plain = withoutKms(repository, '-');
    if (plain) return plain;
    return isUnavailable(encryptionKey)
      ? notAvailable(sayUnavailable(encryptionKey))
      : judgeKey(encryptionKey);
  },
  elsewhere: [
    elsewhere({
      resourceType: 'AWS::ECR::Registry',
      facts: ['ecrAccess'],
      parameters: ['sensitive'],
      evaluate: ({ ecrAccess: { templates } }, { parameters: { sensitive } }) => {
        if (isUnavailable(templates)) return notAvailable(sayUnavailable(templates));
        const marked = templates.filter(({ prefix, tags }) => isSensitive(`${prefix}/`, tags, sensitive));
        return together(marked.map(judgeTemplate), notApplicable('no creation template is marked sensitive'));
      },
    }),
    elsewhere({
      resourceType: 'AWS::::Account',
      facts: ['sensitiveRepositories'],
      parameters: ['sensitive'],
      evaluate: ({ sensitiveRepositories: { count } }, { parameters: { sensitive } }) =>
        count > 0
          ? passed(`${count} of its repositories are marked sensitive, each of them judged by itself`)
          : notApplicable(
              `no repository that could be read is marked sensitive (${marksOf(sensitive)}), so none is held to this`,
            ),
    }),
  ],
});

/** What needs no word of KMS: undefined where a key decides. */
function withoutKms({ encryption }: Encrypted, subject: string): Evaluation | undefined {
  if (isUnreadable(encryption))
    return notAvailable(`its encryption cannot be read (${encryption.unreadable})`);
  return encryption === undefined || encryption === 'AES256'
    ? failedIf([
        fault(
          'not-customer-managed',
          'HIGH',
          'it is encrypted with a key of S3, not with one of yours',
          {},
          subject,
        ),
      ])
    : undefined;
}

/** The repositories that it makes are judged by their keys, once they are there. */
function judgeTemplate(template: CreationTemplate): Evaluation {
  const subject = `template ${template.prefix}`;
  const plain = withoutKms(template, subject);
  if (plain) return plain;
  const { kmsKey } = template;
  if (kmsKey !== undefined && !kmsKey.includes('alias/aws/')) return passed('it names a key');
  const message = 'repositories that it makes get the key that AWS manages for ECR';
  return failedIf([fault('not-customer-managed', 'HIGH', message, {}, subject)]);
}

const marksOf = ({ tag, repositories }: Parameters['sensitive']): string =>
  [
    `tag ${tag.key}: ${tag.values.join(', ')}`,
    ...(repositories.length > 0 ? [`names ${repositories.join(', ')}`] : ['no names are set']),
  ].join('; ');

const fault = (
  code: string,
  severity: 'HIGH' | 'LOW',
  message: string,
  evidence = {},
  subject = '-',
): Reason => ({
  code,
  subject,
  severity,
  message,
  path: 'encryptionConfiguration.kmsKey',
  evidence,
});

function judgeKey(key: EncryptionKey): Evaluation {
  // KMS without a key that is named is the key that AWS manages for ECR.
  if (key.kind === 'none')
    return failedIf([fault('not-customer-managed', 'HIGH', 'its key is the one that AWS manages for ECR')]);
  if (key.kind === 'unasked') return notAvailable('its key was not asked for');
  if (key.kind === 'foreign') return passed(`its key is of account ${key.account}; its state is not read`);
  const { arn, manager, state, rotates } = key;
  if (isUnreadable(manager) || manager === undefined) return notAvailable('who manages its key is not known');
  if (manager !== 'CUSTOMER')
    return failedIf([fault('not-customer-managed', 'HIGH', 'its key is managed by AWS', { key: arn })]);
  if (isUnreadable(state) || state === undefined) return notAvailable('the state of its key is not known');
  const unusable = Object.hasOwn(UNUSABLE, state) ? UNUSABLE[state] : undefined;
  if (unusable) return failedIf([fault(unusable.code, 'HIGH', unusable.says, { key: arn, state })]);
  if (state !== 'Enabled') return notAvailable(`its key is in a state that is not known to us: ${state}`);
  return failedIf(
    rotates === false ? [fault('key-not-rotated', 'LOW', 'its key is never renewed', { key: arn })] : [],
  );
}

const UNUSABLE: Readonly<Record<string, { readonly code: string; readonly says: string }>> = {
  Disabled: { code: 'key-disabled', says: 'its key is disabled, so its images cannot be pulled' },
  PendingDeletion: {
    code: 'key-to-be-deleted',
    says: 'its key is about to be deleted, and its images with it',
  },
  PendingReplicaDeletion: {
    code: 'key-to-be-deleted',
    says: 'its key is about to be deleted, and its images with it',
  },
  PendingImport: { code: 'key-disabled', says: 'its key has no material, so its images cannot be pulled' },
  Unavailable: { code: 'key-disabled', says: 'its key is unavailable, so its images cannot be pulled' },
};
