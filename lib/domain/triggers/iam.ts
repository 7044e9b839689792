import type { ChangeEvent } from '#domain/event.ts';
import { andThen, type ServiceEvents, type Trigger, together } from '#domain/trigger.ts';
import { IAM_IGNORED, type IamCall } from './iam-events.ts';
import { accountOfCredential, iamNamed, named, needed, userOfCredential } from './iam-names.ts';
import { firstSaid, said } from './names.ts';

/** What a call on a principal changes of it. */
const alters = ['principal'] as const;

const ROLES: readonly Trigger<IamCall, never>[] = [
  {
    resourceType: 'AWS::IAM::Role',
    calls: ['CreateRole', 'CreateServiceLinkedRole'],
    locate: named('role'),
    alters,
    creates: () => true,
  },
  {
    resourceType: 'AWS::IAM::Role',
    calls: ['DeleteRole', 'DeleteServiceLinkedRole'],
    locate: named('role'),
    alters,
    deletes: true,
  },
  {
    resourceType: 'AWS::IAM::Role',
    calls: ['UpdateAssumeRolePolicy'],
    locate: named('role'),
    alters,
  },
  {
    resourceType: 'AWS::IAM::Role',
    calls: [
      'UpdateRole',
      'UpdateRoleDescription',
      'PutRolePolicy',
      'DeleteRolePolicy',
      'AttachRolePolicy',
      'DetachRolePolicy',
      'PutRolePermissionsBoundary',
      'DeleteRolePermissionsBoundary',
      'AddRoleToInstanceProfile',
      'RemoveRoleFromInstanceProfile',
      'TagRole',
      'UntagRole',
    ],
    locate: named('role'),
    alters,
  },
];

/** A renamed thing is looked at under both names. */
const renamed =
  (kind: 'user' | 'group', was: string, is: string) =>
  (event: ChangeEvent): ReturnType<Trigger['locate']> =>
    andThen(needed(said(event.request, was), kind), (old) =>
      andThen(said(event.request, is), (fresh) =>
        together([old, ...(fresh === undefined ? [] : [fresh])].map((name) => iamNamed(event, kind, name))),
      ),
    );

const USERS: readonly Trigger<IamCall, never>[] = [
  {
    resourceType: 'AWS::IAM::User',
    calls: ['CreateUser'],
    locate: named('user'),
    alters,
    creates: () => true,
  },
  { resourceType: 'AWS::IAM::User', calls: ['DeleteUser'], locate: named('user'), alters, deletes: true },
  {
    resourceType: 'AWS::IAM::User',
    calls: ['UpdateUser'],
    locate: renamed('user', 'userName', 'newUserName'),
    alters,
  },
  {
    resourceType: 'AWS::IAM::User',
    calls: [
      'PutUserPolicy',
      'DeleteUserPolicy',
      'AttachUserPolicy',
      'DetachUserPolicy',
      'PutUserPermissionsBoundary',
      'DeleteUserPermissionsBoundary',
      'AddUserToGroup',
      'RemoveUserFromGroup',
      'TagUser',
      'UntagUser',
    ],
    locate: named('user'),
    alters,
  },
];

const CREDENTIALS: readonly IamCall[] = [
  'CreateAccessKey',
  'UpdateAccessKey',
  'DeleteAccessKey',
  'CreateLoginProfile',
  'UpdateLoginProfile',
  'DeleteLoginProfile',
  'EnableMFADevice',
  'DeactivateMFADevice',
];
const CREDENTIAL_TRIGGERS: readonly Trigger<IamCall, never>[] = [
  { resourceType: 'AWS::IAM::User', calls: CREDENTIALS, locate: userOfCredential, alters: ['credentials'] },
  {
    resourceType: 'AWS::::Account',
    calls: CREDENTIALS,
    locate: accountOfCredential,
    alters: ['rootCredentials'],
  },
];

const GROUPS: readonly Trigger<IamCall, never>[] = [
  {
    resourceType: 'AWS::IAM::Group',
    calls: ['CreateGroup'],
    locate: named('group'),
    alters,
    creates: () => true,
  },
  { resourceType: 'AWS::IAM::Group', calls: ['DeleteGroup'], locate: named('group'), alters, deletes: true },
  {
    resourceType: 'AWS::IAM::Group',
    calls: ['UpdateGroup'],
    locate: renamed('group', 'groupName', 'newGroupName'),
    alters,
  },
  {
    resourceType: 'AWS::IAM::Group',
    calls: ['PutGroupPolicy', 'DeleteGroupPolicy', 'AttachGroupPolicy', 'DetachGroupPolicy'],
    locate: named('group'),
    alters,
  },
];

/** A version is created and deleted by the policy's ARN; AWS's own policies nobody here can change. */
const policy = (event: ChangeEvent): ReturnType<Trigger['locate']> =>
  andThen(
    needed(firstSaid(said(event.response, 'policy', 'arn'), said(event.request, 'policyArn')), 'policy'),
    (arn) => together([iamNamed(event, 'policy', arn)]),
  );

const POLICIES: readonly Trigger<IamCall, never>[] = [
  {
    resourceType: 'AWS::IAM::ManagedPolicy',
    calls: ['CreatePolicy'],
    locate: policy,
    alters: [],
    creates: () => true,
  },
  {
    resourceType: 'AWS::IAM::ManagedPolicy',
    calls: ['DeletePolicy'],
    locate: policy,
    alters: [],
    deletes: true,
  },
  {
    resourceType: 'AWS::IAM::ManagedPolicy',
    calls: [
      'CreatePolicyVersion',
      'DeletePolicyVersion',
      'SetDefaultPolicyVersion',
      'TagPolicy',
      'UntagPolicy',
    ],
    locate: policy,
    alters: [],
  },
];

export const IAM: ServiceEvents<IamCall, never> = {
  service: 'iam',
  isGlobal: true,
  triggers: [...ROLES, ...USERS, ...CREDENTIAL_TRIGGERS, ...GROUPS, ...POLICIES],
  ignored: IAM_IGNORED,
  conditions: {},
  reduced: [],
};
