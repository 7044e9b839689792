import { type Fields, fieldsOf, unresolved } from '#domain/normalise/fields.ts';
import { toTrail } from '#domain/normalise/trail.ts';
import { toTrailBucket } from '#domain/normalise/trail-bucket.ts';
import type { Trail, TrailBucket } from '#domain/trail.ts';
import { isPublicPolicy } from './public-policy.ts';
import { outside, type Reader } from './reader.ts';

/** A trail as the template asks for it; nothing has been delivered yet. */
export const readTrail: Reader<Trail> = ({ arn, declared: { logicalId, properties } }, account) => {
  const {
    TrailName,
    IsMultiRegionTrail,
    IsOrganizationTrail,
    EnableLogFileValidation,
    KMSKeyId,
    S3BucketName,
  } = properties;
  const raw = {
    trailARN: arn,
    name: TrailName ?? account.names.ref(logicalId),
    isMultiRegionTrail: IsMultiRegionTrail,
    isOrganizationTrail: IsOrganizationTrail,
    logFileValidationEnabled: EnableLogFileValidation,
    kmsKeyId: isSurelyThere(KMSKeyId) ? unresolved(KMSKeyId) : KMSKeyId,
    s3BucketName: S3BucketName,
  };
  return { value: toTrail(raw, {}) };
};

/** Functions that cannot give nothing, as a `Ref` to an empty parameter can: what they give matters to no control. */
const isSurelyThere = (raw: unknown): boolean => {
  const fields = fieldsOf(raw) ?? {};
  return 'Fn::GetAtt' in fields || 'Fn::ImportValue' in fields;
};

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  PublicRead: ['AllUsers'],
  PublicReadWrite: ['AllUsers'],
  AuthenticatedRead: ['AuthenticatedUsers'],
};

/** The bucket of a trail, if the template makes it. That the account blocks public access besides is not assumed. */
export const readTrailBucket: Reader<TrailBucket> = ({ declared: { properties: trail } }, account) => {
  const named = trail['S3BucketName'];
  const bucket = account.made('AWS::S3::Bucket', named);
  if (!bucket) return outside('the bucket of a trail that the template does not make');
  const { properties } = bucket;
  const setting = (name: string): unknown => settingOf(properties, name);
  return {
    value: toTrailBucket(account.names.ref(bucket.logicalId) ?? '', {
      bucketBlock: truths(setting('PublicAccessBlockConfiguration')),
      accountBlock: undefined,
      policyStatus: isPublicPolicy(bucket, account),
      acl: aclOf(setting('AccessControl')),
      ownership: setting('OwnershipControls'),
      versioning: setting('VersioningConfiguration'),
      objectLock: lockOf(setting('ObjectLockEnabled')),
    }),
  };
};

/** A setting of a bucket, or why it is not known before deployment. */
function settingOf(properties: Fields, name: string): unknown {
  const raw = properties[name];
  const why = [raw, ...Object.values(fieldsOf(raw) ?? {})].map(unresolved).find((each) => each !== undefined);
  return why === undefined ? raw : { unavailable: 'unreadable', what: `${name} of the bucket (${why})` };
}

/** CloudFormation takes texts for booleans. */
const truths = (raw: unknown): unknown => {
  const fields = fieldsOf(raw);
  if (!fields || 'unavailable' in fields) return raw;
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, isTrue(value)]));
};
const isTrue = (value: unknown): boolean => String(value).toLowerCase() === 'true';

const lockOf = (raw: unknown): unknown =>
  fieldsOf(raw) ? raw : { ObjectLockEnabled: isTrue(raw) ? 'Enabled' : 'Disabled' };

/** A canned ACL as the grants that it stands for (S3 guide, "Canned ACL"). */
const aclOf = (raw: unknown): unknown => {
  if (fieldsOf(raw)) return raw;
  const groups = typeof raw === 'string' && Object.hasOwn(GROUPS, raw) ? (GROUPS[raw] ?? []) : [];
  return {
    Grants: groups.map((group) => ({ Grantee: { URI: `http://acs.amazonaws.com/groups/global/${group}` } })),
  };
};
