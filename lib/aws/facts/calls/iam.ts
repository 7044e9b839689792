import {
  GenerateCredentialReportCommand,
  GetAccessKeyLastUsedCommand,
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsCommandInput,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  GetGroupCommand,
  GetGroupPolicyCommand,
  GetInstanceProfileCommand,
  GetLoginProfileCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  IAMClient,
  type IAMClientConfig,
  ListAccessKeysCommand,
  ListAttachedGroupPoliciesCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupPoliciesCommand,
  ListGroupsForUserCommand,
  ListInstanceProfilesForRoleCommand,
  ListMFADevicesCommand,
  ListRolePoliciesCommand,
  ListUserPoliciesCommand,
} from '@aws-sdk/client-iam';
import type { Call } from './call.ts';

/** Where a list goes on. */
interface Onwards {
  readonly Marker?: string;
}

/** The calls of IAM that facts make; each named by its own IAM action. IAM is one for all regions of a partition. */
export function iamCalls(config: IAMClientConfig, call: Call) {
  const client = new IAMClient(config);
  return {
    getAccountAuthorizationDetails: (input: GetAccountAuthorizationDetailsCommandInput) =>
      call('iam:GetAccountAuthorizationDetails', () =>
        client.send(new GetAccountAuthorizationDetailsCommand(input)),
      ),
    getAccountSummary: () =>
      call('iam:GetAccountSummary', () => client.send(new GetAccountSummaryCommand({}))),
    generateCredentialReport: () =>
      call('iam:GenerateCredentialReport', () => client.send(new GenerateCredentialReportCommand({}))),
    getCredentialReport: () =>
      call('iam:GetCredentialReport', () => client.send(new GetCredentialReportCommand({}))),
    getPolicy: (PolicyArn: string) =>
      call('iam:GetPolicy', () => client.send(new GetPolicyCommand({ PolicyArn }))),
    getPolicyVersion: (PolicyArn: string, VersionId: string) =>
      call('iam:GetPolicyVersion', () => client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }))),
    getInstanceProfile: (InstanceProfileName: string) =>
      call('iam:GetInstanceProfile', () =>
        client.send(new GetInstanceProfileCommand({ InstanceProfileName })),
      ),
    ...ofRoles(client, call),
    ...ofUsers(client, call),
    ...ofGroups(client, call),
  };
}
export type IamCalls = ReturnType<typeof iamCalls>;

const ofRoles = (client: IAMClient, call: Call) => ({
  getRole: (RoleName: string) => call('iam:GetRole', () => client.send(new GetRoleCommand({ RoleName }))),
  listRolePolicies: (RoleName: string, on: Onwards) =>
    call('iam:ListRolePolicies', () => client.send(new ListRolePoliciesCommand({ RoleName, ...on }))),
  getRolePolicy: (RoleName: string, PolicyName: string) =>
    call('iam:GetRolePolicy', () => client.send(new GetRolePolicyCommand({ RoleName, PolicyName }))),
  listAttachedRolePolicies: (RoleName: string, on: Onwards) =>
    call('iam:ListAttachedRolePolicies', () =>
      client.send(new ListAttachedRolePoliciesCommand({ RoleName, ...on })),
    ),
  listInstanceProfilesForRole: (RoleName: string, on: Onwards) =>
    call('iam:ListInstanceProfilesForRole', () =>
      client.send(new ListInstanceProfilesForRoleCommand({ RoleName, ...on })),
    ),
});

const ofUsers = (client: IAMClient, call: Call) => ({
  getUser: (UserName: string) => call('iam:GetUser', () => client.send(new GetUserCommand({ UserName }))),
  listUserPolicies: (UserName: string, on: Onwards) =>
    call('iam:ListUserPolicies', () => client.send(new ListUserPoliciesCommand({ UserName, ...on }))),
  getUserPolicy: (UserName: string, PolicyName: string) =>
    call('iam:GetUserPolicy', () => client.send(new GetUserPolicyCommand({ UserName, PolicyName }))),
  listAttachedUserPolicies: (UserName: string, on: Onwards) =>
    call('iam:ListAttachedUserPolicies', () =>
      client.send(new ListAttachedUserPoliciesCommand({ UserName, ...on })),
    ),
  listGroupsForUser: (UserName: string, on: Onwards) =>
    call('iam:ListGroupsForUser', () => client.send(new ListGroupsForUserCommand({ UserName, ...on }))),
  getLoginProfile: (UserName: string) =>
    call('iam:GetLoginProfile', () => client.send(new GetLoginProfileCommand({ UserName }))),
  listMfaDevices: (UserName: string, on: Onwards) =>
    call('iam:ListMFADevices', () => client.send(new ListMFADevicesCommand({ UserName, ...on }))),
  listAccessKeys: (UserName: string, on: Onwards) =>
    call('iam:ListAccessKeys', () => client.send(new ListAccessKeysCommand({ UserName, ...on }))),
  getAccessKeyLastUsed: (AccessKeyId: string) =>
    call('iam:GetAccessKeyLastUsed', () => client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }))),
});

const ofGroups = (client: IAMClient, call: Call) => ({
  // Its members are not wanted: one of them a page is the fewest.
  getGroup: (GroupName: string) =>
    call('iam:GetGroup', () => client.send(new GetGroupCommand({ GroupName, MaxItems: 1 }))),
  listGroupPolicies: (GroupName: string, on: Onwards) =>
    call('iam:ListGroupPolicies', () => client.send(new ListGroupPoliciesCommand({ GroupName, ...on }))),
  getGroupPolicy: (GroupName: string, PolicyName: string) =>
    call('iam:GetGroupPolicy', () => client.send(new GetGroupPolicyCommand({ GroupName, PolicyName }))),
  listAttachedGroupPolicies: (GroupName: string, on: Onwards) =>
    call('iam:ListAttachedGroupPolicies', () =>
      client.send(new ListAttachedGroupPoliciesCommand({ GroupName, ...on })),
    ),
});
