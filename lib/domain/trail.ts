import type { Arn } from './arn.ts';
import type { Readable } from './readable.ts';
import type { Unavailable } from './reading.ts';

/** The services whose management events a trail has to record, by their names in CloudTrail (AUD-2). */
export const AUDITED_SOURCES = ['ecs.amazonaws.com', 'ecr.amazonaws.com', 'iam.amazonaws.com'] as const;
export type AuditedSource = (typeof AUDITED_SOURCES)[number];

/** The audited sources whose events a trail's selectors take in whole. */
export interface Coverage {
  readonly read: readonly AuditedSource[];
  readonly write: readonly AuditedSource[];
}

/** One trail as a region sees it: homed there, or a multi-region or organisation trail of elsewhere. */
export interface RegionalTrail {
  readonly arn: Arn;
  readonly name: string;
  readonly multiRegion: Readable<boolean>;
  readonly bucket: Readable<string>;
  readonly kmsKey: Readable<string>;
  readonly logging: boolean | Unavailable;
  readonly coverage: Coverage | Unavailable;
}

/** All trails that record what happens in a region. */
export interface Trails {
  readonly trails: readonly RegionalTrail[];
  /** An account file that is silent about trails: it neither names one nor says that there is none. */
  readonly isSilent?: true;
}

/** How a trail delivers and protects its log. */
export interface Trail {
  readonly arn: Arn;
  readonly name: string;
  readonly multiRegion: Readable<boolean>;
  readonly organization: Readable<boolean>;
  readonly validation: Readable<boolean>;
  readonly kmsKey: Readable<string>;
  readonly bucket: Readable<string>;
  /** The error of S3 or of the log group when the last file could not be delivered (GetTrailStatus). */
  readonly deliveryErrors: readonly string[] | Unavailable;
}

/** The bucket that a trail delivers to, each part as far as it could be read. */
export interface TrailBucket {
  readonly name: string;
  /** Block Public Access of the bucket and of the account together. */
  readonly ignoresPublicAcls: boolean | Unavailable;
  readonly restrictsPublicPolicies: boolean | Unavailable;
  /** Whether S3 itself calls the policy public (GetBucketPolicyStatus). */
  readonly policyPublic: boolean | Unavailable;
  /** The groups of everybody that the ACL grants to: `AllUsers`, `AuthenticatedUsers`; none where ACLs are disabled. */
  readonly publicGrants: readonly string[] | Unavailable;
  readonly versioning: boolean | Unavailable;
  readonly mfaDelete: boolean | Unavailable;
  readonly objectLock: boolean | Unavailable;
}

/** The policy of the bucket that a trail delivers to, as text or object; absent: it has none. */
export interface LogBucketPolicy {
  readonly document?: unknown;
}
