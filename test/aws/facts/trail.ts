import { expect } from 'vitest';
import type { ReadFactName } from '#domain/facts.ts';
import type { ReadContext } from '#domain/ports.ts';
import { regionalAccountArn } from '#domain/resource.ts';
import { AUDITED_SOURCES } from '#domain/trail.ts';
import { trail, trailBucket } from '../../support/trail.ts';
import type { Answers } from './endpoint.ts';

/** The trails of the account of the tables, and the bucket of their log. */
const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
export const ACCOUNT_IN_REGION = regionalAccountArn(PLACE);
export const TRAIL = `arn:aws:cloudtrail:eu-west-1:${PLACE.account}:trail/audit`;
const SHADOW = 'arn:aws:cloudtrail:us-east-1:999988887777:trail/organisation';

const TRAILS = {
  trailList: [
    { TrailARN: TRAIL, Name: 'audit', S3BucketName: 'audit-log', IsMultiRegionTrail: false },
    { TrailARN: SHADOW, Name: 'organisation', IsMultiRegionTrail: true, IsOrganizationTrail: true },
  ],
};
/** The policy of the bucket, which S3 answers as it is. */
const POLICY = { Version: '2012-10-17', Statement: [] };
const xml = (root: string, body: string) => ({ xml: `<${root}>${body}</${root}>` });

export const TRAIL_ANSWERS: Answers = {
  'cloudtrail:DescribeTrails': { json: TRAILS },
  'cloudtrail:GetTrailStatus': { json: { IsLogging: true, LatestDeliveryError: 'AccessDenied' } },
  'cloudtrail:GetEventSelectors': {
    json: { EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }] },
  },
  's3:ListAllMyBuckets': xml(
    'ListAllMyBucketsResult',
    '<Buckets><Bucket><Name>audit-log</Name></Bucket><Bucket><Name>audit-log-2</Name></Bucket></Buckets>',
  ),
  's3:GetBucketPublicAccessBlock': { error: 'NoSuchPublicAccessBlockConfiguration', status: 404 },
  's3:GetAccountPublicAccessBlock': xml(
    'PublicAccessBlockConfiguration',
    '<IgnorePublicAcls>true</IgnorePublicAcls><RestrictPublicBuckets>false</RestrictPublicBuckets>',
  ),
  's3:GetBucketPolicy': { json: POLICY },
  's3:GetBucketPolicyStatus': xml('PolicyStatus', '<IsPublic>true</IsPublic>'),
  's3:GetBucketAcl': xml(
    'AccessControlPolicy',
    '<AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group"><URI>http://acs.amazonaws.com/groups/global/AllUsers</URI></Grantee><Permission>READ</Permission></Grant></AccessControlList>',
  ),
  's3:GetBucketOwnershipControls': { error: 'OwnershipControlsNotFoundError', status: 404 },
  's3:GetBucketVersioning': xml('VersioningConfiguration', '<Status>Enabled</Status>'),
  's3:GetBucketObjectLockConfiguration': { error: 'ObjectLockConfigurationNotFoundError', status: 404 },
};

const some = (match: object): unknown => expect.objectContaining(match);
const denied = (what: string) => ({ unavailable: 'denied', what });
const refused = { error: 'AccessDenied', status: 403 };
const writes = { read: [], write: AUDITED_SOURCES };
const bucket = { known: { trail: trail() } };
const value = {
  name: 'audit-log',
  ignoresPublicAcls: true,
  restrictsPublicPolicies: false,
  policyPublic: true,
  publicGrants: ['AllUsers'],
  versioning: true,
  mfaDelete: false,
  objectLock: false,
};

/** One reading of the tables, or of what stands in their place. */
export interface Situation {
  readonly name: string;
  readonly fact: ReadFactName;
  readonly arn?: string;
  readonly answers?: Answers;
  readonly context?: Partial<ReadContext>;
  readonly reading: unknown;
}

