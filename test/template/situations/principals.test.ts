import { testSituations } from '../support/situations.ts';

const TASKS =
  "{Statement: [{Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: 'sts:AssumeRole'}]}";
const role = (properties: string, trust = TASKS, name = 'Role'): string => `
  ${name}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: ${trust}
      ${properties}
`;
const FAMILY = `
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      TaskRoleArn: !GetAtt Role.Arn
      ExecutionRoleArn: !GetAtt Execution.Arn
      ContainerDefinitions: [{Name: web, Image: nginx}]
`;
const EXECUTION = role(
  "ManagedPolicyArns: [!Sub 'arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy']",
  TASKS,
  'Execution',
);
const allow = (action: string, resource: string, more = ''): string =>
  `{Effect: Allow, Action: ${action}, Resource: ${resource}${more}}`;
const document = (...statements: readonly string[]): string =>
  `{Version: '2012-10-17', Statement: [${statements.join(', ')}]}`;
const inline = (...statements: readonly string[]): string =>
  `Policies: [{PolicyName: own, PolicyDocument: ${document(...statements)}}]`;
const TASK_ROLE = 'Web task-role-minimal';
const FULL = 'Role iam-ecs-full-access';
const QUEUE = '\n  Queue: {Type: AWS::SQS::Queue}\n';
const OPEN = { before: 'Parameters: {Table: {Type: String}}' };

