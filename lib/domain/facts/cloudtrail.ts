import type { LogBucketPolicy, Trail, TrailBucket, Trails } from '#domain/trail.ts';
import type { FactSpec } from './spec.ts';

/** What is read of the audit trail. */
export interface CloudTrailFacts {
  readonly trails: Trails;
  readonly trail: Trail;
  readonly trailBucket: TrailBucket;
  readonly logBucketPolicy: LogBucketPolicy;
}

export const CLOUDTRAIL_FACTS = {
  trails: {
    actions: ['cloudtrail:DescribeTrails', 'cloudtrail:GetTrailStatus', 'cloudtrail:GetEventSelectors'],
    bulk: [],
    needs: [],
    reads: ['AWS::CloudTrail::Trail'],
    readsUsers: false,
    identifies: false,
  },
  trail: {
    actions: ['cloudtrail:DescribeTrails', 'cloudtrail:GetTrailStatus'],
    bulk: [],
    needs: [],
    reads: [],
    readsUsers: false,
    identifies: true,
  },
  trailBucket: {
    actions: [
      's3:ListAllMyBuckets',
      's3:GetBucketPublicAccessBlock',
      's3:GetAccountPublicAccessBlock',
      's3:GetBucketPolicyStatus',
      's3:GetBucketAcl',
      's3:GetBucketOwnershipControls',
      's3:GetBucketVersioning',
      's3:GetBucketObjectLockConfiguration',
    ],
    bulk: [],
    needs: ['trail'],
    reads: ['AWS::S3::Bucket'],
    readsUsers: false,
    identifies: false,
  },
  logBucketPolicy: {
    actions: ['s3:GetBucketPolicy'],
    bulk: [],
    needs: ['trailBucket'],
    reads: ['AWS::S3::Bucket'],
    readsUsers: false,
    identifies: false,
  },
} as const satisfies Record<keyof CloudTrailFacts, FactSpec>;
