import { denied, TRAIL, trail, trailBucket } from '../support/trail.ts';
import type { Cases } from './cases.ts';

const given = (more: Parameters<typeof trailBucket>[0] = {}) => ({
  arn: TRAIL,
  facts: { trail: trail(), trailBucket: trailBucket(more) },
});
const open = { ignoresPublicAcls: false, restrictsPublicPolicies: false } as const;

export default {
  passes: {
    'access is blocked': given(),
    'nothing is blocked, and nothing is public': given(open),
    'a public policy that is restricted': given({ policyPublic: true }),
    'a public grant that is ignored': given({ publicGrants: ['AllUsers'] }),
    'blocked, whatever could not be read behind it': given({
      policyPublic: denied('s3:GetBucketPolicyStatus'),
      publicGrants: denied('s3:GetBucketAcl'),
    }),
  },
  fails: {
    'a public policy': {
      ...given({ ...open, policyPublic: true }),
      reasons: ['public-policy audit-log'],
      severity: 'CRITICAL',
    },
    'a grant to everyone': {
      ...given({ ...open, publicGrants: ['AllUsers'] }),
      reasons: ['public-acl AllUsers'],
      severity: 'CRITICAL',
    },
    'a grant to everyone with an account': {
      ...given({ ...open, publicGrants: ['AuthenticatedUsers'] }),
      reasons: ['public-acl AuthenticatedUsers'],
      severity: 'CRITICAL',
    },
    'a public policy, though the ACL cannot be read': {
      ...given({ ...open, policyPublic: true, publicGrants: denied('s3:GetBucketAcl') }),
      reasons: ['public-policy audit-log'],
      severity: 'CRITICAL',
    },
  },
  notApplicable: {},
  notAvailable: {
    'the ACL cannot be read, and nothing ignores it': {
      ...given({ ...open, publicGrants: denied('s3:GetBucketAcl') }),
      why: /access denied: s3:GetBucketAcl/,
    },
    'what the account blocks cannot be read, and the policy is public': {
      ...given({ policyPublic: true, restrictsPublicPolicies: denied('s3:GetAccountPublicAccessBlock') }),
      why: /access denied: s3:GetAccountPublicAccessBlock/,
    },
  },
  worse: {
    before: given({ ...open, publicGrants: ['AuthenticatedUsers'] }),
    after: given({ ...open, publicGrants: ['AllUsers', 'AuthenticatedUsers'] }),
  },
} satisfies Cases;
