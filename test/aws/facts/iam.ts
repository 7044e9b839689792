import { expect } from 'vitest';
import { assembleFamily } from '#domain/family.ts';
import { toHost } from '#domain/normalise/container-instance.ts';
import { toTaskDefinition } from '#domain/normalise/task-definition.ts';
import type { ReadContext } from '#domain/ports.ts';
import { regionalAccountArn } from '#domain/resource.ts';
import { allowing, role } from '../../support/principals.ts';
import {
  allows,
  answer,
  GROUP_OF_USERS,
  IAM_ACCOUNT,
  POLICY,
  PROFILE,
  ROLE,
  trusts,
  USER,
} from './iam-answers.ts';
import type { Situation } from './trail.ts';

const some = (match: object): unknown => expect.objectContaining(match);
const gone = { error: 'NoSuchEntity', status: 404 };
const refused = { error: 'AccessDenied', status: 403 };
const denied = (what: string) => ({ unavailable: 'denied', what });
const known = (facts: ReadContext['known']) => ({ known: facts });

const deploy = { name: POLICY, version: 'v3', document: allows('ecs:RunTask') };
const TRUST = { name: 'trust policy', document: trusts('ecs-tasks.amazonaws.com') };
const WEB = {
  kind: 'role',
  arn: ROLE,
  path: '/team/',
  name: 'web',
  tags: { owner: 'me' },
  policies: [{ name: 'role/team/web inline scale', document: allows('ecs:UpdateService') }, deploy],
  groups: [],
  boundary: deploy,
  trust: TRUST,
  instanceProfiles: [PROFILE],
  unread: [],
};
const DEV = [{ name: 'group/dev inline push', document: allows('ecr:PutImage') }, deploy];

const PRINCIPALS: readonly Situation[] = [
  { name: 'a role with all that applies to it', fact: 'principal', reading: some({ value: WEB }) },
  {
    name: 'a role that is asked for without its path',
    fact: 'principal',
    arn: ROLE.replace('team/', ''),
    reading: some({ value: WEB }),
  },
  {
    name: 'a user, its own policies and its group’s apart',
    fact: 'principal',
    arn: USER,
    reading: some({
      value: some({
        kind: 'user',
        policies: [{ name: 'user/ann inline own', document: allows('iam:PassRole') }, deploy],
        groups: [{ arn: GROUP_OF_USERS, policies: DEV }],
        unread: [],
      }),
    }),
  },
  {
    name: 'a group',
    fact: 'principal',
    arn: GROUP_OF_USERS,
    reading: some({ value: some({ kind: 'group', policies: DEV }) }),
  },
  {
    name: 'a role that is not there',
    fact: 'principal',
    answers: { 'iam:GetRole': gone },
    reading: { missing: true },
  },
  {
    name: 'a role that is deleted half-way',
    fact: 'principal',
    answers: { 'iam:ListAttachedRolePolicies': gone },
    reading: { missing: true },
  },
  {
    name: 'an inline policy that is deleted half-way is left out',
    fact: 'principal',
    answers: { 'iam:GetRolePolicy': gone },
    reading: some({ value: some({ policies: [deploy], unread: [] }) }),
  },
  {
    name: 'a group that is deleted half-way gives nothing more',
    fact: 'principal',
    arn: USER,
    answers: { 'iam:GetGroup': gone },
    reading: some({ value: some({ groups: [], unread: [] }) }),
  },
  {
    name: 'an attached policy that cannot be found is not passed over',
    fact: 'principal',
    answers: { 'iam:GetPolicy': gone },
    reading: some({ value: some({ unread: [POLICY, `permissions boundary ${POLICY}`] }) }),
  },
  ...(['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListRolePolicies', 'iam:GetPolicyVersion'] as const).map(
    (action): Situation => ({
      name: `${action} is refused`,
      fact: 'principal',
      answers: { [action]: refused },
      reading: denied(action),
    }),
  ),
  {
    name: 'a document that is no JSON stays what it is',
    fact: 'principal',
    answers: {
      'iam:GetRolePolicy': answer('GetRolePolicy', { PolicyName: 'scale', PolicyDocument: '%7Bbroken' }),
    },
    reading: some({
      value: some({
        policies: [{ name: 'role/team/web inline scale', document: '%7Bbroken' }, deploy],
      }),
    }),
  },
];

