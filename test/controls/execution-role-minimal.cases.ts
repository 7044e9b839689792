import type { PrincipalRecord } from '#domain/identity.ts';
import type { Unavailable } from '#domain/reading.ts';
import type { Severity } from '#domain/severity.ts';
import { container, family, revision, taskDefinition } from '../support/facts.ts';
import { allow, deny, document, roleOf } from '../support/holders.ts';
import type { Cases, Given } from './cases.ts';

const ROLE = 'arn:aws:iam::123456789012:role/pull';
const execution = (
  statements: object | readonly object[],
  says: Partial<PrincipalRecord> = {},
): PrincipalRecord => roleOf('ecs-tasks.amazonaws.com', statements, { name: 'pull', ...says });
const given = (role: PrincipalRecord | Unavailable | { readonly missing: true }): Given => ({
  facts: {
    family: family([revision(1, taskDefinition([container('web')], { executionRole: ROLE }))]),
    rolePolicies: { [ROLE]: role },
  },
});
const may = (...statements: readonly object[]) => given(execution(statements));
const fails = (each: Given, severity: Severity, ...what: readonly string[]) => ({
  ...each,
  reasons: what.map((one) => `too-much pull ${one}`),
  severity,
});

/** AmazonECSTaskExecutionRolePolicy, version 1. */
const MANAGED = allow([
  'ecr:GetAuthorizationToken',
  'ecr:BatchCheckLayerAvailability',
  'ecr:GetDownloadUrlForLayer',
  'ecr:BatchGetImage',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
]);
const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/db-AbCdEf';

export default {
  passes: {
    'the managed policy': may(MANAGED),
    'named secrets and parameters': may(
      MANAGED,
      allow(['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], { Resource: SECRET }),
      allow('ssm:GetParameters', { Resource: 'arn:aws:ssm:eu-west-1:123456789012:parameter/shop/*' }),
      allow('kms:Decrypt', { Resource: 'arn:aws:kms:eu-west-1:123456789012:key/1' }),
    ),
    'environment files': may(
      MANAGED,
      allow(['s3:GetObject', 's3:GetBucketLocation'], { Resource: 'arn:aws:s3:::env/*' }),
    ),
    'a pull-through cache': may(MANAGED, allow(['ecr:CreateRepository', 'ecr:BatchImportUpstreamImage'])),
    'secrets with a tag': may(
      allow('secretsmanager:GetSecretValue', {
        Condition: { StringEquals: { 'aws:ResourceTag/app': 'web' } },
      }),
    ),
    'a Deny of the rest': may(MANAGED, allow('dynamodb:*'), deny('dynamodb:*')),
    'a boundary': given(execution([MANAGED, allow('s3:*')], { boundary: document(MANAGED) })),
  },
  fails: {
    'every secret': fails(
      may(MANAGED, allow('secretsmanager:GetSecretValue')),
      'MEDIUM',
      'secretsmanager:GetSecretValue',
    ),
    'every secret of a region': fails(
      may(
        allow('secretsmanager:GetSecretValue', {
          Resource: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:*',
        }),
      ),
      'MEDIUM',
      'secretsmanager:GetSecretValue',
    ),
    'every parameter': fails(may(allow('ssm:Get*')), 'MEDIUM', 'ssm read', 'ssm:GetParameters'),
    'reads of another service': fails(
      may(MANAGED, allow('dynamodb:GetItem', { Resource: 'arn:aws:dynamodb:*:*:table/shop' })),
      'MEDIUM',
      'dynamodb read',
    ),
    'writes of another service': fails(
      may(MANAGED, allow('dynamodb:*', { Resource: 'arn:aws:dynamodb:*:*:table/shop' })),
      'HIGH',
      'dynamodb write',
    ),
    'writes to a bucket': fails(
      may(allow('s3:PutObject', { Resource: 'arn:aws:s3:::env/*' })),
      'HIGH',
      's3 write',
    ),
    'pushes to one repository': fails(
      may(allow(['ecr:PutImage', 'ecr:UploadLayerPart'], { Resource: 'arn:aws:ecr:*:*:repository/team/*' })),
      'MEDIUM',
      'ecr push',
    ),
    'pushes to every repository': fails(may(allow('ecr:PutImage')), 'HIGH', 'ecr push'),
    'deletes images': fails(may(allow('ecr:BatchDeleteImage')), 'HIGH', 'ecr write'),
    'what belongs to the task role': fails(
      may(MANAGED, allow('ssmmessages:*')),
      'MEDIUM',
      'ssmmessages write',
    ),
    'an administrator': fails(may(allow('*')), 'HIGH', '*'),
    'all but IAM': fails(may({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }), 'HIGH', '*'),
    'read well enough though another policy was not': fails(
      given(execution(allow('sqs:SendMessage'), { unread: ['policy/x'] })),
      'HIGH',
      'sqs write',
    ),
  },
  notApplicable: {
    'no execution role': {
      facts: {
        family: family([revision(1, taskDefinition([container('web')], { executionRole: undefined }))]),
        rolePolicies: {},
      },
      why: /has no execution role/,
    },
    'a role that does not exist': { ...given({ missing: true }), why: /does not exist/ },
  },
  notAvailable: {
    'a role that may not be read': {
      ...given({ unavailable: 'denied', what: 'iam:GetRole' }),
      why: /access denied: iam:GetRole/,
    },
    'a policy that was not read': {
      ...given(execution(MANAGED, { unread: ['policy/x'] })),
      why: /not read: policy\/x/,
    },
  },
  worse: {
    before: may(MANAGED, allow('secretsmanager:GetSecretValue')),
    after: may(MANAGED, allow(['secretsmanager:GetSecretValue', 'sqs:SendMessage'])),
  },
} satisfies Cases;
