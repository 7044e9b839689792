import type { PolicyDocument, PrincipalRecord } from '#domain/identity.ts';
import type { Severity } from '#domain/severity.ts';
import { allow, deny, document, group, role, user } from '../support/holders.ts';
import { TRAIL, trail, trailBucket } from '../support/trail.ts';
import type { Cases, Given } from './cases.ts';

/** The bucket lies where its trail does. */
const ARN = TRAIL.replace('111122223333', '123456789012');
const OBJECTS = 'arn:aws:s3:::audit-log/*';
const given = (
  principals: readonly PrincipalRecord[],
  says: {
    readonly policy?: PolicyDocument;
    readonly parameters?: Given['parameters'];
    readonly organization?: boolean;
  } = {},
): Given => ({
  facts: {
    trail: trail({ organization: says.organization ?? false }),
    trailBucket: trailBucket(),
    logBucketPolicy: says.policy ? { document: says.policy.document } : {},
    accountPrincipals: { principals },
  },
  parameters: says.parameters ?? {},
  arn: ARN,
});
const fails = (each: Given, severity: Severity, ...reasons: readonly string[]) => ({
  ...each,
  reasons: ['log-in-account audit-log', ...reasons],
  severity,
});
const set = { parameters: { logReaders: ['auditor'] } };

const READ = allow('s3:GetObject', { Resource: OBJECTS });
const DELETE = allow('s3:DeleteObject', { Resource: OBJECTS });
const bucketPolicy = (...statements: readonly object[]) => document(statements, 'bucket');
const open = (Principal: unknown, Action: string) => ({
  Effect: 'Allow',
  Principal,
  Action,
  Resource: OBJECTS,
});
const DENY_ALL = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: ['arn:aws:s3:::audit-log', OBJECTS],
};

export default {
  passes: {
    'a trail of the organisation, and nobody reads it': given([role(allow('ecs:*'))], { organization: true }),
    'a trail of the organisation, and its readers': given([user(READ, { name: 'auditor' })], {
      ...set,
      organization: true,
    }),
  },
  fails: {
    'nobody, but the bucket is in the account': fails(given([]), 'LOW'),
    'other buckets': fails(given([role(allow('s3:*', { Resource: 'arn:aws:s3:::shop/*' }))]), 'LOW'),
    'a reader, while nobody said who they are': fails(given([user(READ)]), 'LOW', 'log-access user/ana read'),
    'a reader beside the list': fails(given([user(READ)], set), 'MEDIUM', 'log-access user/ana read'),
    'a reader on the list': fails(given([user(READ, { name: 'auditor' })], set), 'LOW'),
    'who can delete, while nobody said who reads': fails(
      given([role(DELETE)]),
      'MEDIUM',
      'log-access role/deploy delete',
    ),
    'who can delete': fails(given([role([DELETE, READ])], set), 'HIGH', 'log-access role/deploy delete'),
    'who can change the policy': fails(
      given([role(allow('s3:PutBucketPolicy'))], set),
      'HIGH',
      'log-access role/deploy delete',
    ),
    'an administrator, while nobody said who reads': fails(given([user(allow('*'))]), 'LOW'),
    'an administrator beside the list': fails(
      given([user(allow('*'))], set),
      'HIGH',
      'log-access user/ana delete',
    ),
    'an administrator on purpose': fails(
      given([role(allow('*'), { name: 'OrganizationAccountAccessRole' })], set),
      'LOW',
    ),
    'a Deny of the bucket keeps all out': fails(
      given([user(allow('s3:*'))], { ...set, policy: bucketPolicy(DENY_ALL) }),
      'LOW',
    ),
    'a Deny of the principal': fails(given([user([READ, deny('s3:*')])], set), 'LOW'),
    'the policy of the bucket lets a role in': fails(
      given([role([])], {
        ...set,
        policy: bucketPolicy(open({ AWS: 'arn:aws:iam::123456789012:role/deploy' }, 's3:GetObject')),
      }),
      'MEDIUM',
      'log-access role/deploy read',
    ),
    'the policy of the bucket lets another account in': fails(
      given([], { ...set, policy: bucketPolicy(open({ AWS: '999988887777' }, 's3:*')) }),
      'HIGH',
      'foreign-access 999988887777 delete',
      'foreign-access 999988887777 read',
    ),
    'the policy of the bucket lets a trusted account in': fails(
      given([], {
        parameters: { ...set.parameters, trustedAccounts: ['999988887777'] },
        policy: bucketPolicy(open({ AWS: '999988887777' }, 's3:GetObject')),
      }),
      'LOW',
    ),
    'CloudTrail itself writes': fails(
      given([], {
        ...set,
        policy: bucketPolicy(open({ Service: 'cloudtrail.amazonaws.com' }, 's3:PutObject')),
      }),
      'LOW',
    ),
    'a group acts by its members': fails(given([group(DELETE)], set), 'LOW'),
    'a role of AWS': fails(
      given([role(DELETE, { path: '/aws-service-role/config.amazonaws.com/' })], set),
      'LOW',
    ),
    'somebody whose limits are not known is not said to have it': fails(
      given([user(DELETE, { unread: ['permissions boundary x'] })], set),
      'LOW',
    ),
  },
  notApplicable: {
    'a file that names nobody': {
      facts: {
        trail: trail(),
        trailBucket: trailBucket(),
        logBucketPolicy: {},
        accountPrincipals: { principals: [], isSilent: true },
      },
      arn: ARN,
      why: /says nothing of users and roles/,
    },
  },
  notAvailable: {
    'a policy of the bucket that is none': {
      ...given([], { policy: { name: 'bucket', document: 'x' } }),
      why: /policy of the bucket cannot be read/,
    },
  },
  worse: { before: given([user(READ)], set), after: given([user([READ, DELETE])], set) },
} satisfies Cases;
