import { testSituations } from '../support/situations.ts';

const family = (properties: string, image = 'nginx'): string => `
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      ${properties}
      ContainerDefinitions: [{Name: web, Image: ${image}}]
`;
const role = (service: string, name = 'Role'): string => `
  ${name}:
    Type: AWS::IAM::Role
    Properties:
      Path: /tasks/
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: ${service}}, Action: 'sts:AssumeRole'}]
`;
const TRUST = 'Web task-role-trust';
const SEPARATE = 'Web task-role-separate';
const PINNED = 'Web task-definition-pinned-image';
const repository = (mutability: string, more = ''): string => `
  Repo: {Type: AWS::ECR::Repository, Properties: {ImageTagMutability: ${mutability}${more}}}
`;
const FROM_REPO = "!Sub '${Repo.RepositoryUri}:1.0'";
const TAG = { before: 'Parameters: {Tag: {Type: String}}' };
const OPEN_TAG = "!Sub '${Repo.RepositoryUri}:${Tag}'";

testSituations({
  'a role of the template that tasks may take': {
    resources: role('ecs-tasks.amazonaws.com') + family('TaskRoleArn: !GetAtt Role.Arn'),
    says: { [TRUST]: 'PASSED' },
  },
  'by its name': {
    resources: role('ecs-tasks.amazonaws.com') + family('ExecutionRoleArn: !Ref Role'),
    says: { [TRUST]: 'PASSED' },
  },
  'a role that EC2 may take, not ECS': {
    resources: role('ec2.amazonaws.com') + family('TaskRoleArn: !GetAtt Role.Arn'),
    says: { [TRUST]: ['FAILED', 'not-trusted role'] },
  },
  'a trust that names the service by the suffix of the partition': {
    resources: role("!Sub 'ecs-tasks.${AWS::URLSuffix}'") + family('TaskRoleArn: !GetAtt Role.Arn'),
    says: { [TRUST]: 'PASSED' },
  },
  'a trust that is decided later': {
    before: 'Parameters: {Service: {Type: String}}',
    resources: role('!Ref Service') + family('TaskRoleArn: !GetAtt Role.Arn'),
    says: { [TRUST]: ['NOT_AVAILABLE', /Ref Service is not known/] },
  },
  'a role of another template': {
    resources: family('TaskRoleArn: arn:aws:iam::123456789012:role/web'),
    says: { [TRUST]: ['NOT_AVAILABLE', /role web, which the template does not make/] },
  },
  'one role for both': {
    resources:
      role('ecs-tasks.amazonaws.com') +
      family('TaskRoleArn: !Ref Role\n      ExecutionRoleArn: !GetAtt Role.Arn'),
    says: { [SEPARATE]: ['FAILED', 'shared-role role'], [TRUST]: 'PASSED' },
  },
  'two roles': {
    resources:
      role('ecs-tasks.amazonaws.com') +
      role('ecs-tasks.amazonaws.com', 'Execution') +
      family('TaskRoleArn: !Ref Role\n      ExecutionRoleArn: !GetAtt Execution.Arn'),
    says: { [SEPARATE]: 'PASSED', [TRUST]: 'PASSED' },
  },
  'no role': { resources: family(''), says: { [SEPARATE]: 'PASSED', [TRUST]: 'NOT_APPLICABLE' } },
  'a tag of an immutable repository of the template': {
    resources: repository('IMMUTABLE') + family('', FROM_REPO),
    says: { [PINNED]: 'PASSED' },
  },
  'a tag of a mutable one': {
    resources: repository('MUTABLE') + family('', FROM_REPO),
    says: {
      [PINNED]: ['FAILED', 'movable-tag web ${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/repo'],
    },
  },
  'a tag that is open, of an immutable repository': {
    ...TAG,
    resources: repository('IMMUTABLE') + family('', OPEN_TAG),
    says: { [PINNED]: 'PASSED' },
  },
  'a tag that is open, of a repository that lets some tags move': {
    ...TAG,
    resources:
      repository(
        'IMMUTABLE_WITH_EXCLUSION',
        ', ImageTagMutabilityExclusionFilters: [{ImageTagMutabilityExclusionFilterType: WILDCARD, ImageTagMutabilityExclusionFilterValue: dev*}]',
      ) + family('', OPEN_TAG),
    says: { [PINNED]: ['NOT_AVAILABLE', /Tag is not known/] },
  },
  'a tag that is open, of a mutable one': {
    ...TAG,
    resources: repository('MUTABLE') + family('', OPEN_TAG),
    says: { [PINNED]: ['NOT_AVAILABLE', /Tag is not known/] },
  },
  'a digest that is open': {
    ...TAG,
    resources: family('', "!Sub 'quay.io/shop/web@${Tag}'"),
    says: { [PINNED]: 'PASSED' },
  },
  'a tag that is open, of a public registry': {
    ...TAG,
    resources: family('', "!Sub 'quay.io/shop/web:${Tag}'"),
    says: { [PINNED]: ['NOT_AVAILABLE', /Tag is not known/] },
  },
  'a repository that the account has already': {
    resources: family('', "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/shop:1'"),
    says: { [PINNED]: ['NOT_AVAILABLE', /repository shop, which the template does not make/] },
  },
  'an image that the CDK builds': {
    resources: family(
      '',
      "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/cdk-hnb659fds-container-assets-${AWS::AccountId}-${AWS::Region}:0123abcd'",
    ),
    says: { [PINNED]: 'PASSED', 'Web task-definition-trusted-image': 'PASSED' },
  },
});