const family = (taskRoleArn: string, executionRoleArn?: string) => {
  const arn = `arn:aws:ecs:eu-west-1:${IAM_ACCOUNT}:task-definition/web`;
  const definition = toTaskDefinition({
    taskDefinition: {
      family: 'web',
      revision: 7,
      status: 'ACTIVE',
      containerDefinitions: [{ name: 'app', image: 'nginx' }],
      taskRoleArn,
      executionRoleArn,
    },
  });
  const now = '2026-04-14T14:02:48.000Z';
  const value = assembleFamily(arn, `${arn}:7`, new Map([[`${arn}:7`, definition]]), [], now);
  return known(value ? { family: value } : {});
};
const host = (IamInstanceProfile?: object) =>
  known({ host: toHost({ InstanceId: 'i-1', ...(IamInstanceProfile && { IamInstanceProfile }) }) });

const ROLES: readonly Situation[] = [
  {
    name: 'of a family, each by its name',
    fact: 'rolePolicies',
    context: family(ROLE, 'pull'),
    reading: some({ value: { [ROLE]: WEB, pull: some({ name: 'pull', path: '/' }) } }),
  },
  {
    name: 'one that does not exist',
    fact: 'rolePolicies',
    context: family(ROLE),
    answers: { 'iam:GetRole': gone },
    reading: some({ value: { [ROLE]: { missing: true } } }),
  },
  {
    name: 'one that may not be read',
    fact: 'rolePolicies',
    context: family(ROLE),
    answers: { 'iam:GetRole': refused },
    reading: denied('iam:GetRole'),
  },
  {
    name: 'one of another account is not asked for',
    fact: 'rolePolicies',
    context: family('arn:aws:iam::444455556666:role/web'),
    reading: some({
      value: { 'arn:aws:iam::444455556666:role/web': { unavailable: 'elsewhere', what: 'role web' } },
    }),
  },
  {
    name: 'of the instance profile of a machine',
    fact: 'hostRole',
    context: host({ Arn: PROFILE }),
    reading: some({ value: WEB }),
  },
  {
    name: 'of a machine without a profile',
    fact: 'hostRole',
    context: host(),
    reading: { value: { none: true } },
  },
  {
    name: 'of a profile that is gone',
    fact: 'hostRole',
    context: host({ Arn: PROFILE }),
    answers: { 'iam:GetInstanceProfile': gone },
    reading: some({ value: { none: true } }),
  },
  {
    name: 'that tasks can be given, for whoever can give them',
    fact: 'passableRoles',
    context: known({ principal: role('deploy', { policies: [allowing(['ecs:RunTask', 'iam:PassRole'])] }) }),
    reading: some({ value: { roles: [WEB] } }),
  },
  {
    name: 'that tasks can be given, with a policy that is on no page',
    fact: 'passableRoles',
    answers: {
      'iam:GetAccountAuthorizationDetails': answer('GetAccountAuthorizationDetails', {
        RoleDetailList: [{ RoleName: 'web', Arn: ROLE, AttachedManagedPolicies: [{ PolicyArn: POLICY }] }],
      }),
    },
    reading: some({ value: { roles: [some({ policies: [deploy], unread: [] })] } }),
  },
  {
    name: 'everybody of the account',
    fact: 'accountPrincipals',
    reading: some({ value: { principals: expect.arrayContaining([WEB]) as unknown } }),
  },
  {
    name: 'everybody, with a policy that is on no page',
    fact: 'accountPrincipals',
    answers: {
      'iam:GetAccountAuthorizationDetails': answer('GetAccountAuthorizationDetails', {
        RoleDetailList: [{ RoleName: 'web', Arn: ROLE, AttachedManagedPolicies: [{ PolicyArn: POLICY }] }],
      }),
    },
    reading: some({ value: { principals: [some({ policies: [deploy], unread: [] })] } }),
  },
  {
    name: 'none is read for whoever can give none',
    fact: 'passableRoles',
    context: known({ principal: role('deploy', { policies: [allowing('ecs:*')] }) }),
    reading: { value: { roles: [], unneeded: true } },
  },
];