/** What the readers make of them. */
export const TRAIL_SITUATIONS: readonly Situation[] = [
  {
    name: 'those of the region and of others, with what they take in',
    fact: 'trails',
    reading: {
      readAt: expect.any(String) as unknown,
      value: {
        trails: [
          {
            arn: TRAIL,
            name: 'audit',
            multiRegion: false,
            bucket: 'audit-log',
            kmsKey: undefined,
            logging: true,
            coverage: writes,
          },
          some({ arn: SHADOW, name: 'organisation', multiRegion: true, logging: true, coverage: writes }),
        ],
      },
    },
  },
  {
    name: 'one that may not be asked for its selectors',
    fact: 'trails',
    answers: { 'cloudtrail:GetEventSelectors': { error: 'AccessDeniedException' } },
    reading: some({
      value: { trails: [some({ coverage: denied('cloudtrail:GetEventSelectors') }), some({})] },
    }),
  },
  {
    name: 'one that is deleted while it is read records nothing',
    fact: 'trails',
    answers: { 'cloudtrail:GetTrailStatus': { error: 'TrailNotFoundException' } },
    reading: some({ value: { trails: [] } }),
  },
  {
    name: 'its settings and the error of its last delivery',
    fact: 'trail',
    reading: some({
      value: some({ arn: TRAIL, bucket: 'audit-log', deliveryErrors: ['AccessDenied'] }),
    }),
  },
  {
    name: 'its settings, though its status is refused',
    fact: 'trail',
    answers: { 'cloudtrail:GetTrailStatus': { error: 'AccessDeniedException' } },
    reading: some({ value: some({ deliveryErrors: denied('cloudtrail:GetTrailStatus') }) }),
  },
  {
    name: 'one that is gone',
    fact: 'trail',
    answers: { 'cloudtrail:DescribeTrails': { json: { trailList: [] } } },
    reading: { missing: true },
  },
  {
    name: 'a setting that is not there is not set',
    fact: 'trailBucket',
    context: bucket,
    reading: { value },
  },
  {
    name: 'each setting that is refused says so by itself',
    fact: 'trailBucket',
    context: bucket,
    answers: { 's3:GetBucketVersioning': refused, 's3:GetAccountPublicAccessBlock': refused },
    reading: {
      value: {
        ...value,
        ignoresPublicAcls: denied('s3:GetAccountPublicAccessBlock'),
        restrictsPublicPolicies: denied('s3:GetAccountPublicAccessBlock'),
        versioning: denied('s3:GetBucketVersioning'),
        mfaDelete: denied('s3:GetBucketVersioning'),
      },
    },
  },
  {
    name: 'with ACLs disabled no grant counts',
    fact: 'trailBucket',
    context: bucket,
    answers: {
      's3:GetBucketOwnershipControls': xml(
        'OwnershipControls',
        '<Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule>',
      ),
    },
    reading: { value: { ...value, publicGrants: [] } },
  },
  {
    name: 'the policy of the bucket',
    fact: 'logBucketPolicy',
    context: { known: { trailBucket: trailBucket() } },
    reading: { value: { document: JSON.stringify(POLICY) } },
  },
  {
    name: 'a bucket without a policy',
    fact: 'logBucketPolicy',
    context: { known: { trailBucket: trailBucket() } },
    answers: { 's3:GetBucketPolicy': { error: 'NoSuchBucketPolicy', status: 404 } },
    reading: { value: {} },
  },
  {
    name: 'a policy that is refused',
    fact: 'logBucketPolicy',
    context: { known: { trailBucket: trailBucket() } },
    answers: { 's3:GetBucketPolicy': refused },
    reading: denied('s3:GetBucketPolicy'),
  },
  {
    name: 'a bucket that lies elsewhere is not asked for its policy',
    fact: 'logBucketPolicy',
    reading: { unavailable: 'unreadable', what: 'the bucket of the trail' },
  },
  {
    name: 'a bucket that is not among ours lies elsewhere',
    fact: 'trailBucket',
    context: bucket,
    answers: { 's3:ListAllMyBuckets': xml('ListAllMyBucketsResult', '<Buckets></Buckets>') },
    reading: { unavailable: 'elsewhere', what: "bucket audit-log, which is not among this account's" },
  },
];
