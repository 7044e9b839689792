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

const all = { Action: 'ecr:*' };
const ci = `arn:aws:iam::${OWN}:role/ci`;
const PUSHING = [
  'ecr:BatchImportUpstreamImage',
  'ecr:CompleteLayerUpload',
  'ecr:CreateRepository',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:ReplicateImage',
  'ecr:UploadLayerPart',
];
const all2 = [...PUSHING, 'ecr:BatchDeleteImage', 'ecr:DeleteRepository'];

export default {
  passes: {
    'no policy': nothing,
    pulling: given(pull({ AWS: OTHER })),
    pushing: given(pull({ AWS: ci }, { Action: PUSHING })),
    'pushing and deleting images': given(pull({ AWS: ci }, { Action: [...PUSHING, 'ecr:BatchDeleteImage'] })),
    'all reads': given(
      pull({ AWS: ci }, { Action: ['ecr:Get*', 'ecr:Describe*', 'ecr:List*', 'ecr:Batch*'] }),
    ),
    'everything, and a Deny of deleting': given(pull({ AWS: ci }, all), {
      Effect: 'Deny',
      Principal: '*',
      Action: 'ecr:Delete*',
    }),
    'a registry for one account': registry({
      policy: documentOf(pull({ AWS: OTHER }, { Action: 'ecr:ReplicateImage', Resource: '*' })),
    }),
  },
  fails: {
    'a wildcard for a role': {
      ...given(pull({ AWS: ci }, all)),
      reasons: [`all-actions ${ci}`],
      severity: 'MEDIUM',
    },
    'a wildcard for an account, written as its root': {
      ...given(pull({ AWS: `arn:aws:iam::${OTHER}:root` }, { Action: '*' })),
      reasons: [`all-actions ${OTHER}`],
      severity: 'MEDIUM',
    },
    'all of it by name': {
      ...given(pull({ AWS: ci }, { Action: all2 })),
      reasons: [`all-actions ${ci}`],
      severity: 'MEDIUM',
    },
    'in two statements': {
      ...given(pull({ AWS: ci }, { Action: PUSHING }), pull({ AWS: ci }, { Action: ['ecr:*Delete*'] })),
      reasons: [`all-actions ${ci}`],
      severity: 'MEDIUM',
    },
    'by NotAction': {
      ...given(pull({ AWS: ci }, { Action: undefined, NotAction: 'ecr:SetRepositoryPolicy' })),
      reasons: [`all-actions ${ci}`],
      severity: 'MEDIUM',
    },
    'everybody, under a condition too': {
      ...given(pull('*', { ...all, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } })),
      reasons: ['all-actions *'],
      severity: 'MEDIUM',
    },
    'a service': {
      ...given(pull({ Service: 'codebuild.amazonaws.com' }, all)),
      reasons: ['all-actions codebuild.amazonaws.com'],
      severity: 'MEDIUM',
    },
    'a part of the registry': {
      ...registry({
        policy: documentOf(
          pull({ AWS: OTHER }, { ...all, Resource: `arn:aws:ecr:*:${OWN}:repository/shared/*` }),
        ),
      }),
      reasons: [`all-actions ${OTHER}`],
      severity: 'MEDIUM',
    },
    'what the next repository begins with': {
      ...registry({ templates: [template('prod', { policy: documentOf(pull({ AWS: ci }, all)) })] }),
      reasons: [`all-actions template prod ${ci}`],
      severity: 'MEDIUM',
    },
  },
  notApplicable: {},
  notAvailable: { 'a policy that is none': { ...broken, why: /its policy cannot be read/ } },
  worse: { before: given(pull({ AWS: ci }, all)), after: given(pull({ AWS: [ci, OTHER] }, all)) },
} satisfies Cases;