const REST: readonly Situation[] = [
  { name: 'who may take a role', fact: 'roleTrust', reading: some({ value: { trust: TRUST } }) },
  {
    name: 'a role that is not there',
    fact: 'roleTrust',
    answers: { 'iam:GetRole': gone },
    reading: { missing: true },
  },
  {
    name: 'a password, no device, one key; of its id the end',
    fact: 'credentials',
    reading: some({
      value: {
        consolePassword: true,
        mfaDevices: 0,
        accessKeys: [
          {
            id: 'MPLE',
            active: true,
            createdAt: '2026-01-01T00:00:00.000Z',
            lastUsedAt: '2026-04-01T00:00:00.000Z',
            lastUsedService: 'ecs',
          },
        ],
      },
    }),
  },
  {
    name: 'no password, an inactive key that was never used',
    fact: 'credentials',
    answers: {
      'iam:GetLoginProfile': gone,
      'iam:ListAccessKeys': answer('ListAccessKeys', {
        AccessKeyMetadata: [
          { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Inactive', CreateDate: '2026-01-01T00:00:00Z' },
        ],
      }),
      'iam:GetAccessKeyLastUsed': answer('GetAccessKeyLastUsed', {
        AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' },
      }),
    },
    reading: some({
      value: {
        consolePassword: false,
        mfaDevices: 0,
        accessKeys: [{ id: 'MPLE', active: false, createdAt: '2026-01-01T00:00:00.000Z' }],
      },
    }),
  },
  {
    name: 'devices that may not be listed are not taken for none',
    fact: 'credentials',
    answers: { 'iam:ListMFADevices': refused },
    reading: denied('iam:ListMFADevices'),
  },
  {
    name: 'the root user',
    fact: 'rootCredentials',
    reading: { value: { mfa: true, accessKeys: false, password: true } },
  },
  {
    name: 'the account in one region has no root user of its own',
    fact: 'rootCredentials',
    arn: regionalAccountArn({ partition: 'aws', region: 'eu-west-1', account: IAM_ACCOUNT }),
    reading: { value: { ofRegion: true } },
  },
  {
    name: 'a summary that does not say',
    fact: 'rootCredentials',
    answers: { 'iam:GetAccountSummary': answer('GetAccountSummary', {}) },
    reading: { unavailable: 'unreadable', what: 'iam:GetAccountSummary' },
  },
  { name: 'an organisation', fact: 'organization', reading: some({ value: { id: 'o-exampleorgid' } }) },
  {
    name: 'none',
    fact: 'organization',
    answers: { 'organizations:DescribeOrganization': { error: 'AWSOrganizationsNotInUseException' } },
    reading: some({ value: { none: true } }),
  },
  {
    name: 'refused',
    fact: 'organization',
    answers: { 'organizations:DescribeOrganization': { error: 'AccessDeniedException' } },
    reading: denied('organizations:DescribeOrganization'),
  },
  { name: 'by region', fact: 'tagAuthorization', reading: some({ value: { 'eu-west-1': 'on' } }) },
  {
    name: 'a region that may not be asked says so by itself',
    fact: 'tagAuthorization',
    answers: { 'ecs:ListAccountSettings': { error: 'AccessDeniedException' } },
    reading: some({ value: { 'eu-west-1': denied('ecs:ListAccountSettings') } }),
  },
  {
    name: 'a region that does not know the setting',
    fact: 'tagAuthorization',
    answers: { 'ecs:ListAccountSettings': { json: { settings: [] } } },
    reading: some({ value: { 'eu-west-1': some({ unavailable: 'unreadable' }) } }),
  },
];

export const IAM_SITUATIONS: readonly Situation[] = [...PRINCIPALS, ...ROLES, ...REST];
