import type {
  Credentials,
  Organization,
  RootCredentials,
  TagAuthorization,
  UsedAs,
} from '#domain/credentials.ts';
import type { AccountPrincipals, PrincipalRecord, RoleTrust } from '#domain/identity.ts';
import type { HostRole, PassableRoles, RolePolicies } from '#domain/task-roles.ts';
import type { Action, FactSpec } from './spec.ts';

/** What is read of principals and their policies. */
export interface IamFacts {
  readonly principal: PrincipalRecord;
  readonly roleTrust: RoleTrust;
  readonly credentials: Credentials;
  readonly rootCredentials: RootCredentials;
  readonly organization: Organization;
  readonly tagAuthorization: TagAuthorization;
  readonly passableRoles: PassableRoles;
  readonly accountPrincipals: AccountPrincipals;
  readonly usedAs: UsedAs;
  readonly rolePolicies: RolePolicies;
  readonly hostRole: HostRole;
}

/** One page of all users, roles, groups and policies with all that is in them. */
const EVERYBODY = 'iam:GetAccountAuthorizationDetails';
const OF_POLICIES: readonly Action[] = ['iam:GetPolicy', 'iam:GetPolicyVersion'];
const OF_ROLES: readonly Action[] = [
  'iam:GetRole',
  'iam:ListRolePolicies',
  'iam:GetRolePolicy',
  'iam:ListAttachedRolePolicies',
  'iam:ListInstanceProfilesForRole',
  ...OF_POLICIES,
];
const OF_USERS: readonly Action[] = [
  'iam:GetUser',
  'iam:ListUserPolicies',
  'iam:GetUserPolicy',
  'iam:ListAttachedUserPolicies',
  'iam:ListGroupsForUser',
];
const OF_GROUPS: readonly Action[] = [
  'iam:GetGroup',
  'iam:ListGroupPolicies',
  'iam:GetGroupPolicy',
  'iam:ListAttachedGroupPolicies',
];
const NONE = { bulk: [], needs: [], reads: [], readsUsers: false, identifies: false } as const;

export const IAM_FACTS = {
  principal: {
    ...NONE,
    actions: [...OF_ROLES, ...OF_USERS, ...OF_GROUPS],
    bulk: [EVERYBODY],
    reads: ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Group'],
    identifies: true,
  },
  roleTrust: { ...NONE, actions: ['iam:GetRole'] },
  credentials: {
    ...NONE,
    actions: ['iam:GetLoginProfile', 'iam:ListMFADevices', 'iam:ListAccessKeys', 'iam:GetAccessKeyLastUsed'],
    bulk: ['iam:GenerateCredentialReport', 'iam:GetCredentialReport'],
    needs: ['principal'],
  },
  rootCredentials: { ...NONE, actions: ['iam:GetAccountSummary'] },
  organization: { ...NONE, actions: ['organizations:DescribeOrganization'] },
  tagAuthorization: { ...NONE, actions: ['ecs:ListAccountSettings'] },
  accountPrincipals: { ...NONE, actions: [EVERYBODY, ...OF_POLICIES] },
  passableRoles: { ...NONE, actions: [EVERYBODY, ...OF_POLICIES], needs: ['principal'] },
  usedAs: { ...NONE, actions: [], readsUsers: true },
  rolePolicies: {
    ...NONE,
    actions: OF_ROLES,
    bulk: [EVERYBODY],
    needs: ['family'],
    reads: ['AWS::IAM::Role'],
  },
  hostRole: {
    ...NONE,
    actions: ['iam:GetInstanceProfile', ...OF_ROLES],
    bulk: [EVERYBODY],
    needs: ['host'],
    reads: ['AWS::IAM::Role', 'AWS::EC2::Instance'],
  },
} as const satisfies Record<keyof IamFacts, FactSpec>;
