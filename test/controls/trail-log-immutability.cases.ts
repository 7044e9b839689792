import { denied, TRAIL, trail, trailBucket } from '../support/trail.ts';
import type { Cases } from './cases.ts';

const given = (more: Parameters<typeof trailBucket>[0] = {}) => ({
  arn: TRAIL,
  facts: { trail: trail(), trailBucket: trailBucket(more) },
});
const none = { versioning: false, objectLock: false } as const;

export default {
  passes: {
    'object lock': given(),
    'versions that only MFA can delete': given({ objectLock: false, mfaDelete: true }),
    'object lock, though versioning cannot be read': given({ versioning: denied('s3:GetBucketVersioning') }),
  },
  fails: {
    'neither versions nor lock': { ...given(none), reasons: ['not-versioned audit-log'], severity: 'LOW' },
    'versions alone': { ...given({ objectLock: false }), reasons: ['not-locked audit-log'], severity: 'LOW' },
    'MFA delete without versions is none': {
      ...given({ ...none, mfaDelete: true }),
      reasons: ['not-versioned audit-log'],
      severity: 'LOW',
    },
  },
  notApplicable: {},
  notAvailable: {
    'the lock cannot be read': {
      ...given({ objectLock: denied('s3:GetBucketObjectLockConfiguration') }),
      why: /access denied: s3:GetBucketObjectLockConfiguration/,
    },
  },
  worse: { before: given({ objectLock: false }), after: given(none) },
} satisfies Cases;
