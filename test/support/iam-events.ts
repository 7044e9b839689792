import { ACCOUNT, call, type Json, type Situation, situation } from './records.ts';

const iamArn = (path: string): string => `arn:aws:iam::${ACCOUNT}:${path}`;

/** IAM's calls are recorded in one region of the partition, wherever they come from. */
const iam = (name: string, request: Json | null, response: Json | null = null, more: Json = {}): Json =>
  call('iam', name, request, response, { awsRegion: 'us-east-1', ...more });
const byUser = {
  userIdentity: { type: 'IAMUser', arn: iamArn('user/people/ada'), accountId: ACCOUNT, userName: 'ada' },
};
const byRoot = { userIdentity: { type: 'Root', arn: iamArn('root'), accountId: ACCOUNT } };

const ROLE = ['Role role/deploy'];
const USER = ['User user/ada'];
const GROUP = ['Group group/devs'];
const POLICY = ['ManagedPolicy policy/team/ship'];
const ROOT = ['Account root'];

const role = (name: string): Situation => situation(name, iam(name, { roleName: 'deploy' }), ROLE);
const user = (name: string): Situation => situation(name, iam(name, { userName: 'ada' }), USER);
const group = (name: string): Situation => situation(name, iam(name, { groupName: 'devs' }), GROUP);
const policy = (name: string): Situation =>
  situation(name, iam(name, { policyArn: iamArn('policy/team/ship'), versionId: 'v2' }), POLICY);

/** One for each call on a principal or policy that is looked at, and what is peculiar to some. */
export const IAM_SITUATIONS: readonly Situation[] = [
  situation(
    'CreateRole answers with the path',
    iam('CreateRole', { roleName: 'deploy', path: '/ci/' }, { role: { arn: iamArn('role/ci/deploy') } }),
    ['Role role/ci/deploy'],
  ),
  situation('CreateRole without an answer', iam('CreateRole', { roleName: 'deploy' }), ROLE),
  situation(
    'a path that AWS allows and we do not repeat: the name alone',
    iam('CreateRole', { roleName: 'deploy' }, { role: { arn: iamArn('role/odd`path/deploy') } }),
    ROLE,
  ),
  situation(
    'CreateServiceLinkedRole',
    iam(
      'CreateServiceLinkedRole',
      { aWSServiceName: 'ecs.amazonaws.com' },
      { role: { arn: iamArn('role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS') } },
    ),
    ['Role role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'],
  ),
  role('DeleteRole'),
  role('DeleteServiceLinkedRole'),
  role('UpdateAssumeRolePolicy'),
  role('UpdateRole'),
  role('UpdateRoleDescription'),
  role('PutRolePolicy'),
  role('DeleteRolePolicy'),
  role('AttachRolePolicy'),
  role('DetachRolePolicy'),
  role('PutRolePermissionsBoundary'),
  role('DeleteRolePermissionsBoundary'),
  role('AddRoleToInstanceProfile'),
  role('RemoveRoleFromInstanceProfile'),
  role('TagRole'),
  role('UntagRole'),
  situation(
    'CreateUser',
    iam('CreateUser', { userName: 'ada' }, { user: { arn: iamArn('user/people/ada'), userName: 'ada' } }),
    ['User user/people/ada'],
  ),
  user('DeleteUser'),
  situation('UpdateUser with a new name', iam('UpdateUser', { userName: 'ada', newUserName: 'ida' }), [
    ...USER,
    'User user/ida',
  ]),
  situation('UpdateUser with a new path only', iam('UpdateUser', { userName: 'ada', newPath: '/x/' }), USER),
  user('PutUserPolicy'),
  user('DeleteUserPolicy'),
  user('AttachUserPolicy'),
  user('DetachUserPolicy'),
  user('PutUserPermissionsBoundary'),
  user('DeleteUserPermissionsBoundary'),
  situation('AddUserToGroup', iam('AddUserToGroup', { userName: 'ada', groupName: 'devs' }), USER),
  situation('RemoveUserFromGroup', iam('RemoveUserFromGroup', { userName: 'ada', groupName: 'devs' }), USER),
  user('TagUser'),
  user('UntagUser'),
  user('CreateAccessKey'),
  situation('CreateAccessKey for oneself', iam('CreateAccessKey', null, null, byUser), [
    'User user/people/ada',
  ]),
  situation(
    'CreateAccessKey for oneself, named in the answer',
    iam('CreateAccessKey', null, { accessKey: { userName: 'ada', status: 'Active' } }, byUser),
    USER,
  ),
  situation('CreateAccessKey by the root user', iam('CreateAccessKey', null, null, byRoot), ROOT),
  user('UpdateAccessKey'),
  user('DeleteAccessKey'),
  user('CreateLoginProfile'),
  situation(
    'UpdateLoginProfile of the root user',
    iam('UpdateLoginProfile', { userName: 'AWS ROOT USER' }, null, byRoot),
    ROOT,
  ),
  user('DeleteLoginProfile'),
  user('EnableMFADevice'),
  situation(
    'DeactivateMFADevice of the root user',
    iam('DeactivateMFADevice', { serialNumber: iamArn('mfa/root-account-mfa-device') }),
    ROOT,
  ),
  situation(
    'CreateGroup',
    iam('CreateGroup', { groupName: 'devs' }, { group: { arn: iamArn('group/devs') } }),
    GROUP,
  ),
  group('DeleteGroup'),
  situation('UpdateGroup', iam('UpdateGroup', { groupName: 'devs', newGroupName: 'makers' }), [
    ...GROUP,
    'Group group/makers',
  ]),
  group('PutGroupPolicy'),
  group('DeleteGroupPolicy'),
  group('AttachGroupPolicy'),
  group('DetachGroupPolicy'),
  situation(
    'CreatePolicy',
    iam('CreatePolicy', { policyName: 'ship' }, { policy: { arn: iamArn('policy/team/ship') } }),
    POLICY,
  ),
  policy('DeletePolicy'),
  policy('CreatePolicyVersion'),
  policy('DeletePolicyVersion'),
  policy('SetDefaultPolicyVersion'),
  policy('TagPolicy'),
  policy('UntagPolicy'),
];
