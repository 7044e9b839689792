import type { FamilyUser } from '#domain/family.ts';
import type { PrincipalRecord } from '#domain/identity.ts';
import type { Unavailable } from '#domain/reading.ts';
import type { Severity } from '#domain/severity.ts';
import { container, family, revision, serviceUser, taskDefinition } from '../support/facts.ts';
import { allow, deny, document, roleOf } from '../support/holders.ts';
import type { Cases, Given } from './cases.ts';

const ROLE = 'arn:aws:iam::123456789012:role/web';
const task = (statements: object | readonly object[], says: Partial<PrincipalRecord> = {}): PrincipalRecord =>
  roleOf('ecs-tasks.amazonaws.com', statements, { name: 'web', ...says });

const given = (
  role: PrincipalRecord | Unavailable | { readonly missing: true },
  users: readonly FamilyUser[] = [],
): Given => ({
  facts: {
    family: family([revision(1, taskDefinition([container('web')], { taskRole: ROLE }), users)], users),
    rolePolicies: { [ROLE]: role },
  },
});
const may = (...statements: readonly object[]) => given(task(statements));
const fails = (each: Given, severity: Severity, ...what: readonly string[]) => ({
  ...each,
  reasons: what.map((one) => `too-much web ${one}`),
  severity,
});
const high = (each: Given, ...what: readonly string[]) => fails(each, 'HIGH', ...what);

const ADMIN = allow('*');
const withRole = (taskRole: object | string | undefined): Given => ({
  facts: {
    family: family([revision(1, taskDefinition([container('web')], { taskRole: taskRole as string }))]),
    rolePolicies: {},
  },
});

export default {
  passes: {
    'one bucket': may(allow('s3:*', { Resource: ['arn:aws:s3:::shop', 'arn:aws:s3:::shop/*'] })),
    'some actions on everything': may(
      allow(['s3:GetObject', 'dynamodb:PutItem', 'cloudwatch:PutMetricData']),
    ),
    'all reads of a service': may(allow(['s3:Get*', 's3:List*'])),
    'the channels of ECS Exec': may(allow('ssmmessages:*')),
    traces: may(allow('xray:*')),
    'tables with a tag': may(
      allow('dynamodb:*', { Condition: { StringEquals: { 'aws:ResourceTag/app': 'web' } } }),
    ),
    'its own service in ECS': may(
      allow('ecs:UpdateService', { Resource: 'arn:aws:ecs:*:*:service/prod/web' }),
    ),
    'what cannot be limited': may(allow(['ecs:PutAccountSetting', 'iam:CreateAccountAlias'])),
    'a Deny of the service': may(allow('s3:*'), deny('s3:*')),
    'a boundary': given(task(allow('s3:*'), { boundary: document(allow('s3:GetObject')) })),
    nothing: given(task([], { policies: [] })),
  },
  fails: {
    'all of S3': high(may(allow('s3:*')), 's3:*'),
    'all of S3 in every bucket': high(may(allow('s3:*', { Resource: 'arn:aws:s3:::*' })), 's3:*'),
    'all of DynamoDB in a region': high(
      may(allow('dynamodb:*', { Resource: 'arn:aws:dynamodb:eu-west-1:123456789012:*' })),
      'dynamodb:*',
    ),
    'several services': high(
      may(allow(['rds:*', 'secretsmanager:*', 'sqs:SendMessage'])),
      'rds:*',
      'secretsmanager:*',
    ),
    'a service but for a Deny': high(may(allow('s3:*'), deny('s3:DeleteBucket')), 's3:*'),
    'writes to IAM': high(may(allow('iam:CreateUser')), 'iam write'),
    'writes to ECS': high(may(allow(['ecs:RunTask', 'ecs:Describe*'])), 'ecs write'),
    'all of ECS': high(may(allow('ecs:*')), 'ecs:*'),
    'all but IAM': high(may({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }), '*'),
    'an administrator': high(may(ADMIN), '*'),
    'an administrator that the internet reaches': fails(
      given(task(ADMIN), [serviceUser('web', [1], { exposure: 'internet' })]),
      'CRITICAL',
      '*',
    ),
    'a whole service that the internet reaches': high(
      given(task(allow('s3:*')), [serviceUser('web', [1], { exposure: 'internet' })]),
      's3:*',
    ),
    'read well enough though another policy was not': high(
      given(task(allow('s3:*'), { unread: ['arn:aws:iam::123456789012:policy/x'] })),
      's3:*',
    ),
  },
  notApplicable: {
    'no task role': { ...withRole(undefined), why: /has no task role/ },
    'a role that does not exist': { ...given({ missing: true }), why: /does not exist, see task-role-trust/ },
  },
  notAvailable: {
    'a role of another account': {
      ...given({ unavailable: 'elsewhere', what: 'role web' }),
      why: /its task role was not read \(another account's/,
    },
    'a role that is not known before deployment': {
      ...withRole({ unreadable: 'Ref Role is not known before deployment' }),
      why: /its task role cannot be read/,
    },
    'a role that was not asked for': { ...withRole(ROLE), why: /was not read/ },
    'a policy that was not read': {
      ...given(task(allow('s3:GetObject'), { unread: ['policy/x'] })),
      why: /not read: policy\/x/,
    },
    'a boundary that was not read': {
      ...given(task(allow('s3:*'), { unread: ['permissions boundary policy/x'] })),
      why: /permissions boundary/,
    },
  },
  worse: { before: may(allow('s3:*')), after: may(allow(['s3:*', 'rds:*'])) },
} satisfies Cases;
