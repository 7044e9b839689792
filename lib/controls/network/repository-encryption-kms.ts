import { defineControl } from '#domain/control.ts';
import { failedIf, notAvailable, passed } from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';

export default defineControl({
  id: 'repository-encryption-kms',
  title: 'Images of a repository are encrypted with KMS',
  guidance: ['NET-5'],
  severity: 'LOW',
  version: 1,
  resourceType: 'AWS::ECR::Repository',
  facts: ['repository'],
  parameters: [],
  why:
    'With a KMS key every use of the images at rest is a call that CloudTrail records and a key policy can refuse; ' +
    'with AES256 there is neither.',
  blindSpots: [
    'Whose key it is, and whether it is still enabled, repository-encryption-cmk looks at, where a repository is marked sensitive.',
    'The account may encrypt new repositories by a creation template; this judges each repository as it is.',
  ],
  remediation: {
    text:
      'The encryption of a repository is fixed when it is created: create a new one with KMS, copy the images that are ' +
      'in use, point the task definitions at it, then delete the old one.',
    cli: 'aws ecr create-repository --repository-name <new-repository> --encryption-configuration encryptionType=KMS',
    cloudFormation:
      'Type: AWS::ECR::Repository\nProperties:\n  EncryptionConfiguration:\n    EncryptionType: KMS\n',
  },
  mappings: [],
  references: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html',
    'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_EncryptionConfiguration.html',
  ],
  evaluate: ({ repository: { encryption } }) => {
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
            subject: '-',
            message: 'its images are encrypted with a key of S3, not of KMS',
            path: 'encryptionConfiguration.encryptionType',
          },
        ]);
      default:
        return notAvailable(`the encryption type ${encryption} is not known`);
    }
  },
});