testSituations({
  'roles as they should be': {
    resources: role(inline(allow("['sqs:SendMessage']", '!GetAtt Queue.Arn'))) + QUEUE + EXECUTION + FAMILY,
    says: {
      [TASK_ROLE]: 'PASSED',
      'Web execution-role-minimal': 'PASSED',
      'Web task-role-trust': 'PASSED',
      [FULL]: 'PASSED',
    },
  },
  'a task role that may use all of a service': {
    resources: role(inline(allow("'s3:*'", "'*'"))) + EXECUTION + FAMILY,
    says: { [TASK_ROLE]: ['FAILED', 'too-much role s3:*'] },
  },
  'the same by a policy that is a resource of its own': {
    resources: `${role('Path: /')}${EXECUTION}${FAMILY}
  Own: {Type: AWS::IAM::Policy, Properties: {PolicyName: own, Roles: [!Ref Role], PolicyDocument: ${document(allow("'s3:*'", "'*'"))}}}`,
    says: { [TASK_ROLE]: ['FAILED', 'too-much role s3:*'] },
  },
  'the same by a managed policy of the template that names the role': {
    resources: `${role('Path: /')}${EXECUTION}${FAMILY}
  Own: {Type: AWS::IAM::ManagedPolicy, Properties: {Roles: [!Ref Role], PolicyDocument: ${document(allow("'s3:*'", "'*'"))}}}`,
    says: { [TASK_ROLE]: ['FAILED', 'too-much role s3:*'] },
  },
  'the same by a managed policy of the template that the role names': {
    resources: `${role('ManagedPolicyArns: [!Ref Own]')}${EXECUTION}${FAMILY}
  Own: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: ${document(allow("'s3:*'", "'*'"))}}}`,
    says: { [TASK_ROLE]: ['FAILED', 'too-much role s3:*'] },
  },
  "the same by AWS's own policy": {
    resources: role("ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3FullAccess']") + EXECUTION + FAMILY,
    says: { [TASK_ROLE]: ['FAILED', 'too-much role s3:*', 'too-much role s3-object-lambda:*'] },
  },
  'a policy of AWS that we do not know': {
    resources: role("ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonMQFullAccess']") + EXECUTION + FAMILY,
    says: { [TASK_ROLE]: ['NOT_AVAILABLE', /AmazonMQFullAccess/], 'Web execution-role-minimal': 'PASSED' },
  },
  'a policy that the account has already': {
    resources: role('ManagedPolicyArns: [!ImportValue shared-policy]') + EXECUTION + FAMILY,
    says: { [TASK_ROLE]: ['NOT_AVAILABLE', /Fn::ImportValue shared-policy/] },
  },
  'a resource that is decided later': {
    ...OPEN,
    resources: role(inline(allow("['dynamodb:*']", '!Ref Table'))) + EXECUTION + FAMILY,
    says: { [TASK_ROLE]: ['NOT_AVAILABLE', /Ref Table is not known/] },
  },
  'one that is, beside it, hides nothing': {
    ...OPEN,
    resources:
      role(inline(allow("['dynamodb:*']", '!Ref Table'), allow("'s3:*'", "'*'"))) + EXECUTION + FAMILY,
    says: { [TASK_ROLE]: ['FAILED', 'too-much role s3:*'] },
  },
  'a Deny that is decided later may take it away': {
    ...OPEN,
    resources:
      role(inline(allow("'s3:*'", "'*'"), "{Effect: Deny, Action: 's3:*', Resource: !Ref Table}")) +
      EXECUTION +
      FAMILY,
    says: { [TASK_ROLE]: ['NOT_AVAILABLE', /Ref Table is not known/] },
  },
  'a boundary that is kept elsewhere': {
    resources:
      role(`PermissionsBoundary: !ImportValue limit\n      ${inline(allow("'s3:*'", "'*'"))}`) +
      EXECUTION +
      FAMILY,
    says: { [TASK_ROLE]: ['NOT_AVAILABLE', /permissions boundary/] },
  },
  'a boundary of the template': {
    resources: `${role(`PermissionsBoundary: !Ref Limit\n      ${inline(allow("'s3:*'", "'*'"))}`)}${EXECUTION}${FAMILY}
  Limit: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: ${document(allow("'sqs:*'", "'*'"))}}}`,
    says: { [TASK_ROLE]: 'PASSED' },
  },
  'an execution role that may push': {
    resources:
      role('Path: /') +
      EXECUTION.replace(
        'ManagedPolicyArns',
        `${inline(allow("['ecr:PutImage', 'ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload']", "'*'"))}\n      ManagedPolicyArns`,
      ) +
      FAMILY,
    says: { 'Web execution-role-minimal': ['FAILED', 'too-much execution ecr push'] },
  },
  'an administrator': {
    resources: role("ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess']"),
    says: { [FULL]: ['FAILED', 'administrator'], 'Role iam-pass-role-unbounded': 'NOT_APPLICABLE' },
  },
  "all of ECS by AWS's own policy": {
    resources: role("ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonECS_FullAccess']"),
    says: { [FULL]: ['FAILED', 'all-of-ecs'] },
  },
  "all of ECS, by a user's group": {
    resources: `
  Ana: {Type: AWS::IAM::User, Properties: {Groups: [!Ref Team]}}
  Team: {Type: AWS::IAM::Group, Properties: {${inline(allow("'ecs:*'", "'*'"))}}}`,
    says: {
      'Team iam-ecs-full-access': ['FAILED', 'all-of-ecs'],
      'Ana iam-ecs-full-access': 'PASSED',
      'Ana iam-user-console-mfa': 'PASSED',
    },
  },
  'a user with an access key': {
    resources: `
  Ci: {Type: AWS::IAM::User, Properties: {${inline(allow("'ecs:UpdateService'", "'*'"))}}}
  Key: {Type: AWS::IAM::AccessKey, Properties: {UserName: !Ref Ci}}`,
    says: { 'Ci iam-user-access-key-ecs': ['FAILED', 'active-access-key key 1'] },
  },
  'the role that SAM makes for a function': {
    before: 'Transform: AWS::Serverless-2016-10-31',
    resources: `
  Deploy:
    Type: AWS::Serverless::Function
    Properties: {Policies: [AmazonECS_FullAccess, {Statement: [${allow("'sqs:SendMessage'", "'*'")}]}]}
  Read:
    Type: AWS::Serverless::Function
    Properties: {Policies: [{S3ReadPolicy: {BucketName: x}}]}
  Own:
    Type: AWS::Serverless::Function
    Properties: {Policies: {Version: '2012-10-17', Statement: [${allow("'sqs:SendMessage'", "'*'")}]}}`,
    says: {
      'Deploy iam-ecs-full-access': ['FAILED', 'all-of-ecs'],
      'Read iam-ecs-full-access': ['NOT_AVAILABLE', /SAM policy template S3ReadPolicy/],
      'Own iam-ecs-full-access': 'PASSED',
    },
  },
  'a user who may sign in': {
    resources: '  Ana: {Type: AWS::IAM::User, Properties: {LoginProfile: {Password: !Ref X}}}',
    says: { 'Ana iam-user-console-mfa': ['NOT_AVAILABLE', /an MFA device/] },
  },
  "a policy that nobody holds is nobody's": {
    resources: `
  Own: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: ${document(allow("'*'", "'*'"))}}}`,
    says: {},
  },
  'a role with power over ECS that another account may take': {
    resources: role(
      inline(allow("'ecs:UpdateService'", "'*'")),
      "{Statement: [{Effect: Allow, Principal: {AWS: '111122223333'}, Action: 'sts:AssumeRole'}]}",
    ),
    says: {
      'Role iam-cross-account-trust': ['NOT_AVAILABLE', /111122223333 is the account it will be deployed to/],
    },
  },
});
