import type { PrincipalRecord } from '#domain/identity.ts';
import type { Severity } from '#domain/severity.ts';
import { allow, deny, document, group, membership, role, user } from '../support/holders.ts';
import type { Cases, Given } from './cases.ts';

const given = (principal: PrincipalRecord): Given => ({ facts: { principal }, arn: principal.arn });
const fails = (principal: PrincipalRecord, severity: Severity, ...levels: readonly string[]) => ({
  ...given(principal),
  reasons: levels.map((level) => `every-repository * ${level}`),
  severity,
});

const PUSH = allow([
  'ecr:GetAuthorizationToken',
  'ecr:BatchCheckLayerAvailability',
  'ecr:InitiateLayerUpload',
  'ecr:UploadLayerPart',
  'ecr:CompleteLayerUpload',
  'ecr:PutImage',
]);
const TEAM = 'arn:aws:ecr:*:*:repository/team/*';

export default {
  passes: {
    pulls: given(role(allow(['ecr:Get*', 'ecr:BatchGet*', 'ecr:Describe*']))),
    'pushes to a team': given(role([allow('ecr:GetAuthorizationToken'), allow('ecr:*', { Resource: TEAM })])),
    'repositories with a tag': given(
      role(allow('ecr:*', { Condition: { StringEquals: { 'aws:ResourceTag/team': 'web' } } })),
    ),
    'pulls through a cache': given(role(allow(['ecr:CreateRepository', 'ecr:BatchImportUpstreamImage']))),
    'asks for scans': given(role(allow('ecr:StartImageScan'))),
    'a Deny': given(role([allow('ecr:*'), deny('ecr:*')])),
    'a Deny outside a team': given(
      role([allow('ecr:*'), { Effect: 'Deny', Action: 'ecr:*', NotResource: TEAM }]),
    ),
    'a boundary of pulls': given(role(allow('ecr:*'), { boundary: document(allow('ecr:Get*')) })),
    'a user whose group may: the group is told of': given(user([], { groups: [membership(PUSH)] })),
  },
  fails: {
    pushes: fails(role(PUSH), 'MEDIUM', 'push'),
    'pushes to all of a region': fails(
      role(allow('ecr:Put*', { Resource: 'arn:aws:ecr:eu-west-1:123456789012:repository/*' })),
      'HIGH',
      'administer',
      'push',
    ),
    'all of ECR': fails(role(allow('ecr:*')), 'HIGH', 'administer', 'push'),
    'deletes images': fails(user(allow('ecr:BatchDeleteImage')), 'HIGH', 'administer'),
    'changes policies, with MFA': fails(
      group(
        allow('ecr:SetRepositoryPolicy', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
      ),
      'HIGH',
      'administer',
    ),
    'all but IAM': fails(
      role({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
      'HIGH',
      'administer',
      'push',
    ),
    'pipelines of the CDK on purpose': fails(
      role(PUSH, { name: 'cdk-x-cfn-exec-role-1' }),
      'INFORMATIONAL',
      'push',
    ),
    'what a user may beside its group': fails(
      user(allow('ecr:DeleteRepository'), { groups: [membership(PUSH)] }),
      'HIGH',
      'administer',
    ),
  },
  notApplicable: {
    'an administrator': { ...given(role(allow('*'))), why: /administrator, see iam-ecs-full-access/ },
  },
  notAvailable: {
    'a policy that is none': {
      ...given(role([], { policies: [{ name: 'x', document: { Statement: [{}] } }] })),
      why: /x cannot be read/,
    },
  },
  worse: { before: given(role(PUSH)), after: given(role([PUSH, allow('ecr:DeleteRepository')])) },
} satisfies Cases;
