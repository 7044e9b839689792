import { unusedFileSystem } from '#controls/unused-file-system.ts';
import { defineControl } from '#domain/control.ts';
import { failedIf, notAvailable, passed } from '#domain/evaluation.ts';
import { isUnreadable } from '#domain/readable.ts';

export default defineControl({
  id: 'efs-encryption',
  title: 'File systems of tasks are encrypted at rest',
  guidance: ['IAM-4'],
  severity: 'MEDIUM',
  version: 1,
  resourceType: 'AWS::EFS::FileSystem',
  facts: ['fileSystem'],
  parameters: [],
  why:
    'Encrypted, the data is readable by way of EFS and its key only, and every use of the key is recorded. It is decided ' +
    'when a file system is made and cannot be changed afterwards.',
  blindSpots: [
    'Which key encrypts it, and who may use that key, is not judged: the key of AWS passes.',
    'Only file systems that a task definition mounts are judged, and of those only those of this account.',
  ],
  remediation: {
    text:
      'Make an encrypted file system, copy the data with AWS DataSync or by a restored backup, and let the task definitions ' +
      'mount it instead.',
    cli: 'aws efs create-file-system --encrypted --tags Key=Name,Value=<name>-encrypted',
    cloudFormation: 'Type: AWS::EFS::FileSystem\nProperties:\n  Encrypted: true\n',
  },
  mappings: [{ framework: 'Security Hub', id: 'EFS.1' }],
  references: [
    'https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html',
    'https://docs.aws.amazon.com/efs/latest/ug/API_FileSystemDescription.html',
  ],
  evaluate: ({ fileSystem }) => {
    const unused = unusedFileSystem(fileSystem);
    if (unused) return unused;
    const { encrypted, users = [] } = fileSystem;
    if (isUnreadable(encrypted)) return notAvailable(`Encrypted cannot be read (${encrypted.unreadable})`);
    if (encrypted === true) return passed();
    return failedIf([
      {
        code: 'not-encrypted',
        subject: '-',
        message: 'what is on the file system is not encrypted at rest',
        path: 'Encrypted',
        // Enough to find them by.
        evidence: { mountedBy: users.slice(0, 10), count: users.length },
      },
    ]);
  },
});
