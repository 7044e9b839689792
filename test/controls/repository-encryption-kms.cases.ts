import type { Repository } from '#domain/repository.ts';
import { registry, template } from '../support/ecr-access.ts';
import { repository } from '../support/facts.ts';
import type { Cases, Given } from './cases.ts';

const given = (encryption: Repository['encryption'], says: Partial<Repository> = {}): Given => ({
  facts: { repository: repository({ encryption, ...says }) },
});
const plain = { reasons: ['not-kms -'], severity: 'LOW' } as const;

export default {
  passes: {
    'encrypted with KMS, whoever has the key': given('KMS'),
    'encrypted twice with KMS': given('KMS_DSSE'),
    'a creation template with KMS': registry({ templates: [template('prod', { encryption: 'KMS' })] }),
  },
  fails: {
    'of the creation templates, each without KMS': {
      ...registry({
        templates: [
          template('prod', { encryption: 'KMS_DSSE' }),
          template('dev', { encryption: 'AES256' }),
          template('ROOT'),
        ],
      }),
      reasons: ['not-kms template dev', 'not-kms template ROOT'],
      severity: 'LOW',
    },
    AES256: { ...given('AES256'), ...plain },
    'absent is AES256': { ...given(undefined), ...plain },
    'a repository of CDK assets is one like others': {
      ...given('AES256', { name: 'cdk-hnb659fds-container-assets-123456789012-eu-west-1' }),
      ...plain,
    },
  },
  notApplicable: {
    'a registry without creation templates': { ...registry({}), why: /no template/ },
  },
  notAvailable: {
    'creation templates that may not be read': {
      ...registry({ templates: { unavailable: 'denied', what: 'ecr:DescribeRepositoryCreationTemplates' } }),
      why: /access denied/,
    },
    'a type that is not known yet': { ...given('QUANTUM'), why: /QUANTUM is not known/ },
    'a type that cannot be read': {
      ...given({ unreadable: 'encryptionType is not a text' }),
      why: /cannot be read \(encryptionType/,
    },
  },
  worse: {
    before: registry({ templates: [template('dev')] }),
    after: registry({ templates: [template('dev'), template('prod')] }),
  },
} satisfies Cases;
