import { ACCOUNT, call, REGION, type Situation, situation } from './records.ts';

const TRAIL = ['Trail trail/audit', `Account root/${REGION}`];
const trailARN = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/audit`;
const trail = (name: string, request: Readonly<Record<string, unknown>> = { name: 'audit' }): Situation =>
  situation(name, call('cloudtrail', name, request), TRAIL);
const bucket = (name: string): Situation =>
  situation(name, call('s3', name, { bucketName: 'audit-log', Host: 's3.amazonaws.com' }), [
    'Bucket audit-log',
  ]);

/** One for each call on a trail or on a bucket that may hold its log. */
export const TRAIL_EVENTS: readonly Situation[] = [
  situation(
    'CreateTrail answers with the ARN',
    call(
      'cloudtrail',
      'CreateTrail',
      { name: 'audit', isMultiRegionTrail: false },
      { name: 'audit', trailARN },
    ),
    TRAIL,
  ),
  trail('UpdateTrail'),
  trail('DeleteTrail', { name: trailARN }),
  trail('StartLogging'),
  trail('StopLogging', { name: trailARN }),
  trail('PutEventSelectors', { trailName: 'audit' }),
  situation(
    'StopLogging of a trail of the organisation',
    call('cloudtrail', 'StopLogging', { name: trailARN.replace(ACCOUNT, '999988887777') }),
    ['ignored: belongs to account 999988887777'],
  ),
  bucket('DeleteBucket'),
  bucket('DeleteBucketOwnershipControls'),
  bucket('DeleteBucketPolicy'),
  bucket('DeleteBucketPublicAccessBlock'),
  bucket('PutBucketAcl'),
  bucket('PutBucketObjectLockConfiguration'),
  bucket('PutBucketOwnershipControls'),
  bucket('PutBucketPolicy'),
  bucket('PutBucketPublicAccessBlock'),
  bucket('PutBucketVersioning'),
  bucket('PutObjectLockConfiguration'),
];
