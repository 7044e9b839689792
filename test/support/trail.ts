import {
  AUDITED_SOURCES,
  type Coverage,
  type RegionalTrail,
  type Trail,
  type TrailBucket,
} from '#domain/trail.ts';

export const TRAIL = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/audit';
const BUCKET = 'audit-log';

export const ALL: Coverage = { read: AUDITED_SOURCES, write: AUDITED_SOURCES };

/** A trail that records everything everywhere. */
export const regionalTrail = (more: Partial<RegionalTrail> = {}): RegionalTrail => ({
  arn: TRAIL,
  name: 'audit',
  multiRegion: true,
  bucket: BUCKET,
  kmsKey: 'arn:aws:kms:us-east-1:111122223333:key/1',
  logging: true,
  coverage: ALL,
  ...more,
});

export const trail = (more: Partial<Trail> = {}): Trail => ({
  arn: TRAIL,
  name: 'audit',
  multiRegion: true,
  organization: false,
  validation: true,
  kmsKey: 'arn:aws:kms:us-east-1:111122223333:key/1',
  bucket: BUCKET,
  deliveryErrors: [],
  ...more,
});

/** A bucket that is shut and locked. */
export const trailBucket = (more: Partial<TrailBucket> = {}): TrailBucket => ({
  name: BUCKET,
  ignoresPublicAcls: true,
  restrictsPublicPolicies: true,
  policyPublic: false,
  publicGrants: [],
  versioning: true,
  mfaDelete: false,
  objectLock: true,
  ...more,
});

export const denied = (what: string) => ({ unavailable: 'denied', what }) as const;
