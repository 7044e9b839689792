import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import type { TrailBucket } from '#domain/trail.ts';
import { type Fields, fieldsOf, objectsOf, textOf } from './fields.ts';

/** What S3 says of a bucket, each answer or why there is none; undefined: S3 says that there is no such setting. */
export interface BucketAnswers {
  /** `PublicAccessBlockConfiguration` of the bucket and of the account. */
  readonly bucketBlock: unknown;
  readonly accountBlock: unknown;
  /** `PolicyStatus` of GetBucketPolicyStatus. */
  readonly policyStatus: unknown;
  /** GetBucketAcl. */
  readonly acl: unknown;
  /** `OwnershipControls` of GetBucketOwnershipControls. */
  readonly ownership: unknown;
  /** GetBucketVersioning. */
  readonly versioning: unknown;
  /** `ObjectLockConfiguration` of GetObjectLockConfiguration. */
  readonly objectLock: unknown;
}

/** A bucket from S3's answers. Never throws. */
export const toTrailBucket = (name: string, answers: BucketAnswers): TrailBucket => ({
  name,
  ignoresPublicAcls: either(answers, 'IgnorePublicAcls'),
  restrictsPublicPolicies: either(answers, 'RestrictPublicBuckets'),
  policyPublic: fromAnswer(answers.policyStatus, (fields) => fields['IsPublic'] === true),
  publicGrants: publicGrants(answers),
  versioning: fromAnswer(answers.versioning, (fields) => fields['Status'] === 'Enabled'),
  mfaDelete: fromAnswer(answers.versioning, (fields) => fields['MFADelete'] === 'Enabled'),
  objectLock: fromAnswer(answers.objectLock, (fields) => fields['ObjectLockEnabled'] === 'Enabled'),
});

const fromAnswer = <T>(answer: unknown, read: (fields: Fields) => T): T | Unavailable =>
  isUnavailable(answer) ? answer : read(fieldsOf(answer) ?? {});

/** Set for the bucket or for the account is set (S3 guide, "Blocking public access": the more restrictive holds). */
function either(
  { bucketBlock, accountBlock }: BucketAnswers,
  setting: 'IgnorePublicAcls' | 'RestrictPublicBuckets',
): boolean | Unavailable {
  const both = [bucketBlock, accountBlock].map((answer) =>
    fromAnswer(answer, (fields) => fields[setting] === true),
  );
  if (both.includes(true)) return true;
  return both.find(isUnavailable) ?? false;
}

const GROUPS = 'http://acs.amazonaws.com/groups/global/';

/** With "bucket owner enforced" ACLs no longer affect permissions (S3 guide, "Controlling ownership of objects"). */
function publicGrants({ acl, ownership }: BucketAnswers): readonly string[] | Unavailable {
  const rules = fromAnswer(ownership, (fields) => objectsOf(fields['Rules']));
  if (!isUnavailable(rules) && rules.some((rule) => rule['ObjectOwnership'] === 'BucketOwnerEnforced'))
    return [];
  const granted = fromAnswer(acl, (fields) =>
    objectsOf(fields['Grants']).flatMap((grant) => {
      const uri = textOf(fieldsOf(grant['Grantee'])?.['URI']);
      return uri?.startsWith(GROUPS) && !uri.endsWith('/LogDelivery') ? [uri.slice(GROUPS.length)] : [];
    }),
  );
  if (isUnavailable(granted)) return granted;
  // Grants that may be void: whether they are could not be read.
  return granted.length > 0 && isUnavailable(rules) ? rules : [...new Set(granted)].sort();
}
