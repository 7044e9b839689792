import type { Organization } from '#domain/credentials.ts';
import type { PolicyDocument, PrincipalRecord } from '#domain/identity.ts';
import type { Unavailable } from '#domain/reading.ts';
import type { Severity } from '#domain/severity.ts';
import { allow, deny, document, role, trust } from '../support/holders.ts';
import type { Cases, Given } from './cases.ts';

const FOREIGN = '999988887777';
const OTHER = '888877776666';
const ORGANIZATION = 'o-a1b2c3d4e5';
const UPDATE = allow('ecs:UpdateService');

const given = (
  principal: PrincipalRecord,
  parameters: Given['parameters'] = {},
  organization: Organization | Unavailable = { none: true },
): Given => ({ facts: { principal, organization }, parameters, arn: principal.arn });
const trusting = (
  document: PolicyDocument,
  parameters: Given['parameters'] = {},
  organization?: Organization | Unavailable,
): Given => given(role(UPDATE, { trust: document }), parameters, organization);
const fails = (each: Given, severity: Severity, ...reasons: readonly string[]) => ({
  ...each,
  reasons,
  severity,
});

const foreign = (says: object = {}, account = FOREIGN) => trust({ AWS: account }, says);
const when = (Condition: object) => ({ Condition });
const inOrganization = (id = ORGANIZATION) => when({ StringEquals: { 'aws:PrincipalOrgID': id } });
const withId = when({ StringEquals: { 'sts:ExternalId': 'f3a8' } });
const GITHUB = 'token.actions.githubusercontent.com';
const workflow = (Condition?: object) =>
  trust(
    { Federated: `arn:aws:iam::123456789012:oidc-provider/${GITHUB}` },
    { Action: 'sts:AssumeRoleWithWebIdentity', ...(Condition && { Condition }) },
  );

export default {
  passes: {
    'the own account': given(role(UPDATE)),
    'a service': trusting(trust({ Service: 'ecs-tasks.amazonaws.com' })),
    'a trusted account': trusting(foreign(), { trustedAccounts: [FOREIGN] }),
    'the own organisation, as the settings say': trusting(foreign(inOrganization()), {
      organizationId: ORGANIZATION,
    }),
    'the own organisation, as it says itself': trusting(
      trust('*', inOrganization()),
      {},
      { id: ORGANIZATION },
    ),
    'an organisation while none is known': trusting(trust('*', inOrganization())),
    'a vendor with an external id': trusting(foreign(withId), { thirdParties: [FOREIGN] }),
    'everybody, but a principal of here': trusting(
      trust('*', when({ StringEquals: { 'aws:PrincipalAccount': '123456789012' } })),
    ),
    'everybody, but a Deny outside the organisation': trusting(
      document(
        [
          { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'sts:AssumeRole',
            ...when({ StringNotEquals: { 'aws:PrincipalOrgID': ORGANIZATION } }),
          },
        ],
        'trust policy',
      ),
      { organizationId: ORGANIZATION },
    ),
    'people of an identity provider': trusting(
      trust(
        { Federated: 'arn:aws:iam::123456789012:saml-provider/corp' },
        { Action: 'sts:AssumeRoleWithSAML' },
      ),
    ),
    'workflows of one repository': trusting(
      workflow({
        StringLike: { [`${GITHUB}:sub`]: 'repo:shop/web:*' },
        StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' },
      }),
    ),
    'workflows of one owner': trusting(
      workflow({ StringEquals: { [`${GITHUB}:repository_owner`]: 'shop' } }),
    ),
  },
  fails: {
    'an account while no list is set': fails(trusting(foreign()), 'MEDIUM', `foreign-trust ${FOREIGN} write`),
    'an account beside the list': fails(
      trusting(foreign(), { trustedAccounts: [OTHER] }),
      'HIGH',
      `foreign-trust ${FOREIGN} write`,
    ),
    'a role of it': fails(
      trusting(trust({ AWS: `arn:aws:iam::${FOREIGN}:role/ci` }), { thirdParties: [OTHER] }),
      'HIGH',
      `foreign-trust ${FOREIGN} write`,
    ),
    'with an external id, but nobody listed it': fails(
      trusting(foreign(withId), { trustedAccounts: [OTHER] }),
      'HIGH',
      `foreign-trust ${FOREIGN} write`,
    ),
    'a vendor without an external id': fails(
      trusting(foreign(), { thirdParties: [FOREIGN] }),
      'HIGH',
      `no-external-id ${FOREIGN} write`,
    ),
    'another organisation': fails(
      trusting(trust('*', inOrganization('o-stranger00')), { organizationId: ORGANIZATION }),
      'HIGH',
      'foreign-trust o-stranger00 write',
    ),
    everybody: fails(trusting(trust('*')), 'CRITICAL', 'foreign-trust * write'),
    'everybody in a list': fails(trusting(trust({ AWS: ['*'] })), 'CRITICAL', 'foreign-trust * write'),
    'everybody with MFA': fails(
      trusting(trust('*', when({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }))),
      'CRITICAL',
      'foreign-trust * write',
    ),
    'everybody with an external id': fails(trusting(trust('*', withId)), 'HIGH', 'foreign-trust * write'),
    'a role that pulls images': fails(
      given(role(allow('ecr:BatchGetImage'), { trust: foreign() })),
      'MEDIUM',
      `foreign-trust ${FOREIGN} pull`,
    ),
    'a role that pushes images': fails(
      given(role(allow('ecr:PutImage'), { trust: foreign() })),
      'MEDIUM',
      `foreign-trust ${FOREIGN} write`,
    ),
    'an administrator': fails(
      given(role(allow('*'), { trust: foreign() })),
      'MEDIUM',
      `foreign-trust ${FOREIGN} administer`,
    ),
    'workflows of any repository': fails(trusting(workflow()), 'HIGH', `any-workflow ${GITHUB} write`),
    'workflows of any repository for our audience': fails(
      trusting(workflow({ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } })),
      'HIGH',
      `any-workflow ${GITHUB} write`,
    ),
    'workflows of repositories by a pattern of all': fails(
      trusting(workflow({ StringLike: { [`${GITHUB}:sub`]: 'repo:*' } })),
      'HIGH',
      `any-workflow ${GITHUB} write`,
    ),
  },
  notApplicable: {
    'no power over ECS or ECR': {
      ...given(role(allow('s3:*'), { trust: foreign() })),
      why: /no power over ECS or ECR/,
    },
    'none for a Deny': { ...given(role([UPDATE, deny('*')], { trust: foreign() })), why: /no power/ },
    'a service-linked role': {
      ...given(role(UPDATE, { path: '/aws-service-role/ecs.amazonaws.com/' })),
      why: /service-linked/,
    },
  },
  notAvailable: {
    'a trust policy that is none': {
      ...trusting({ name: 'trust policy', document: 'x' }),
      why: /trust policy cannot be read/,
    },
    'a foreign account, and policies that were not read': {
      ...given(role([], { trust: foreign(), unread: ['policy/x'] })),
      why: /not read: policy\/x/,
    },
    'a foreign account, and a boundary that was not read': {
      ...given(role(UPDATE, { trust: foreign(), unread: ['permissions boundary policy/x'] })),
      why: /permissions boundary/,
    },
    'a condition on what nobody here knows': {
      ...trusting(foreign(when({ StringEquals: { 'ec2:SourceInstanceARN': 'x' } }))),
      why: /depends on ec2:SourceInstanceARN/,
    },
  },
  worse: {
    before: trusting(foreign()),
    after: trusting(trust({ AWS: [FOREIGN, OTHER] })),
  },
} satisfies Cases;
