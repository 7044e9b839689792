import { testSituations } from '../support/situations.ts';

const repository = (properties: string): string => `
  Repo:
    Type: AWS::ECR::Repository
    Properties:
      ${properties}
`;
const statement = (principal: string, more = ''): string =>
  `{Effect: Allow, ${principal}, Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']${more}}`;
const policy = (...statements: readonly string[]): string =>
  repository(`RepositoryPolicyText: {Version: '2012-10-17', Statement: [${statements.join(', ')}]}`);
const PUBLIC = 'Repo repository-policy-public';
const FOREIGN = 'Repo repository-policy-cross-account';
const SCAN = 'Repo repository-scan-on-push';
const TAGS = 'Repo repository-tag-immutability';
const LIFE = 'Repo repository-lifecycle';
const EVERYBODY = ['FAILED', 'everybody * pull'] as const;
const filters = (...patterns: readonly string[]): string =>
  `ImageTagMutabilityExclusionFilters: [${patterns
    .map(
      (each) =>
        `{ImageTagMutabilityExclusionFilterType: WILDCARD, ImageTagMutabilityExclusionFilterValue: '${each}'}`,
    )
    .join(', ')}]`;

testSituations({
  'a repository that asks for nothing': {
    resources: '  Repo: {Type: AWS::ECR::Repository}',
    says: {
      [SCAN]: ['FAILED', 'not-scanned'],
      [TAGS]: ['FAILED', 'mutable-tags'],
      [LIFE]: ['FAILED', 'no-lifecycle-rule'],
      [PUBLIC]: 'PASSED',
      'Repo repository-encryption-kms': ['FAILED', 'not-kms'],
      'Repo repository-encryption-cmk': 'NOT_APPLICABLE',
    },
  },
  'scanning, in a text': {
    resources: repository("ImageScanningConfiguration: {ScanOnPush: 'True'}"),
    says: { [SCAN]: 'PASSED' },
  },
  'a scanning configuration that says nothing': {
    resources: repository('ImageScanningConfiguration: {}'),
    says: { [SCAN]: ['FAILED', 'not-scanned'] },
  },
  'scanning by a parameter': {
    before: 'Parameters: {Scan: {Type: String}}',
    resources: repository('ImageScanningConfiguration: {ScanOnPush: !Ref Scan}'),
    says: { [SCAN]: ['NOT_AVAILABLE', /Ref Scan is not known/], [TAGS]: ['FAILED', 'mutable-tags'] },
  },
  'scanning that rules of the registry may bring': {
    resources: `${repository("RepositoryName: 'shop/web'")}
  Rules: {Type: AWS::ECR::RegistryScanningConfiguration, Properties: {ScanType: ENHANCED, Rules: []}}`,
    says: { [SCAN]: ['NOT_AVAILABLE', /a rule of the registry/] },
  },
  'immutable but for some tags': {
    resources: repository(`ImageTagMutability: IMMUTABLE_WITH_EXCLUSION\n      ${filters('dev-*')}`),
    says: { [TAGS]: ['FAILED', 'mutable-filter dev-*'] },
  },
  'mutable but for some tags': {
    resources: repository(`ImageTagMutability: MUTABLE_WITH_EXCLUSION\n      ${filters('v*')}`),
    says: { [TAGS]: ['FAILED', 'mutable-tags'] },
  },
  'a lifecycle policy as an object': {
    resources: repository('LifecyclePolicy: {LifecyclePolicyText: {rules: [{rulePriority: 1}]}}'),
    says: { [LIFE]: 'PASSED' },
  },
  'a lifecycle policy without rules': {
    resources: repository(`LifecyclePolicy: {LifecyclePolicyText: '{"rules": []}'}`),
    says: { [LIFE]: ['FAILED', 'no-lifecycle-rule'] },
  },
  'a lifecycle policy that is decided later': {
    resources: repository('LifecyclePolicy: {LifecyclePolicyText: !ImportValue life-cycle}'),
    says: { [LIFE]: ['NOT_AVAILABLE', /Fn::ImportValue life-cycle/] },
  },
  'everybody may pull': { resources: policy(statement("Principal: '*'")), says: { [PUBLIC]: EVERYBODY } },
  'everybody as AWS, in a list': {
    resources: policy(statement("Principal: {AWS: ['*']}")),
    says: { [PUBLIC]: EVERYBODY },
  },
  'a policy that is one statement, without a list': {
    resources: repository(`RepositoryPolicyText: {Statement: ${statement("Principal: '*'")}}`),
    says: { [PUBLIC]: EVERYBODY },
  },
  'a policy as a text': {
    resources: repository(
      `RepositoryPolicyText: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}]}'`,
    ),
    says: { [PUBLIC]: EVERYBODY },
  },
  'every account, by a wildcard': {
    resources: policy(statement("Principal: {AWS: !Sub 'arn:${AWS::Partition}:iam::*:root'}")),
    says: { [PUBLIC]: ['FAILED', 'every-account-by-wildcard *'] },
  },
  'everybody of an organisation': {
    resources: policy(
      statement("Principal: '*'", ", Condition: {StringEquals: {'aws:PrincipalOrgID': o-a1b2c3d4e5}}"),
    ),
    says: { [PUBLIC]: 'PASSED' },
  },
  'everybody of an organisation that is a parameter': {
    before: 'Parameters: {Organization: {Type: String}}',
    resources: policy(
      statement("Principal: '*'", ", Condition: {StringEquals: {'aws:PrincipalOrgID': !Ref Organization}}"),
    ),
    says: { [PUBLIC]: ['NOT_AVAILABLE', /Ref Organization is not known/] },
  },
  'whoever has no organisation meets a condition on all of its values': {
    resources: policy(
      statement(
        "Principal: '*'",
        ", Condition: {'ForAllValues:StringEquals': {'aws:PrincipalOrgID': o-a1b2c3d4e5}}",
      ),
    ),
    says: { [PUBLIC]: EVERYBODY },
  },
  'the own account': {
    resources: policy(
      statement("Principal: {AWS: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'}"),
    ),
    says: { [PUBLIC]: 'PASSED', [FOREIGN]: 'PASSED' },
  },
  'a role of the template': {
    resources: `${policy(statement('Principal: {AWS: !GetAtt Role.Arn}'))}
  Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}`,
    says: { [PUBLIC]: 'PASSED', [FOREIGN]: 'PASSED' },
  },
  'an account that is named may be the own one': {
    resources: policy(statement("Principal: {AWS: '111122223333'}")),
    says: {
      [PUBLIC]: 'PASSED',
      [FOREIGN]: ['NOT_AVAILABLE', /111122223333 is the account it will be deployed to/],
    },
  },
  'a service': {
    resources: policy(statement('Principal: {Service: codebuild.amazonaws.com}')),
    says: { [PUBLIC]: 'PASSED', [FOREIGN]: 'PASSED' },
  },
  'a registry that lets everybody replicate into it': {
    resources: `
  Registry:
    Type: AWS::ECR::RegistryPolicy
    Properties:
      PolicyText:
        Version: '2012-10-17'
        Statement: [{Effect: Allow, Principal: '*', Action: 'ecr:ReplicateImage', Resource: '*'}]`,
    says: { 'Registry repository-policy-public': ['FAILED', 'everybody * push'] },
  },
  'what the next repositories of a prefix get': {
    resources: `
  Next:
    Type: AWS::ECR::RepositoryCreationTemplate
    Properties:
      Prefix: shop
      AppliedFor: [PULL_THROUGH_CACHE]
      RepositoryPolicy: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:BatchGetImage"}]}'`,
    says: { 'Next repository-policy-public': ['FAILED', 'everybody template shop * pull'] },
  },
});
