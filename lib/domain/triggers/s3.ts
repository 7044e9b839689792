import type { Arn } from '#domain/arn.ts';
import { instanceOfKey } from '#domain/docker-bench.ts';
import type { ChangeEvent } from '#domain/event.ts';
import { bucketArn, ec2Arn } from '#domain/resource.ts';
import { andThen, type Found, ignored, type ServiceEvents } from '#domain/trigger.ts';
import { checked, needed, said } from './names.ts';

/** The calls of S3, by their names in CloudTrail, that change what the log of a trail may suffer; no other is asked for. */
type S3Call =
  | 'DeleteBucket'
  | 'DeleteBucketOwnershipControls'
  | 'DeleteBucketLifecycle'
  | 'DeleteBucketPolicy'
  | 'DeleteBucketPublicAccessBlock'
  | 'PutBucketAcl'
  | 'PutBucketLifecycle'
  | 'PutBucketLifecycleConfiguration'
  | 'PutBucketObjectLockConfiguration'
  | 'PutBucketOwnershipControls'
  | 'PutBucketPolicy'
  | 'PutBucketPublicAccessBlock'
  | 'PutBucketVersioning'
  | 'PutObjectLockConfiguration';

/** Letters, digits, `.` and `-` (S3 guide, "Bucket naming rules"; old buckets have `_` and capitals too). */
const BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/;

/** The bucket of a call. */
export const bucketIn = (event: ChangeEvent): Found<readonly Arn[]> =>
  andThen(needed(said(event.request, 'bucketName'), 'bucket'), (name) =>
    andThen(checked(name, BUCKET, 'bucket name'), (valid) => [bucketArn(event.place, valid)]),
  );

const LIFECYCLE = 'when the log is deleted is no verdict on the trail; changing it is tampering';

/** The machine that a report of Docker Bench lies under: its cluster is looked at. What the report says is read, not believed. */
const reported = (event: ChangeEvent): Found<readonly Arn[]> =>
  andThen(needed(said(event.detail, 'object', 'key'), 'object'), (key) => {
    const instance = instanceOfKey(key);
    return instance === undefined
      ? ignored('it is no report of Docker Bench')
      : [ec2Arn(event.place, 'instance', instance)];
  });

/** A bucket has no verdicts of its own: its trails are looked at. */
export const S3: ServiceEvents<S3Call, 'Object Created'> = {
  service: 's3',
  triggers: [
    { resourceType: 'AWS::EC2::Instance', native: ['Object Created'], locate: reported, alters: [] },
    {
      resourceType: 'AWS::S3::Bucket',
      calls: [
        'DeleteBucketOwnershipControls',
        'DeleteBucketPolicy',
        'DeleteBucketPublicAccessBlock',
        'PutBucketAcl',
        'PutBucketObjectLockConfiguration',
        'PutBucketOwnershipControls',
        'PutBucketPolicy',
        'PutBucketPublicAccessBlock',
        'PutBucketVersioning',
        'PutObjectLockConfiguration',
      ],
      locate: bucketIn,
      alters: ['trailBucket'],
    },
    {
      resourceType: 'AWS::S3::Bucket',
      calls: ['DeleteBucket'],
      locate: bucketIn,
      alters: ['trailBucket'],
      deletes: true,
    },
  ],
  ignored: {
    DeleteBucketLifecycle: LIFECYCLE,
    PutBucketLifecycle: LIFECYCLE,
    PutBucketLifecycleConfiguration: LIFECYCLE,
  },
  conditions: {},
  reduced: [],
  fromOwnBucket: ['Object Created'],
};
