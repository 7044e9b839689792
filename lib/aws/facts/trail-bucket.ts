import type { Arn } from '#domain/arn.ts';
import { type BucketAnswers, toTrailBucket } from '#domain/normalise/trail-bucket.ts';
import { isUnavailable, type Unavailable } from '#domain/reading.ts';
import { placeOf } from '#domain/resource.ts';
import type { LiveAccount, Reader } from './account.ts';
import { CallFailed } from './calls/call.ts';
import { settle } from './failure.ts';

/** How S3 says that there is no such setting (S3 API reference, the errors of each call). */
const NOT_SET =
  /^(NoSuchPublicAccessBlockConfiguration|NoSuchBucketPolicy|OwnershipControlsNotFoundError|ObjectLockConfigurationNotFoundError)$/;

/** What S3 says of a setting; undefined where it is not set. */
async function setting(work: () => Promise<unknown>): Promise<unknown> {
  const answer = await settle(async () => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof CallFailed && error.cause instanceof Error && NOT_SET.test(error.cause.name))
        return undefined;
      throw error;
    }
  });
  return typeof answer === 'object' && answer !== null && 'missing' in answer
    ? ({ unavailable: 'unreadable', what: 'the bucket is gone' } satisfies Unavailable)
    : answer;
}

/** The bucket of a trail; one that is not among the account's own lies elsewhere, and is not asked for anything. */
export const readTrailBucket: Reader<'trailBucket'> = async ({ arn }, { known }, account) => {
  const bucket = known.trail?.bucket;
  if (typeof bucket !== 'string')
    return { unavailable: 'unreadable', what: `the bucket of the trail (${bucket?.unreadable ?? 'none'})` };
  const s3 = await account.s3(placeOf(arn).region);
  const { Buckets = [] } = await s3.listBuckets({ Prefix: bucket });
  if (!Buckets.some(({ Name }) => Name === bucket))
    return { unavailable: 'elsewhere', what: `bucket ${bucket}, which is not among this account's` };
  return { value: toTrailBucket(bucket, await answersOf(bucket, arn, account)) };
};

/** The policy of the bucket; S3 says as an error that there is none. */
export const readLogBucketPolicy: Reader<'logBucketPolicy'> = async ({ arn }, { known }, account) => {
  const { trailBucket } = known;
  if (!trailBucket) return { unavailable: 'unreadable', what: 'the bucket of the trail' };
  const s3 = await account.s3(placeOf(arn).region);
  const document = await setting(async () => (await s3.getBucketPolicy(trailBucket.name)).Policy);
  if (isUnavailable(document)) return document;
  return { value: document === undefined ? {} : { document } };
};

/** What is public is asked of the account only where the bucket's own settings do not shut it. */
async function answersOf(bucket: string, trail: Arn, account: LiveAccount): Promise<BucketAnswers> {
  const { region, account: own } = placeOf(trail);
  const s3 = await account.s3(region);
  const bucketBlock = await setting(
    async () => (await s3.getPublicAccessBlock(bucket)).PublicAccessBlockConfiguration,
  );
  return {
    bucketBlock,
    accountBlock: isShut(bucketBlock)
      ? undefined
      : await setting(async () => {
          const control = await account.s3Control(region);
          return (await control.getPublicAccessBlock(own)).PublicAccessBlockConfiguration;
        }),
    policyStatus: await setting(async () => (await s3.getBucketPolicyStatus(bucket)).PolicyStatus),
    acl: await setting(() => s3.getBucketAcl(bucket)),
    ownership: await setting(async () => (await s3.getBucketOwnershipControls(bucket)).OwnershipControls),
    versioning: await setting(() => s3.getBucketVersioning(bucket)),
    objectLock: await setting(
      async () => (await s3.getObjectLockConfiguration(bucket)).ObjectLockConfiguration,
    ),
  };
}

const isShut = (block: unknown): boolean =>
  typeof block === 'object' &&
  block !== null &&
  !isUnavailable(block) &&
  'IgnorePublicAcls' in block &&
  block.IgnorePublicAcls === true &&
  'RestrictPublicBuckets' in block &&
  block.RestrictPublicBuckets === true;
