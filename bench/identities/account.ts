import type { Fields } from '#domain/normalise/fields.ts';
import { type Answer, type Answers, type Request } from '../../test/aws/facts/endpoint.ts';
import { answer, IAM_ANSWERS } from '../../test/aws/facts/iam-answers.ts';

export const ACCOUNT = '111122223333';
const iam = (resource: string): string => `arn:aws:iam::${ACCOUNT}:${resource}`;

/** How many of each there are. */
export interface Size {
  readonly roles: number;
  readonly users: number;
  readonly groups: number;
  readonly policies: number;
}
export const timesAsMany = ({ roles, users, groups, policies }: Size, factor: number): Size => ({
  roles: roles * factor,
  users: users * factor,
  groups: groups * factor,
  policies: policies * factor,
});

/** What a statement is about; a policy has two. */
const OF_ECS: readonly ((index: number) => object)[] = [
  () => ({ Effect: 'Allow', Action: ['ecs:Describe*', 'ecs:List*'], Resource: '*' }),
  (index) => ({
    Effect: 'Allow',
    Action: ['ecs:UpdateService', 'ecs:RunTask', 'ecs:RegisterTaskDefinition'],
    Resource: `arn:aws:ecs:*:${ACCOUNT}:*/team-${index}*`,
  }),
  (index) => ({ Effect: 'Allow', Action: 'iam:PassRole', Resource: iam(`role/r${index}`) }),
  () => ({ Effect: 'Allow', Action: ['ecr:BatchGetImage', 'ecr:PutImage'], Resource: '*' }),
  () => ({ Effect: 'Allow', Action: '*', Resource: '*' }),
  () => ({
    Effect: 'Deny',
    Action: 'ecs:Delete*',
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  }),
  () => ({ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' }),
];
const OF_OTHERS: readonly ((index: number) => object)[] = [
  (index) => ({ Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::bucket-${index}/*` }),
  () => ({ Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:Query'], Resource: '*' }),
  () => ({ Effect: 'Allow', Action: ['logs:*', 'cloudwatch:PutMetricData'], Resource: '*' }),
];
/** Every so many policies one is of ECS or ECR. */
const documentOf = (index: number, every: number): object => {
  const kinds = index % every === 0 ? OF_ECS : OF_OTHERS;
  return {
    Version: '2012-10-17',
    Statement: [0, 1].map((more) => kinds[(Math.floor(index / every) + more) % kinds.length]?.(index)),
  };
};
const encoded = (document: object): string => encodeURIComponent(JSON.stringify(document));

const SERVICES = ['ecs-tasks', 'lambda', 'ec2', 'codebuild'];
const trust = (index: number): object => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: `${SERVICES[index % SERVICES.length]}.amazonaws.com` },
      Action: 'sts:AssumeRole',
    },
  ],
});

interface Entry {
  readonly kind: 'User' | 'Group' | 'Role' | 'LocalManagedPolicy';
  readonly entry: Fields;
}

const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** The entries of such an account, in the order of their pages. */
export function entriesOf({ roles, users, groups, policies }: Size, every: number): readonly Entry[] {
  const attached = (index: number) => [
    { PolicyArn: iam(`policy/p${index % policies}`) },
    { PolicyArn: iam(`policy/p${(index * 7 + 1) % policies}`) },
  ];
  return [
    ...many(
      users,
      (index): Entry => ({
        kind: 'User',
        entry: {
          UserName: `u${index}`,
          Arn: iam(`user/u${index}`),
          GroupList: [`g${index % groups}`],
          AttachedManagedPolicies: attached(index),
        },
      }),
    ),
    ...many(
      groups,
      (index): Entry => ({
        kind: 'Group',
        entry: {
          GroupName: `g${index}`,
          Arn: iam(`group/g${index}`),
          AttachedManagedPolicies: attached(index),
        },
      }),
    ),
    ...many(
      roles,
      (index): Entry => ({
        kind: 'Role',
        entry: {
          RoleName: `r${index}`,
          Arn: iam(`role/r${index}`),
          AssumeRolePolicyDocument: encoded(trust(index)),
          AttachedManagedPolicies: attached(index),
          RolePolicyList: [{ PolicyName: 'own', PolicyDocument: encoded(documentOf(index, every)) }],
        },
      }),
    ),
    ...many(
      policies,
      (index): Entry => ({
        kind: 'LocalManagedPolicy',
        entry: {
          Arn: iam(`policy/p${index}`),
          PolicyVersionList: [
            { VersionId: 'v1', IsDefaultVersion: true, Document: encoded(documentOf(index, every)) },
          ],
        },
      }),
    ),
  ];
}

const LISTS = {
  User: 'UserDetailList',
  Group: 'GroupDetailList',
  Role: 'RoleDetailList',
  LocalManagedPolicy: 'Policies',
} as const;

/** IAM, as far as a sweep asks it. */
export function iamOf(entries: readonly Entry[]): Answers {
  const page = ({ input }: Request): Answer => {
    const wanted = Object.entries(input).flatMap(([key, value]) =>
      key.startsWith('Filter.') ? [value] : [],
    );
    const all = entries.filter(({ kind }) => wanted.length === 0 || wanted.includes(kind));
    const from = Number(input['Marker'] ?? 0);
    const some = all.slice(from, from + Number(input['MaxItems'] ?? 100));
    const next = from + some.length;
    return answer('GetAccountAuthorizationDetails', {
      ...Object.fromEntries(
        Object.entries(LISTS).map(([kind, list]) => [
          list,
          some.filter((each) => each.kind === kind).map(({ entry }) => entry),
        ]),
      ),
      IsTruncated: next < all.length,
      ...(next < all.length && { Marker: next }),
    });
  };
  const head =
    'user,arn,password_enabled,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_service,access_key_2_active';
  const rows = entries.flatMap(({ kind, entry }, index) =>
    kind === 'User'
      ? [
          `${String(entry['UserName'])},${String(entry['Arn'])},true,${index % 2 === 0},${index % 3 === 0},2026-01-01T00:00:00+00:00,N/A,N/A,false`,
        ]
      : [],
  );
  return {
    // The first look of a sweep is alone, and asks for its own.
    ...IAM_ANSWERS,
    'iam:GetAccountAuthorizationDetails': page,
    'iam:GenerateCredentialReport': answer('GenerateCredentialReport', { State: 'COMPLETE' }),
    'iam:GetCredentialReport': answer('GetCredentialReport', {
      Content: Buffer.from([head, ...rows].join('\n')).toString('base64'),
      GeneratedTime: '2100-01-01T00:00:00.000Z',
    }),
    'organizations:DescribeOrganization': { json: { Organization: { Id: 'o-exampleorgid' } } },
    'ecs:ListAccountSettings': { json: { settings: [{ name: 'tagResourceAuthorization', value: 'on' }] } },
  };
}
