import { accountArn } from '#domain/resource.ts';
import type { Answer, Answers, Request } from './endpoint.ts';

/** The principals of the account of the tables: role team/web, user ann in group dev, and a policy that applies to all. */
export const IAM_ACCOUNT = '111122223333';
const iam = (resource: string): string => `arn:aws:iam::${IAM_ACCOUNT}:${resource}`;
export const ROLE = iam('role/team/web');
export const USER = iam('user/ann');
export const GROUP_OF_USERS = iam('group/dev');
export const POLICY = iam('policy/team/deploy');
export const PROFILE = iam('instance-profile/web');
export const WHOLE_ACCOUNT = accountArn({ partition: 'aws', account: IAM_ACCOUNT });

/** XML as IAM answers: lists of `member`. */
function xmlOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => `<member>${xmlOf(each)}</member>`).join('');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, each]) => `<${key}>${xmlOf(each)}</${key}>`)
      .join('');
  return String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
export const answer = (action: string, result: object): Answer => ({
  xml: `<${action}Response><${action}Result>${xmlOf(result)}</${action}Result></${action}Response>`,
});

const summary = (map: Readonly<Record<string, number>>): Answer => ({
  xml: `<GetAccountSummaryResponse><GetAccountSummaryResult><SummaryMap>${Object.entries(map)
    .map((entry) => `<entry><key>${entry[0]}</key><value>${entry[1]}</value></entry>`)
    .join('')}</SummaryMap></GetAccountSummaryResult></GetAccountSummaryResponse>`,
});

/** A document as IAM's API returns it. */
export const encoded = (document: unknown): string => encodeURIComponent(JSON.stringify(document));
export const allows = (action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
});
export const trusts = (service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
});

export const roleEntry = (name: string, more: object = {}) => ({
  Path: name === 'web' ? '/team/' : '/',
  RoleName: name,
  Arn: name === 'web' ? ROLE : iam(`role/${name}`),
  AssumeRolePolicyDocument: encoded(trusts('ecs-tasks.amazonaws.com')),
  Tags: [{ Key: 'owner', Value: 'me' }],
  ...more,
});
const profile = { InstanceProfileName: 'web', Arn: PROFILE, Roles: [roleEntry('web')] };
const attached = [{ PolicyName: 'deploy', PolicyArn: POLICY }];
const boundary = { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: POLICY };
const policyEntry = (version: string, action: string) => ({
  PolicyName: 'deploy',
  PolicyId: 'ANPA1',
  Arn: POLICY,
  DefaultVersionId: version,
  PolicyVersionList: [
    { VersionId: 'v1', IsDefaultVersion: false, Document: encoded(allows('s3:*')) },
    { VersionId: version, IsDefaultVersion: true, Document: encoded(allows(action)) },
  ],
});
const inline = (name: string, action: string) => ({
  PolicyName: name,
  PolicyDocument: encoded(allows(action)),
});
const named = ({ input }: Request, key: string): string => String(input[key]);

/** One page with all of it. */
const EVERYBODY = {
  IsTruncated: false,
  RoleDetailList: [
    roleEntry('web', {
      RolePolicyList: [inline('scale', 'ecs:UpdateService')],
      AttachedManagedPolicies: attached,
      PermissionsBoundary: boundary,
      InstanceProfileList: [profile],
    }),
    roleEntry('ec2', { AssumeRolePolicyDocument: encoded(trusts('ec2.amazonaws.com')) }),
  ],
  UserDetailList: [
    { Path: '/', UserName: 'ann', Arn: USER, GroupList: ['dev'], AttachedManagedPolicies: attached },
  ],
  GroupDetailList: [
    {
      Path: '/',
      GroupName: 'dev',
      Arn: GROUP_OF_USERS,
      GroupPolicyList: [inline('push', 'ecr:PutImage')],
      AttachedManagedPolicies: attached,
    },
  ],
  Policies: [policyEntry('v3', 'ecs:RunTask')],
};

export const IAM_ANSWERS: Answers = {
  'iam:GetRole': (request) =>
    answer('GetRole', { Role: { ...roleEntry(named(request, 'RoleName')), PermissionsBoundary: boundary } }),
  'iam:ListRolePolicies': answer('ListRolePolicies', { PolicyNames: ['scale'], IsTruncated: false }),
  'iam:GetRolePolicy': answer('GetRolePolicy', inline('scale', 'ecs:UpdateService')),
  'iam:ListAttachedRolePolicies': answer('ListAttachedRolePolicies', { AttachedPolicies: attached }),
  'iam:ListInstanceProfilesForRole': answer('ListInstanceProfilesForRole', { InstanceProfiles: [profile] }),
  'iam:GetUser': answer('GetUser', { User: { Path: '/', UserName: 'ann', Arn: USER } }),
  'iam:ListUserPolicies': answer('ListUserPolicies', { PolicyNames: ['own'] }),
  'iam:GetUserPolicy': answer('GetUserPolicy', inline('own', 'iam:PassRole')),
  'iam:ListAttachedUserPolicies': answer('ListAttachedUserPolicies', { AttachedPolicies: attached }),
  'iam:ListGroupsForUser': answer('ListGroupsForUser', {
    Groups: [{ GroupName: 'dev', Arn: GROUP_OF_USERS }],
  }),
  'iam:GetGroup': answer('GetGroup', {
    Group: { Path: '/', GroupName: 'dev', Arn: GROUP_OF_USERS },
    Users: [],
  }),
  'iam:ListGroupPolicies': answer('ListGroupPolicies', { PolicyNames: ['push'] }),
  'iam:GetGroupPolicy': answer('GetGroupPolicy', inline('push', 'ecr:PutImage')),
  'iam:ListAttachedGroupPolicies': answer('ListAttachedGroupPolicies', { AttachedPolicies: attached }),
  'iam:GetPolicy': answer('GetPolicy', {
    Policy: { Arn: POLICY, PolicyId: 'ANPA1', DefaultVersionId: 'v3' },
  }),
  'iam:GetPolicyVersion': answer('GetPolicyVersion', {
    PolicyVersion: { VersionId: 'v3', IsDefaultVersion: true, Document: encoded(allows('ecs:RunTask')) },
  }),
  'iam:GetAccountAuthorizationDetails': answer('GetAccountAuthorizationDetails', EVERYBODY),
  'iam:GetInstanceProfile': answer('GetInstanceProfile', { InstanceProfile: profile }),
  'iam:GetLoginProfile': answer('GetLoginProfile', { LoginProfile: { UserName: 'ann' } }),
  'iam:ListMFADevices': answer('ListMFADevices', { MFADevices: [] }),
  'iam:ListAccessKeys': answer('ListAccessKeys', {
    AccessKeyMetadata: [
      { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Active', CreateDate: '2026-01-01T00:00:00Z' },
    ],
  }),
  'iam:GetAccessKeyLastUsed': answer('GetAccessKeyLastUsed', {
    UserName: 'ann',
    AccessKeyLastUsed: { LastUsedDate: '2026-04-01T00:00:00Z', ServiceName: 'ecs', Region: 'eu-west-1' },
  }),
  'iam:GetAccountSummary': summary({
    AccountMFAEnabled: 1,
    AccountAccessKeysPresent: 0,
    AccountPasswordPresent: 1,
  }),
  'organizations:DescribeOrganization': { json: { Organization: { Id: 'o-exampleorgid' } } },
  'ecs:ListAccountSettings': {
    json: { settings: [{ name: 'tagResourceAuthorization', value: 'on' }] },
  },
};
