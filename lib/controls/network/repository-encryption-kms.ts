import { defineControl, elsewhere } from '#domain/control.ts';
import {
  type Evaluation,
  failedIf,
  notApplicable,
  notAvailable,
  passed,
  together,
} from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';
import type { Encrypted } from '#domain/repository.ts';

export default defineControl({
  id: 'repository-encryption-kms',
  title: 'Images of a repository are encrypted with KMS',
  guidance: ['NET-5'],
  severity: 'LOW',
  version: 2,
  resourceType: 'AWS::ECR::Repository',
  facts: ['repository'],
  parameters: [],
  why:
    'With a KMS key every use of the images at rest is a call that CloudTrail records and a key policy can refuse; ' +
    'with AES256 there is neither.',
  blindSpots: [
    'Whose key it is, and whether it is still enabled, repository-encryption-cmk looks at, where a repository is marked sensitive.',
    'Of what is created later the creation templates of the registry are judged; whoever creates a repository by hand chooses anew.',
  ],
  remediation: {
    text:
      'The encryption of a repository is fixed when it is created: create a new one with KMS, copy the images that are ' +
      'in use, point the task definitions at it, then delete the old one. A creation template can be changed.',
    cli: 'aws ecr create-repository --repository-name <new-repository> --encryption-configuration encryptionType=KMS',
    cloudFormation:
      'Type: AWS::ECR::Repository\nProperties:\n  EncryptionConfiguration:\n    EncryptionType: KMS\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html',
    'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_EncryptionConfiguration.html',
  ],
  evaluate: ({ repository }) => judge(repository, '-', 'its images are'),
  elsewhere: [
    elsewhere({
      resourceType: 'AWS::ECR::Registry',
      facts: ['ecrAccess'],
      parameters: [],
      evaluate: ({ ecrAccess: { templates } }) =>
        isUnavailable(templates)
          ? notAvailable(sayUnavailable(templates))
          : together(
              templates.map((each) =>
                judge(
                  each,
                  `template ${each.prefix}`,
                  `images of repositories that template ${each.prefix} makes are`,
                ),
              ),
              notApplicable('no template says how new repositories are encrypted'),
            ),
    }),
  ],
});

function judge({ encryption }: Encrypted, subject: string, what: string): Evaluation {
  if (isUnreadable(encryption))
    return notAvailable(`its encryption cannot be read (${encryption.unreadable})`);
  switch (encryption) {
    case 'KMS':
    case 'KMS_DSSE':
      return passed();
    case 'AES256':
    case undefined:
      return failedIf([
        {
          code: 'not-kms',
          subject,
          message: `${what} encrypted with a key of S3, not of KMS`,
          path: 'encryptionConfiguration.encryptionType',
        },
      ]);
    default:
      return notAvailable(`the encryption type ${encryption} is not known`);
  }
}
