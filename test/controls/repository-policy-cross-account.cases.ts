import {
  broken,
  documentOf,
  given,
  nothing,
  OTHER,
  OWN,
  pull,
  registry,
  template,
} from '../support/ecr-access.ts';
import type { Cases } from './cases.ts';

const push = { Action: ['ecr:PutImage', 'ecr:InitiateLayerUpload'] };
const inOrganization = (id: string) =>
  given(pull('*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': id } } }));
const trusting = { parameters: { trustedAccounts: [OTHER] } };
const copiesTo = (account: string) => registry({ replication: [{ account, region: 'eu-west-1' }] });

export default {
  passes: {
    'no policy': nothing,
    'our own account': given(pull({ AWS: OWN })),
    'a trusted account': { ...given(pull({ AWS: OTHER }, push)), ...trusting },
    'our organisation': { ...inOrganization('o-a1b2c3d4e5'), parameters: { organizationId: 'o-a1b2c3d4e5' } },
    'an organisation, while ours is not known': inOrganization('o-a1b2c3d4e5'),
    'a service': given(pull({ Service: 'codebuild.amazonaws.com' })),
    'everybody, which another control says': given(pull('*')),
    'an account that a Deny keeps out': given(pull({ AWS: OTHER }), {
      Effect: 'Deny',
      Principal: { AWS: OTHER },
      Action: '*',
    }),
    'copies for another region': copiesTo(OWN),
    'copies for a trusted account': { ...copiesTo(OTHER), ...trusting },
  },
  fails: {
    'an account may pull': {
      ...given(pull({ AWS: OTHER })),
      reasons: [`foreign-access ${OTHER} pull`],
      severity: 'MEDIUM',
    },
    'a role of an account may push': {
      ...given(pull({ AWS: `arn:aws:iam::${OTHER}:role/ci` }, push)),
      reasons: [`foreign-access ${OTHER} push`],
      severity: 'HIGH',
    },
    'everybody of another account': {
      ...given(pull('*', { Condition: { StringEquals: { 'aws:PrincipalAccount': OTHER } } })),
      reasons: [`foreign-access ${OTHER} pull`],
      severity: 'MEDIUM',
    },
    'another organisation': {
      ...inOrganization('o-zzzzzzzzzz'),
      parameters: { organizationId: 'o-a1b2c3d4e5' },
      reasons: ['foreign-access o-zzzzzzzzzz pull'],
      severity: 'MEDIUM',
    },
    'an account that may change the policy': {
      ...given(pull({ AWS: OTHER }, { Action: 'ecr:SetRepositoryPolicy' })),
      reasons: [`foreign-access ${OTHER} administer`],
      severity: 'HIGH',
    },
    'one of two accounts is not trusted': {
      ...given(pull({ AWS: [OTHER, '999999999999'] })),
      ...trusting,
      reasons: ['foreign-access 999999999999 pull'],
      severity: 'MEDIUM',
    },
    'an account that may replicate into the registry': {
      ...registry({
        policy: documentOf(
          pull(
            { AWS: OTHER },
            {
              Action: ['ecr:ReplicateImage', 'ecr:CreateRepository'],
              Resource: `arn:aws:ecr:eu-west-1:${OWN}:repository/*`,
            },
          ),
        ),
      }),
      reasons: [`foreign-access ${OTHER} push`],
      severity: 'HIGH',
    },
    'images are copied to another account': {
      ...copiesTo(OTHER),
      reasons: [`replicates-to ${OTHER} pull`],
      severity: 'MEDIUM',
    },
    'what the next repository begins with': {
      ...registry({ templates: [template('ROOT', { policy: documentOf(pull({ AWS: OTHER })) })] }),
      reasons: [`foreign-access template ROOT ${OTHER} pull`],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {},
  notAvailable: {
    'a policy that is none': { ...broken, why: /its policy cannot be read/ },
    'replication that cannot be read': {
      ...registry({ replication: { unavailable: 'denied', what: 'ecr:DescribeRegistry' } }),
      why: /access denied: ecr:DescribeRegistry/,
    },
    'a condition on what is not known': {
      ...given(pull({ AWS: OTHER }, { Condition: { StringEquals: { 'aws:ResourceTag/shared': 'yes' } } })),
      why: new RegExp(`whether ${OTHER} can pull images depends on aws:ResourceTag/shared`),
    },
  },
  worse: {
    before: given(pull({ AWS: OTHER })),
    after: given(pull({ AWS: OTHER }), pull({ AWS: OTHER }, push)),
  },
} satisfies Cases;
