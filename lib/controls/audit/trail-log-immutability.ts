import { defineControl } from '#domain/control.ts';
import { type Evaluation, failedIf, notAvailable, passed } from '#domain/evaluation.ts';
import { isUnavailable, sayUnavailable } from '#domain/reading.ts';
import type { TrailBucket } from '#domain/trail.ts';

function judge({ name, versioning, mfaDelete, objectLock }: TrailBucket): Evaluation {
  // Object lock needs versioning, which can then not be suspended (S3 guide, "Object Lock").
  if (objectLock === true || (versioning === true && mfaDelete === true)) return passed();
  const unread = [versioning, objectLock].find(isUnavailable);
  if (unread) return notAvailable(sayUnavailable(unread));
  return failedIf([
    versioning === true
      ? {
          code: 'not-locked',
          subject: name,
          message: `bucket ${name} keeps versions, but they can be deleted: neither object lock nor MFA delete`,
        }
      : {
          code: 'not-versioned',
          subject: name,
          message: `files in bucket ${name} can be overwritten and deleted: no versioning, no object lock`,
        },
  ]);
}

export default defineControl({
  id: 'trail-log-immutability',
  title: 'Log files of a trail cannot be deleted',
  guidance: ['AUD-3'],
  severity: 'LOW',
  version: 1,
  resourceType: 'AWS::CloudTrail::Trail',
  facts: ['trail', 'trailBucket'],
  parameters: [],
  why: 'Who covers traces deletes the log; a lock holds even against an administrator.',
  blindSpots: [
    'A bucket of another account, such as a log archive, cannot be read from here.',
    'How long the lock holds, and whether it is in governance or compliance mode, is not judged.',
  ],
  remediation: {
    text: 'Switch on versioning and object lock for the bucket, or keep the log in an account of its own.',
    cli: 'aws s3api put-bucket-versioning --bucket <bucket> --versioning-configuration Status=Enabled && aws s3api put-object-lock-configuration --bucket <bucket> --object-lock-configuration \'{"ObjectLockEnabled":"Enabled","Rule":{"DefaultRetention":{"Mode":"COMPLIANCE","Days":365}}}\'',
    cloudFormation:
      'Type: AWS::S3::Bucket\nProperties:\n  VersioningConfiguration:\n    Status: Enabled\n  ObjectLockEnabled: true\n',
  },
  mappings: [],
  references: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html'],
  evaluate: ({ trailBucket }) => judge(trailBucket),
});
