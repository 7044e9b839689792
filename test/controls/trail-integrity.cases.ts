import { denied, TRAIL, trail } from '../support/trail.ts';
import type { Cases } from './cases.ts';

const given = (more: Parameters<typeof trail>[0] = {}) => ({ arn: TRAIL, facts: { trail: trail(more) } });
const unreadable = { unreadable: 'isMultiRegionTrail is not a boolean' };

export default {
  passes: { 'everything is set and delivered': given() },
  fails: {
    'files do not arrive': {
      ...given({ deliveryErrors: ['AccessDenied'] }),
      reasons: ['delivery-fails audit-log'],
      severity: 'HIGH',
    },
    'one region only': { ...given({ multiRegion: false }), reasons: ['single-region -'], severity: 'MEDIUM' },
    'absent means one region': {
      ...given({ multiRegion: undefined }),
      reasons: ['single-region -'],
      severity: 'MEDIUM',
    },
    'no validation': { ...given({ validation: false }), reasons: ['no-validation -'], severity: 'MEDIUM' },
    'no key': { ...given({ kmsKey: undefined }), reasons: ['no-kms-key -'], severity: 'LOW' },
    'a failure stands although the status cannot be read': {
      ...given({ validation: undefined, deliveryErrors: denied('cloudtrail:GetTrailStatus') }),
      reasons: ['no-validation -'],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {},
  notAvailable: {
    'the status cannot be read': {
      ...given({ deliveryErrors: denied('cloudtrail:GetTrailStatus') }),
      why: /access denied: cloudtrail:GetTrailStatus/,
    },
    'a setting cannot be read': {
      ...given({ multiRegion: unreadable }),
      why: /whether it is multi-region cannot be read/,
    },
  },
  worse: { before: given({ kmsKey: undefined }), after: given({ kmsKey: undefined, validation: false }) },
} satisfies Cases;
